package org.sciml4j.pde.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sciml4j.core.InvalidInputException;
import org.sciml4j.core.stencil.BoundaryMode;
import org.sciml4j.pde.boundary.AxisBoundary;
import org.sciml4j.pde.boundary.EdgeCondition;
import org.sciml4j.pde.boundary.EdgeCondition.Dirichlet;
import org.sciml4j.pde.boundary.EdgeCondition.Extended;
import org.sciml4j.pde.boundary.EdgeCondition.Neumann;
import org.sciml4j.pde.boundary.EdgePosition;
import org.sciml4j.pde.surrogate.Normalization;

class StateGridTest {
  private static StateGrid grid(String... boundary) {
    return new StateGrid(List.of("u", "v"), List.of(0.5, 0.25), 0.1, List.of(boundary));
  }

  @Test
  void should_read_a_condition_for_each_end() {
    assertThat(grid("value:1.5/slope:-2", "face-value:v=0:u=1/zero").edges().axes())
        .containsExactly(
            new AxisBoundary(
                new Dirichlet(List.of(1.5), EdgePosition.POINT),
                new Neumann(List.of(-2.0), EdgePosition.POINT)),
            new AxisBoundary(
                new Dirichlet(List.of(1.0, 0.0), EdgePosition.FACE),
                new Extended(BoundaryMode.ZERO)));
  }

  @Test
  void should_take_one_condition_for_all_axes() {
    assertThat(grid("periodic").edges().axes())
        .containsOnly(AxisBoundary.both(EdgeCondition.periodic()));
    assertThat(grid("reflect").modes()).containsOnly(BoundaryMode.REFLECT);
  }

  @Test
  void should_scale_slopes_where_points_are_one_apart() {
    assertThat(grid("periodic", "face-slope:3/value:2").edgesOfUnitSpacing().axes().get(1))
        .isEqualTo(
            new AxisBoundary(
                new Neumann(List.of(0.75), EdgePosition.FACE),
                new Dirichlet(List.of(2.0), EdgePosition.POINT)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          wall              | periodic, or for one end or both as LOW/HIGH reflect, replicate, zero, value:NUMBER
          value             | value:NUMBER
          value:warm        | value:NUMBER
          value:NaN         | value:NUMBER
          zero:1            | value:NUMBER
          zero/zero/zero    | LOW/HIGH
          value:1/          | LOW/HIGH
          periodic/zero     | both periodic or neither
          value:1:2         | one number, or one for each of u, v
          value:u=1         | one number, or one for each of u, v
          value:u=1:u=2     | one number, or one for each of u, v
          value:u=1:w=2     | one number, or one for each of u, v
          """)
  void should_refuse_what_is_no_boundary(String text, String message) {
    assertThatThrownBy(() -> grid(text))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining(message);
  }

  @Test
  void should_refuse_values_for_a_network_between_modes() {
    Normalization normalization = new Normalization(List.of(0.0, 0.0), List.of(1.0, 1.0));
    assertThatThrownBy(() -> new UNetDesign(grid("value:0"), 1, 4, 3, normalization))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("zero, reflect or replicate at both ends");
  }
}
