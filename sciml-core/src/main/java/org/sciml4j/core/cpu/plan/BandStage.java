package org.sciml4j.core.cpu.plan;

import java.util.ArrayList;
import java.util.List;
import org.sciml4j.core.convolution.TileConvolution;
import org.sciml4j.core.graph.Convolution;
import org.sciml4j.core.graph.ConvolutionGeometry;
import org.sciml4j.core.graph.TensorType;
import org.sciml4j.core.kernel.KernelProvider;

/**
 * What one staged tile of an input serves: convolutions that see the same points of it.
 *
 * @param input what is staged
 * @param image number of the image
 * @param convolution one of them
 * @param kernel extents of each kernel, input channels first
 */
record BandStage(Place input, int image, PaddedConvolution convolution, List<Long> kernel) {
  @Override
  public boolean equals(Object other) {
    return other instanceof BandStage stage
        && input.equals(stage.input)
        && image == stage.image
        && geometry().equals(stage.geometry())
        && convolution.padding().equals(stage.convolution.padding())
        && kernel.equals(stage.kernel);
  }

  @Override
  public int hashCode() {
    return 31 * input.hashCode() + kernel.hashCode();
  }

  private ConvolutionGeometry geometry() {
    return ((Convolution) convolution.convolution().primitive()).geometry();
  }

  /** Numbers of one kernel. */
  int numbers() {
    return (int) kernel.stream().mapToLong(Long::longValue).reduce(1, (a, b) -> a * b);
  }

  /** What computes so many kernels on tiles. */
  TileConvolution tile(int kernels, KernelProvider provider, BandTiles tiling) {
    List<Long> all = new ArrayList<>(List.of((long) kernels));
    all.addAll(kernel);
    TensorType type = new TensorType(input.dtype(), input.layout().shape());
    return TileConvolution.of(
        provider,
        geometry(),
        type,
        type.withShape(all.stream().mapToLong(Long::longValue).toArray()),
        convolution.padding(),
        tiling.most());
  }
}
