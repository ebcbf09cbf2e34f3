package org.sciml4j.core.field;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.data.Offset.offset;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sciml4j.core.InvalidInputException;

class AxisTest {
  private static Axis stored(boolean single, double first, double spacing, int size) {
    double[] coordinates = new double[size];
    Arrays.setAll(coordinates, i -> single ? (float) (first + i * spacing) : first + i * spacing);
    return new Axis("lon", AxisKind.X, "degrees_east", coordinates);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.01, 0.1, 1 / 3.0, 0.7, -0.25})
  void should_be_uniform_whatever_the_precision_its_coordinates_were_stored_in(double spacing) {
    for (int size : new int[] {2, 164, 3600}) {
      assertThat(stored(true, -180, spacing, size).spacing()).isCloseTo(spacing, offset(2e-5));
      assertThat(stored(false, -180, spacing, size).spacing()).isCloseTo(spacing, offset(1e-12));
    }
  }

  @Test
  void should_name_the_first_step_that_differs_from_most() {
    double[] levels = {0, 10, 20, 30, 50};
    Axis depth = new Axis("depth", AxisKind.Z, "m", levels);
    assertThatThrownBy(depth::spacing)
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("'depth'")
        .hasMessageContaining("from point 3 to 4 is 20 m")
        .hasMessageContaining("the median step 10")
        .hasMessageContaining("--dims");
    double[] stretched = new double[200];
    Arrays.setAll(stretched, i -> (float) (0.1 * i * (1 + 1e-4 * i)));
    assertThatThrownBy(() -> new Axis("x", AxisKind.X, "m", stretched).spacing())
        .hasMessageContaining("not uniform");
    assertThatThrownBy(() -> new Axis("x", AxisKind.X, "m", new double[] {2, 2, 2}).spacing())
        .hasMessageContaining("not uniform");
  }

  @Test
  void should_blame_the_gap_rather_than_the_steps_beside_it() {
    double[] instants = {0, 0.7, 1.4, 2.8, 3.5, 4.2};
    assertThatThrownBy(
            () -> new Axis("t", AxisKind.TIME, "days since 2000-01-01", instants).spacing())
        .hasMessageContaining("from point 2 to 3 is 1.4 days,")
        .hasMessageContaining("the median step 0.7;")
        .hasMessageContaining("--time")
        .hasMessageNotContaining("--dims");
  }

  @Test
  void should_have_unit_spacing_where_there_is_one_point() {
    assertThat(Axis.numbered("t", AxisKind.TIME, 1).spacing()).isEqualTo(1);
  }
}
