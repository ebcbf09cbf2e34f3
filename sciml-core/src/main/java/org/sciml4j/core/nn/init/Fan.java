package org.sciml4j.core.nn.init;

/**
 * Which number of connections of a kernel scales its initial numbers. A kernel {@code [in, out]} of
 * a dense or recurrent layer has {@code in} and {@code out}; a kernel {@code [o, c, k...]} of a
 * convolution has {@code c ∏k} and {@code o ∏k}, as in Keras and PyTorch (where {@code c} counts
 * the channels of one group; for a transposed convolution {@code [in, out, k...]} this makes {@code
 * out ∏k} the fan-in, as in both). A vector has its length for both.
 */
public enum Fan {
  /** Inputs of one output. */
  IN,
  /** Outputs of one input. */
  OUT,
  /** The mean of both. */
  AVERAGE;

  double of(long... shape) {
    if (shape.length < 2) {
      return shape.length == 0 ? 1 : shape[0];
    }
    double receptive = 1;
    for (int axis = 2; axis < shape.length; axis++) {
      receptive *= shape[axis];
    }
    double in = receptive * (shape.length == 2 ? shape[0] : shape[1]);
    double out = receptive * (shape.length == 2 ? shape[1] : shape[0]);
    return switch (this) {
      case IN -> in;
      case OUT -> out;
      case AVERAGE -> (in + out) / 2;
    };
  }
}
