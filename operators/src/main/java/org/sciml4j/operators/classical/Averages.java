package org.sciml4j.operators.classical;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.sciml4j.operators.differences.RationalStencil;

/** Weighted averages: smoothing filters and the right-hand side of the Mehrstellen scheme. */
final class Averages {
  private static final String GONZALEZ =
      "R. Gonzalez, R. Woods, Digital Image Processing, 4th ed., Pearson 2018, ch. 3";

  private Averages() {}

  static List<ClassicalStencil> of(int dims) {
    List<ClassicalStencil> all = new ArrayList<>();
    all.add(product(dims, "box", "box average", 1, 1, 1));
    all.add(product(dims, "gaussian", "binomial (Gaussian) smoothing", 1, 2, 1));
    all.add(product(dims, "gaussian-5", "wide binomial (Gaussian) smoothing", 1, 4, 6, 4, 1));
    all.add(mehrstellen(dims));
    return all;
  }

  /** {@code 1 + Σ δ_i²/12}, which applied to f makes {@code ∇²u = f} accurate to order 4. */
  static ClassicalStencil mehrstellen(int dims) {
    RationalStencil average = RationalStencil.identity(dims);
    for (int axis = 0; axis < dims; axis++) {
      average = average.plus(RationalStencil.along(axis, dims, 12, 1, -2, 1));
    }
    return new ClassicalStencil(
        "mehrstellen-average",
        "smoothing",
        "Mehrstellen average",
        "L. Collatz, The Numerical Treatment of Differential Equations, 3rd ed., Springer 1960",
        dims == 1 ? List.of("numerov-average") : List.of(),
        List.of(ScaledKernel.unscaled(average)));
  }

  private static ClassicalStencil product(int dims, String name, String title, int... kernel) {
    int sum = Arrays.stream(kernel).sum();
    RationalStencil product = RationalStencil.identity(dims);
    for (int axis = 0; axis < dims; axis++) {
      product = product.compose(RationalStencil.along(axis, dims, sum, kernel));
    }
    return new ClassicalStencil(
        name, "smoothing", title, GONZALEZ, List.of(), List.of(ScaledKernel.unscaled(product)));
  }
}
