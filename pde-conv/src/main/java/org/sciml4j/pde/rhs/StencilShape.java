package org.sciml4j.pde.rhs;

import java.util.Arrays;
import java.util.List;
import org.sciml4j.core.InvalidInputException;
import org.sciml4j.operators.MultiIndex;

/** Checks that derivatives, kernels, spacing and boundary are of one kind. */
final class StencilShape {
  private StencilShape() {}

  static void require(
      List<MultiIndex> derivatives, int[] extents, double[] spacing, int boundaryAxes) {
    int dims = extents.length;
    require(dims >= 1 && dims <= 3, "extents", Arrays.toString(extents), "one to three numbers");
    require(
        Arrays.stream(extents).allMatch(extent -> extent > 0 && extent % 2 == 1),
        "extents",
        Arrays.toString(extents),
        "odd positive numbers");
    require(
        spacing.length == dims && Arrays.stream(spacing).allMatch(h -> h > 0 && h < 1 / 0.0),
        "spacing",
        Arrays.toString(spacing),
        dims + " positive numbers");
    require(boundaryAxes == dims, "axes of the boundary", boundaryAxes, dims + "");
    require(!derivatives.isEmpty(), "derivatives", "none", "at least one");
    require(
        derivatives.stream().distinct().count() == derivatives.size(),
        "derivatives",
        derivatives,
        "different ones");
    for (MultiIndex alpha : derivatives) {
      boolean fits = alpha.dims() == dims;
      for (int axis = 0; fits && axis < dims; axis++) {
        fits = alpha.power(axis) < extents[axis];
      }
      require(
          fits,
          "derivative",
          alpha.powers(),
          "powers below the extents " + Arrays.toString(extents));
    }
  }

  private static void require(boolean holds, String argument, Object value, String expected) {
    if (!holds) {
      throw new InvalidInputException(
          argument + " of constrained stencils", value, expected, "correct one of them");
    }
  }
}
