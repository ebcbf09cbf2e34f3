package org.sciml4j.core.nn.init;

import java.util.function.LongToDoubleFunction;
import java.util.stream.LongStream;
import org.sciml4j.core.tensor.Tensor;

/** Fills tensors with functions of the row-major position, on all cores. */
final class Draw {
  private Draw() {}

  static void each(Tensor tensor, LongToDoubleFunction number) {
    LongStream.range(0, tensor.count())
        .parallel()
        .forEach(i -> tensor.setFlat(i, number.applyAsDouble(i)));
  }
}
