package org.sciml4j.sindy.weak;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sciml4j.core.random.RandomKey;
import org.sciml4j.sindy.field.FieldAxis;
import org.sciml4j.sindy.field.SpaceGrid;
import org.sciml4j.sindy.weak.SpaceIntegrals.Wanted;

/** Separable integrals against the sum over the whole box, point by point. */
class SpaceIntegralsTest {
  private static final List<TestFunction> FUNCTIONS =
      List.of(new TestFunction(2, 4, 3), new TestFunction(3, 5, 2), new TestFunction(2, 3, 1));

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void equalTheSumOverTheBox(boolean periodic) {
    SpaceGrid grid =
        SpaceGrid.of(
            new FieldAxis("z", 0, 0.5, 8, periodic),
            new FieldAxis("y", 0, 0.25, 9, periodic),
            new FieldAxis("x", 0, 2, 7, periodic));
    double[] values = new double[grid.points()];
    for (int i = 0; i < values.length; i++) {
      values[i] = RandomKey.of(3).normal(i);
    }
    List<Wanted> wanted =
        List.of(
            new Wanted(List.of(0, 0, 0), 2),
            new Wanted(List.of(0, 2, 1), 0),
            new Wanted(List.of(3, 0, 0), 1),
            new Wanted(List.of(0, 2, 1), 3));
    double[][] workspace = SpaceIntegrals.workspace(grid, FUNCTIONS);
    int centres = workspace[2].length;
    double[][] integrals = new double[4][centres];
    new SpaceIntegrals(grid, FUNCTIONS, wanted).apply(values, integrals, workspace);
    for (Wanted one : wanted) {
      for (int centre = 0; centre < centres; centre++) {
        double expected = boxSum(grid, values, one.orders(), centre);
        assertThat(integrals[one.slot()][centre]).isCloseTo(expected, within(1e-9));
      }
    }
  }

  private static double boxSum(SpaceGrid grid, double[] values, List<Integer> orders, int centre) {
    int[] at = new int[3];
    int rest = centre;
    for (int axis = 2; axis >= 0; axis--) {
      FieldAxis along = grid.axes().get(axis);
      int count = FUNCTIONS.get(axis).centres(along.points(), along.periodic());
      at[axis] = FUNCTIONS.get(axis).centre(rest % count, along.periodic());
      rest /= count;
    }
    double sum = 0;
    for (int z = -2; z <= 2; z++) {
      for (int y = -3; y <= 3; y++) {
        for (int x = -2; x <= 2; x++) {
          int point =
              (Math.floorMod(at[0] + z, 8) * 9 + Math.floorMod(at[1] + y, 9)) * 7
                  + Math.floorMod(at[2] + x, 7);
          sum +=
              values[point]
                  * factor(grid, orders, 0, -z)
                  * factor(grid, orders, 1, -y)
                  * factor(grid, orders, 2, -x);
        }
      }
    }
    return sum;
  }

  private static double factor(SpaceGrid grid, List<Integer> orders, int axis, int offset) {
    double spacing = grid.axes().get(axis).spacing();
    TestFunction function = FUNCTIONS.get(axis);
    return spacing * function.derivative(orders.get(axis), spacing)[offset + function.halfWidth()];
  }
}
