package org.sciml4j.pde.boundary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.sciml4j.core.InvalidInputException;
import org.sciml4j.core.nn.Layer;
import org.sciml4j.core.stencil.BoundaryMode;
import org.sciml4j.pde.LayerRun;
import org.sciml4j.pde.boundary.EdgeCondition.Dirichlet;
import org.sciml4j.pde.boundary.EdgeCondition.Extended;
import org.sciml4j.pde.boundary.EdgeCondition.Neumann;

class FieldBoundaryTest {
  private static final double[] FIELD = {1, 2, 3, 4};

  private static double[] extended(EdgeCondition low, EdgeCondition high, int reach) {
    FieldBoundary boundary = FieldBoundary.periodic(1).axis(0, low, high);
    Layer extend = (u, scope) -> boundary.extend(u, new int[] {reach}, new double[] {0.5});
    return LayerRun.of(extend, FIELD, 1, 1, 4);
  }

  @Test
  void looksAsDrawn() {
    double v = 7;
    EdgeCondition onPoint = EdgeCondition.value(v);
    EdgeCondition onFace = new Dirichlet(List.of(v), EdgePosition.FACE);
    assertThat(extended(onPoint, onPoint, 2))
        .containsExactly(2 * v - 1, v, 1, 2, 3, 4, v, 2 * v - 4);
    assertThat(extended(onFace, onFace, 2))
        .containsExactly(2 * v - 2, 2 * v - 1, 1, 2, 3, 4, 2 * v - 4, 2 * v - 3);
    double hg = 0.5 * 6;
    EdgeCondition slope = EdgeCondition.slope(6);
    EdgeCondition faceSlope = new Neumann(List.of(6.0), EdgePosition.FACE);
    assertThat(extended(slope, slope, 2))
        .containsExactly(3 + 4 * hg, 2 + 2 * hg, 1, 2, 3, 4, 3 + 2 * hg, 2 + 4 * hg);
    assertThat(extended(faceSlope, faceSlope, 2))
        .containsExactly(2 + 3 * hg, 1 + hg, 1, 2, 3, 4, 4 + hg, 3 + 3 * hg);
    EdgeCondition periodic = EdgeCondition.periodic();
    assertThat(extended(periodic, periodic, 2)).containsExactly(3, 4, 1, 2, 3, 4, 1, 2);
    assertThat(extended(periodic, periodic, 6))
        .containsExactly(3, 4, 1, 2, 3, 4, 1, 2, 3, 4, 1, 2, 3, 4, 1, 2);
  }

  @Test
  void sidesAreIndependent() {
    assertThat(extended(EdgeCondition.value(0), new Extended(BoundaryMode.REPLICATE), 2))
        .containsExactly(-1, 0, 1, 2, 3, 4, 4, 4);
    assertThat(extended(new Extended(BoundaryMode.ZERO), EdgeCondition.slope(0), 1))
        .containsExactly(0, 1, 2, 3, 4, 3);
  }

  @Test
  void axesAndVariablesHaveConditionsOfTheirOwn() {
    FieldBoundary boundary =
        FieldBoundary.periodic(2)
            .axis(
                0, new Dirichlet(List.of(10.0, 20.0), EdgePosition.POINT), EdgeCondition.slope(1));
    Layer extend = (u, scope) -> boundary.extend(u, new int[] {1, 1}, new double[] {0.25, 1});

    assertThat(LayerRun.of(extend, new double[] {1, 2, 3, 4, 5, 6, 7, 8}, 1, 2, 2, 2))
        .containsExactly(
            new double[] {
              10, 10, 10, 10, 2, 1, 2, 1, 4, 3, 4, 3, 2.5, 1.5, 2.5, 1.5, //
              20, 20, 20, 20, 6, 5, 6, 5, 8, 7, 8, 7, 6.5, 5.5, 6.5, 5.5
            },
            within(1e-15));
  }

  @Test
  void whatDoesNotFitIsRefused() {
    assertThatThrownBy(() -> new AxisBoundary(EdgeCondition.periodic(), EdgeCondition.value(0)))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("both periodic or neither");
    assertThatThrownBy(() -> extended(EdgeCondition.slope(0), EdgeCondition.slope(0), 4))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("points along an axis");
    assertThatThrownBy(() -> EdgeCondition.value(Double.NaN))
        .isInstanceOf(InvalidInputException.class);
    EdgeCondition three = new Dirichlet(List.of(1.0, 2.0, 3.0), EdgePosition.POINT);
    assertThatThrownBy(() -> extended(three, three, 1))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("one for each variable");
  }
}
