package org.sciml4j.operators.classical;

import java.util.ArrayList;
import java.util.List;
import org.sciml4j.operators.differences.FiniteDifference;

/** {@code ∇⁴} as the square of the simplest Laplacian: 13 points in two dimensions, 25 in three. */
final class Biharmonics {
  private Biharmonics() {}

  static List<ClassicalStencil> of(int dims) {
    if (dims == 1) {
      return List.of();
    }
    List<ScaledKernel> terms = new ArrayList<>();
    FiniteDifference second = FiniteDifference.central(2, 2);
    for (int i = 0; i < dims; i++) {
      for (int j = 0; j < dims; j++) {
        terms.add(ScaledKernel.along(i, dims, second).compose(ScaledKernel.along(j, dims, second)));
      }
    }
    int points = dims == 2 ? 13 : 25;
    return List.of(
        new ClassicalStencil(
            "biharmonic-" + points + "-point",
            "biharmonic",
            points + "-point biharmonic",
            "M. Abramowitz, I. Stegun, Handbook of Mathematical Functions, 25.3.33",
            List.of(),
            terms));
  }
}
