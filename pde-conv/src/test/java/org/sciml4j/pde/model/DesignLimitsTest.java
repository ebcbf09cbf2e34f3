package org.sciml4j.pde.model;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.sciml4j.core.InvalidInputException;
import org.sciml4j.pde.surrogate.Normalization;

/** Networks of sizes that would take all memory or for ever. */
class DesignLimitsTest {
  private static final StateGrid GRID =
      new StateGrid(List.of("u", "v"), List.of(0.5, 0.5), 0.1, List.of("periodic"));
  private static final Normalization NORMAL =
      new Normalization(List.of(0.0, 0.0), List.of(1.0, 1.0));

  private static PdeNetDesign pdeNet(int order, int extent, int products, int degree) {
    return new PdeNetDesign(
        GRID, order, extent, 2, products, degree, "rk4", List.of(), List.of(), false, List.of());
  }

  private static void refuses(ThrowingCallable design, String message) {
    assertThatThrownBy(design)
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining(message);
  }

  @Test
  void should_take_usual_sizes() {
    assertThatCode(() -> pdeNet(4, 7, 0, 3)).doesNotThrowAnyException();
    assertThatCode(() -> pdeNet(2, 21, 20, 0)).doesNotThrowAnyException();
  }

  @Test
  void should_refuse_too_many_terms() {
    refuses(() -> pdeNet(2, 5, 0, 20), "terms of degree up to 20 of 12 derivatives is 2.26e+08");
    refuses(() -> pdeNet(2, 5, 1_000_000, 0), "products is 1000000, expected 50 or less");
  }

  @Test
  void should_refuse_kernels_that_do_not_hold_their_derivatives() {
    refuses(() -> pdeNet(2, 41, 0, 2), "points of a kernel is 41");
    refuses(() -> pdeNet(9, 7, 0, 1), "points of a kernel is 7, expected more than the order 9");
    refuses(() -> pdeNet(2, 4, 0, 2), "points of a kernel is 4, expected an odd number");
  }

  @Test
  void should_refuse_wide_and_deep_networks() {
    List<Double> rates = List.of(1.0, 1.0);
    refuses(
        () -> new EulerDesign(GRID, 2, 100_000_000, 5, "rk4", NORMAL, rates),
        "channels is 100000000, expected 4096 or less");
    refuses(() -> new EulerDesign(GRID, 101, 4, 5, "rk4", NORMAL, rates), "layers is 101");
  }

  @Test
  void should_refuse_a_variable_twice() {
    refuses(
        () -> new StateGrid(List.of("u", "u"), List.of(1.0), 0.1, List.of("zero")),
        "variables is [u, u], expected each once");
  }
}
