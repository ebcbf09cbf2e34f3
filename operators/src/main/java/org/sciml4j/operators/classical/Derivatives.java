package org.sciml4j.operators.classical;

import java.util.ArrayList;
import java.util.List;
import org.sciml4j.operators.AxisNames;
import org.sciml4j.operators.differences.FiniteDifference;

/** Centred derivatives of second and higher order along single axes, and mixed ones. */
final class Derivatives {
  private static final String FORNBERG = "B. Fornberg, Math. Comp. 51 (1988) 699, Table 1";

  private Derivatives() {}

  static List<ClassicalStencil> of(int dims) {
    List<ClassicalStencil> all = new ArrayList<>();
    if (dims == 1) {
      for (int order = 2; order <= 6; order += 2) {
        all.add(central(1, 0, 3, order, "third"));
        all.add(central(1, 0, 4, order, "fourth"));
      }
      return all;
    }
    for (int axis = dims - 1; axis >= 0; axis--) {
      for (int order = 2; order <= 8; order += 2) {
        all.add(central(dims, axis, 2, order, "second"));
      }
      for (int order = 2; order <= 4; order += 2) {
        for (int other = axis - 1; other >= 0; other--) {
          all.add(mixed(dims, axis, other, order));
        }
      }
    }
    return all;
  }

  static ClassicalStencil central(int dims, int axis, int derivative, int order, String ordinal) {
    String x = AxisNames.standard(dims).get(axis);
    String family = ordinal + "-derivative" + (dims == 1 ? "" : "-" + x);
    return new ClassicalStencil(
        family + "-" + order,
        family,
        ordinal + " difference along {" + axis + "}" + (order == 2 ? "" : " of order " + order),
        FORNBERG,
        derivative == 4 ? List.of("biharmonic-" + order) : List.of(),
        List.of(ScaledKernel.along(axis, dims, FiniteDifference.central(derivative, order))));
  }

  static ClassicalStencil mixed(int dims, int axis, int other, int order) {
    List<String> names = AxisNames.standard(dims);
    String xy = names.get(axis) + names.get(other);
    FiniteDifference first = FiniteDifference.central(1, order);
    return new ClassicalStencil(
        "mixed-" + xy + "-" + order,
        "mixed-" + xy,
        "mixed difference ∂²/∂{"
            + axis
            + "}∂{"
            + other
            + "}"
            + (order == 2 ? "" : " of order " + order),
        FORNBERG,
        List.of(),
        List.of(
            ScaledKernel.along(axis, dims, first).compose(ScaledKernel.along(other, dims, first))));
  }
}
