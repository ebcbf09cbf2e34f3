package org.sciml4j.operators.classical;

import java.util.ArrayList;
import java.util.List;
import org.sciml4j.operators.AxisNames;
import org.sciml4j.operators.differences.FiniteDifference;
import org.sciml4j.operators.differences.RationalStencil;

/** Centred first derivatives along each axis. */
final class Gradients {
  private Gradients() {}

  static List<ClassicalStencil> of(int dims) {
    List<ClassicalStencil> all = new ArrayList<>();
    for (int axis = dims - 1; axis >= 0; axis--) {
      for (int order = 2; order <= 8; order += 2) {
        all.add(central(dims, axis, order));
      }
      if (dims > 1) {
        all.add(isotropic(dims, axis));
      }
    }
    return all;
  }

  static ClassicalStencil central(int dims, int axis, int order) {
    String x = AxisNames.standard(dims).get(axis);
    return new ClassicalStencil(
        "gradient-" + x + "-" + order,
        "gradient-" + x,
        "central difference ∂/∂{" + axis + "}" + (order == 2 ? "" : " of order " + order),
        "B. Fornberg, Math. Comp. 51 (1988) 699, Table 1",
        dims == 1 ? List.of("first-derivative-" + order) : List.of(),
        List.of(ScaledKernel.along(axis, dims, FiniteDifference.central(1, order))));
  }

  /**
   * The central difference averaged over its neighbours across so that the leading error is {@code
   * h²/6 ∂/∂x ∇²}: 1/6 [1 4 1] in two dimensions, the 5-point average 1/6 [0 1 0; 1 2 1; 0 1 0] in
   * three.
   */
  static ClassicalStencil isotropic(int dims, int axis) {
    String x = AxisNames.standard(dims).get(axis);
    RationalStencil average = RationalStencil.identity(dims);
    for (int across = 0; across < dims; across++) {
      if (across != axis) {
        average = average.plus(RationalStencil.along(across, dims, 6, 1, -2, 1));
      }
    }
    ScaledKernel central = ScaledKernel.along(axis, dims, FiniteDifference.central(1, 2));
    return new ClassicalStencil(
        "gradient-" + x + "-isotropic",
        "gradient-" + x,
        "isotropic central difference ∂/∂{" + axis + "}",
        "A. Kumar, J. Comput. Phys. 201 (2004) 109",
        List.of(),
        List.of(central.compose(ScaledKernel.unscaled(average))));
  }
}
