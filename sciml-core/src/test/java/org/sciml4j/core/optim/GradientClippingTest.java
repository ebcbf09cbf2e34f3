package org.sciml4j.core.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.sciml4j.core.device.Program;
import org.sciml4j.core.device.ReferenceDevice;
import org.sciml4j.core.graph.Graph;
import org.sciml4j.core.graph.Value;
import org.sciml4j.core.tensor.DType;
import org.sciml4j.core.tensor.Tensor;

class GradientClippingTest {
  private static final double[] SHORT = {0.3, -0.4};
  private static final double[] LONG = {3, -4, 12};

  @Test
  void should_limit_every_element() {
    assertThat(clipped(GradientClipping.byValue(3.5), LONG)).containsExactly(3, -3.5, 3.5);
  }

  @Test
  void should_shorten_long_gradients_only() {
    assertThat(clipped(GradientClipping.byNorm(1), SHORT)).containsExactly(SHORT);
    assertThat(clipped(GradientClipping.byNorm(1), LONG))
        .containsExactly(new double[] {3. / 13, -4. / 13, 12. / 13}, within(1e-15));
  }

  @Test
  void should_shorten_all_by_one_number() {
    double length = Math.sqrt(0.25 + 169);
    assertThat(clipped(GradientClipping.byGlobalNorm(2), SHORT))
        .containsExactly(new double[] {0.6 / length, -0.8 / length}, within(1e-15));
    assertThat(clipped(GradientClipping.byGlobalNorm(14), LONG)).containsExactly(LONG);
    assertThat(GradientClipping.byGlobalNorm(1).clip(List.of())).isEmpty();
  }

  @Test
  void should_refuse_a_limit_of_zero() {
    assertThatThrownBy(() -> GradientClipping.byNorm(0)).hasMessageContaining("is 0.0, expected");
  }

  /** What becomes of {@code wanted} among the two gradients. */
  private static double[] clipped(GradientClipping clipping, double[] wanted) {
    Value first = Value.input("first", DType.F64, 2);
    Value second = Value.input("second", DType.F64, 3);
    Graph graph = new Graph(List.of(first, second), clipping.clip(List.of(first, second)));
    try (Program program = new ReferenceDevice().compile(graph)) {
      List<Tensor> results = program.call(Tensor.of(SHORT, 2), Tensor.of(LONG, 3));
      return results.get(wanted == SHORT ? 0 : 1).toDoubles();
    }
  }
}
