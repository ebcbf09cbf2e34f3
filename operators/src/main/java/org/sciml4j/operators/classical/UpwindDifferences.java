package org.sciml4j.operators.classical;

import java.util.ArrayList;
import java.util.List;
import org.hipparchus.fraction.BigFraction;
import org.sciml4j.operators.AxisNames;
import org.sciml4j.operators.differences.FiniteDifference;
import org.sciml4j.operators.differences.RationalStencil;

/**
 * First derivatives that look more against the wind than with it. Named for a wind towards larger
 * coordinates; {@code reverse} is the mirror image for the opposite wind.
 */
final class UpwindDifferences {
  private UpwindDifferences() {}

  static List<ClassicalStencil> of(int dims) {
    List<ClassicalStencil> all = new ArrayList<>();
    for (int axis = dims - 1; axis >= 0; axis--) {
      for (boolean reverse : new boolean[] {false, true}) {
        all.addAll(of(dims, axis, reverse));
      }
    }
    return all;
  }

  static List<ClassicalStencil> of(int dims, int axis, boolean reverse) {
    return List.of(
        entry(
            dims,
            axis,
            reverse,
            "1",
            "first-order upwind difference",
            "R. Courant, E. Isaacson, M. Rees, Comm. Pure Appl. Math. 5 (1952) 243",
            FiniteDifference.backward(1, 1)),
        entry(
            dims,
            axis,
            reverse,
            "2",
            "second-order upwind difference",
            "R. Warming, R. Beam, AIAA J. 14 (1976) 1241",
            FiniteDifference.backward(1, 2)),
        entry(
            dims,
            axis,
            reverse,
            "3",
            "third-order upwind-biased difference",
            "B. van Leer, J. Comput. Phys. 32 (1979) 101 (kappa = 1/3)",
            FiniteDifference.between(1, 2, 1)),
        entry(
            dims,
            axis,
            reverse,
            "5",
            "fifth-order upwind-biased difference",
            "B. Fornberg, Math. Comp. 51 (1988) 699",
            FiniteDifference.between(1, 3, 2)),
        entry(
            dims,
            axis,
            reverse,
            "fromm",
            "Fromm's upwind-biased difference",
            "J. Fromm, J. Comput. Phys. 3 (1968) 176 (kappa = 0)",
            FiniteDifference.kappa(BigFraction.ZERO)),
        entry(
            dims,
            axis,
            reverse,
            "quick",
            "QUICK difference",
            "B. Leonard, Comput. Methods Appl. Mech. Eng. 19 (1979) 59 (kappa = 1/2)",
            FiniteDifference.kappa(new BigFraction(1, 2))));
  }

  private static ClassicalStencil entry(
      int dims,
      int axis,
      boolean reverse,
      String suffix,
      String title,
      String citation,
      FiniteDifference difference) {
    String x = AxisNames.standard(dims).get(axis);
    String family = "upwind-" + x + (reverse ? "-reverse" : "");
    int[] powers = new int[dims];
    powers[axis] = 1;
    return new ClassicalStencil(
        family + "-" + suffix,
        family,
        title + " ∂/∂{" + axis + "} (wind towards " + (reverse ? "-{" : "+{") + axis + "})",
        citation,
        List.of(),
        List.of(
            new ScaledKernel(
                RationalStencil.along(axis, dims, reverse ? difference.mirrored() : difference),
                powers)));
  }
}
