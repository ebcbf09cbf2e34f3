package org.sciml4j.sindy.weak;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.sciml4j.sindy.field.FieldAxis;
import org.sciml4j.sindy.field.SpaceGrid;

/**
 * Integrals over space of one function of the fields against derivatives of the test functions,
 * axis by axis. Derivatives that begin alike share the integrals along the axes on which they
 * agree.
 */
final class SpaceIntegrals {
  /** Where a function's integrals against a derivative of the test functions belong. */
  record Wanted(List<Integer> orders, int slot) {}

  /** Integrals along one axis; those along the next, or where the last go. */
  private record Node(AxisConvolution convolution, List<Node> next, List<Integer> slots) {}

  private final int[] points;
  private final int[] centres;
  private final List<Node> roots;

  SpaceIntegrals(SpaceGrid grid, List<TestFunction> functions, List<Wanted> wanted) {
    points = grid.shape();
    centres = new int[points.length];
    for (int axis = 0; axis < centres.length; axis++) {
      centres[axis] = functions.get(axis).centres(points[axis], grid.axes().get(axis).periodic());
    }
    roots = nodes(grid, functions, wanted, 0);
  }

  private static List<Node> nodes(
      SpaceGrid grid, List<TestFunction> functions, List<Wanted> wanted, int axis) {
    Map<Integer, List<Wanted>> byOrder = new LinkedHashMap<>();
    for (Wanted one : wanted) {
      byOrder.computeIfAbsent(one.orders.get(axis), _ -> new ArrayList<>()).add(one);
    }
    FieldAxis along = grid.axes().get(axis);
    boolean last = axis == grid.axes().size() - 1;
    List<Node> nodes = new ArrayList<>();
    byOrder.forEach(
        (order, alike) ->
            nodes.add(
                new Node(
                    new AxisConvolution(
                        functions.get(axis),
                        order,
                        along.points(),
                        along.spacing(),
                        along.periodic()),
                    last ? List.of() : nodes(grid, functions, alike, axis + 1),
                    last ? alike.stream().map(Wanted::slot).toList() : List.of())));
    return nodes;
  }

  /** Memory for {@link #apply}, for one thread: what is between one axis and the next. */
  static double[][] workspace(SpaceGrid grid, List<TestFunction> functions) {
    int[] shape = grid.shape();
    double[][] between = new double[shape.length][];
    for (int axis = 0; axis < shape.length; axis++) {
      shape[axis] = functions.get(axis).centres(shape[axis], grid.axes().get(axis).periodic());
      int size = 1;
      for (int n : shape) {
        size *= n;
      }
      between[axis] = new double[size];
    }
    return between;
  }

  /**
   * Integrates.
   *
   * @param values of the function at the points of the grid
   * @param into for each slot the integrals at all centres; only the slots wanted are written
   */
  void apply(double[] values, double[][] into, double[][] workspace) {
    for (Node node : roots) {
      apply(node, 0, 1, values, into, workspace);
    }
  }

  private void apply(
      Node node, int axis, int outer, double[] values, double[][] into, double[][] workspace) {
    int inner = 1;
    for (int later = axis + 1; later < points.length; later++) {
      inner *= points[later];
    }
    if (node.next.isEmpty()) {
      double[] target = into[node.slots.getFirst()];
      node.convolution.apply(values, target, outer, inner);
      for (int slot : node.slots.subList(1, node.slots.size())) {
        System.arraycopy(target, 0, into[slot], 0, target.length);
      }
      return;
    }
    node.convolution.apply(values, workspace[axis], outer, inner);
    for (Node next : node.next) {
      apply(next, axis + 1, outer * centres[axis], workspace[axis], into, workspace);
    }
  }
}
