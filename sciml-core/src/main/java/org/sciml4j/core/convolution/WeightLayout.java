package org.sciml4j.core.convolution;

/**
 * Where the weights of a sweep lie, in bytes.
 *
 * @param rows output channels of a group
 * @param rowPitch between output channels
 * @param channels input channels of a group
 * @param channelPitch between input channels
 * @param groupPitch between groups
 */
record WeightLayout(int rows, long rowPitch, int channels, long channelPitch, long groupPitch) {
  /** Weights {@code [o, c, k]} that lead from c to o. */
  static WeightLayout forward(ConvolutionLayout layout) {
    long points = (long) layout.kernelPoints() * layout.dtype().bytes();
    long row = layout.channels() * points;
    return new WeightLayout(
        layout.outputs(), row, layout.channels(), points, layout.outputs() * row);
  }

  /** Weights {@code [o, c, k]} that lead from o to c. */
  static WeightLayout adjoint(ConvolutionLayout layout) {
    long points = (long) layout.kernelPoints() * layout.dtype().bytes();
    long row = layout.channels() * points;
    return new WeightLayout(
        layout.channels(), points, layout.outputs(), row, layout.outputs() * row);
  }
}
