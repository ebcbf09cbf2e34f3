package org.sciml4j.operators.mks;

import org.sciml4j.core.random.RandomKey;
import org.sciml4j.core.tensor.DType;
import org.sciml4j.core.tensor.Tensor;

/** Responses that are periodic convolutions of microstructure functions, summed directly. */
final class Convolved {
  private Convolved() {}

  /** Random states in the range of the functions, {@code [samples, space...]}. */
  static Tensor states(MicrostructureFunctions functions, long seed, long... shape) {
    Tensor states = RandomKey.of(seed).uniform(DType.F64, shape);
    for (long i = 0; i < states.count(); i++) {
      double part = states.getFlat(i);
      states.setFlat(i, functions.low() + part * (functions.high() - functions.low()));
    }
    return states;
  }

  /** Adds {@code sum over r of kernel[r] m(h[s - r])} of one function to responses. */
  static void add(
      MicrostructureFunctions functions,
      int function,
      double[] kernel,
      int[] shape,
      Tensor states,
      Tensor responses) {
    int points = kernel.length;
    double[] values = new double[(int) states.count()];
    functions.evaluate(function, states.toDoubles(), 0, values, 0, values.length);
    for (int at = 0; at < values.length; at++) {
      int sample = at / points * points;
      double sum = responses.getFlat(at);
      for (int r = 0; r < points; r++) {
        sum += kernel[r] * values[sample + minus(at - sample, r, shape)];
      }
      responses.setFlat(at, sum);
    }
  }

  /** The place of the difference of two places on a periodic grid. */
  static int minus(int place, int other, int[] shape) {
    int result = 0;
    int stride = 1;
    int restPlace = place;
    int restOther = other;
    for (int axis = shape.length - 1; axis >= 0; axis--) {
      int n = shape[axis];
      result += Math.floorMod(restPlace % n - restOther % n, n) * stride;
      stride *= n;
      restPlace /= n;
      restOther /= n;
    }
    return result;
  }
}
