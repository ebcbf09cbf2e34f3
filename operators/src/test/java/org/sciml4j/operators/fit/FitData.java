package org.sciml4j.operators.fit;

import java.util.Arrays;
import org.sciml4j.core.random.RandomKey;
import org.sciml4j.core.stencil.BoundaryMode;
import org.sciml4j.core.tensor.DType;
import org.sciml4j.core.tensor.Shape;
import org.sciml4j.core.tensor.Tensor;
import org.sciml4j.operators.Stencil;

/** Data with a known answer. */
final class FitData {
  private FitData() {}

  static BoundaryMode[] everywhere(BoundaryMode mode, int dims) {
    BoundaryMode[] modes = new BoundaryMode[dims];
    Arrays.fill(modes, mode);
    return modes;
  }

  /** A stencil of random coefficients on a full box. */
  static Stencil randomStencil(RandomKey key, int[] extents, double... spacing) {
    int[][] offsets = FitDesign.box(extents);
    double[] coefficients = new double[offsets.length];
    for (int k = 0; k < coefficients.length; k++) {
      coefficients[k] = key.normal(k);
    }
    return Stencil.of(spacing, offsets, coefficients);
  }

  /** Adds a stencil's result to a tensor, point by point; zero where it does not fit. */
  static Tensor addTo(Tensor v, Stencil stencil, Tensor u, BoundaryMode... modes) {
    long[] shape = u.shape();
    long[] strides = Shape.strides(shape);
    int[][] offsets = stencil.offsets();
    double[] coefficients = stencil.coefficients();
    for (long i = 0; i < u.count(); i++) {
      double sum = 0;
      boolean fits = true;
      for (int k = 0; k < offsets.length; k++) {
        long from = 0;
        boolean zero = false;
        for (int axis = 0; axis < shape.length; axis++) {
          long p = i / strides[axis] % shape[axis] + offsets[k][axis];
          boolean outside = p < 0 || p >= shape[axis];
          if (outside && modes[axis] == BoundaryMode.VALID) {
            fits = false;
            continue;
          }
          long source = modes[axis].source(p, shape[axis]);
          zero |= source == BoundaryMode.NOTHING;
          from += source * strides[axis];
        }
        sum += fits && !zero ? coefficients[k] * u.getFlat(from) : 0;
      }
      v.setFlat(i, v.getFlat(i) + (fits ? sum : 0));
    }
    return v;
  }

  static Tensor apply(Stencil stencil, Tensor u, BoundaryMode... modes) {
    return addTo(Tensor.zeros(u.dtype(), u.shape()), stencil, u, modes);
  }

  /** Frames of {@code u[n+1] = u[n] + dt K u[n]} from a first frame; the first axis is time. */
  static Tensor march(Tensor first, Stencil stencil, double dt, int frames, BoundaryMode... modes) {
    long[] shape = new long[first.rank() + 1];
    System.arraycopy(first.shape(), 0, shape, 1, first.rank());
    shape[0] = frames;
    Tensor series = Tensor.zeros(DType.F64, shape);
    series.at(0).copyFrom(first);
    for (int n = 1; n < frames; n++) {
      Tensor u = series.at(n - 1);
      try (Tensor rate = apply(stencil, u, modes)) {
        for (long i = 0; i < u.count(); i++) {
          series.at(n).setFlat(i, u.getFlat(i) + dt * rate.getFlat(i));
        }
      }
    }
    return series;
  }

  /** A smooth periodic field: random low Fourier modes of unit variance in all. */
  static Tensor smooth(RandomKey key, int modes, long... shape) {
    Tensor field = Tensor.zeros(DType.F64, shape);
    long[] strides = Shape.strides(shape);
    int count = 0;
    for (int m = 0; m < modes; m++) {
      double[] k = new double[shape.length];
      for (int axis = 0; axis < shape.length; axis++) {
        k[axis] = Math.floor(key.uniform(count++) * 9) - 4;
      }
      double phase = 2 * Math.PI * key.uniform(count++);
      double size = Math.sqrt(2.0 / modes);
      for (long i = 0; i < field.count(); i++) {
        double angle = phase;
        for (int axis = 0; axis < shape.length; axis++) {
          angle += 2 * Math.PI * k[axis] * (i / strides[axis] % shape[axis]) / shape[axis];
        }
        field.setFlat(i, field.getFlat(i) + size * Math.cos(angle));
      }
    }
    return field;
  }

  static void addNoise(Tensor values, RandomKey key, double deviation) {
    for (long i = 0; i < values.count(); i++) {
      values.setFlat(i, values.getFlat(i) + deviation * key.normal(i));
    }
  }
}
