package org.sciml4j.pde.rhs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sciml4j.core.InvalidInputException;
import org.sciml4j.core.graph.Value;
import org.sciml4j.core.nn.Layer;
import org.sciml4j.core.nn.Model;
import org.sciml4j.core.nn.ParameterSpec;
import org.sciml4j.core.nn.Repeat;
import org.sciml4j.core.tensor.DType;
import org.sciml4j.core.tensor.Tensor;
import org.sciml4j.operators.MultiIndex;
import org.sciml4j.operators.Stencil;
import org.sciml4j.pde.LayerRun;
import org.sciml4j.pde.scheme.ButcherTableau;
import org.sciml4j.pde.scheme.TimeStep;

class TermsTest {
  private static final Layer DECAY = (u, scope) -> u.negate();

  @Test
  void termsAddUpWithTheirCoefficients() {
    try (Tensor field = Tensor.of(new double[] {10, 20, 30}, 1, 3)) {
      KnownTerm decay = KnownTerm.unknown("decay", DECAY, 2);
      Layer sum = SumOfTerms.of(decay, new Forcing(field));

      assertThat(LayerRun.of(sum, new double[] {1, 2, 3, 4, 5, 6}, 2, 1, 3))
          .containsExactly(8, 16, 24, 2, 10, 18);
      assertThat(Model.of(sum, DType.F64, 1, 3).parameters())
          .extracting(ParameterSpec::name)
          .containsExactly("decay");
      assertThatThrownBy(() -> LayerRun.of(sum, new double[4], 1, 1, 4))
          .isInstanceOf(InvalidInputException.class)
          .hasMessageContaining("forcing");
    }
  }

  @Test
  void everyStageSeesItsOwnTime() {
    Layer cubic = (u, scope) -> u.slice(1, 1, 2).power(3).times(4); // u = t⁴
    TimeStep step = new TimeStep(new Passive(cubic, List.of(1.0, 0.0)), ButcherTableau.RK4, 0.5);

    assertThat(LayerRun.of(Repeat.of(step, 4), new double[] {0, 0, 7}, 1, 3, 1))
        .containsExactly(new double[] {16, 2, 7}, within(1e-13));
  }

  @Test
  void statesBehindTheMaskStay() {
    try (Tensor mask = Tensor.of(new double[] {1, 0, 1}, 3);
        Tensor nowhere = Tensor.zeros(DType.F64, 3);
        Tensor half = Tensor.of(new double[] {1, 0.5, 1}, 3)) {
      Layer logarithm = (u, scope) -> u.log();
      assertThat(LayerRun.of(new Masked(logarithm, mask), new double[] {1, -1, 1}, 1, 1, 3))
          .containsExactly(0, 0, 0);
      assertThatThrownBy(() -> new Masked(DECAY, nowhere))
          .isInstanceOf(InvalidInputException.class)
          .hasMessageContaining("0 at all points");
      assertThatThrownBy(() -> new Masked(DECAY, half)).isInstanceOf(InvalidInputException.class);
    }
  }

  /** The second difference of values beside others of which nobody knows anything. */
  @Test
  void whatIsNotKnownIsNotSeen() {
    double unknown = Double.NaN;
    try (Tensor mask =
        Tensor.of(new double[] {1, unknown, unknown, unknown, 0, 1, 1, unknown}, 8)) {
      Layer difference =
          (u, scope) -> {
            Value edge = u.slice(2, 0, 1).filled(0);
            Value around = u.slice(2, 2, 8).plus(u.slice(2, 0, 6));
            return Value.concat(2, edge, around.minus(u.slice(2, 1, 7).times(2)), edge);
          };
      for (double fill : new double[] {0, -1e9, unknown}) {
        double[] u = {3, fill, fill, fill, 10, 12, 15, fill};
        assertThat(LayerRun.of(new Masked(difference, mask), u, 1, 1, 8))
            .containsExactly(0, 0, 0, 0, 0, 10 + 15 - 24, 12 + 15 - 30, 0);
      }
    }
    assertThat(
            Masked.nearest(new long[] {2, 4}, 1, unknown, unknown, 0, unknown, 1, unknown, unknown))
        .containsExactly(0, 0, 3, 3, 0, 5, 5, 3);
  }

  /** A kernel learned for transport from the right, on a field that has a corner. */
  @ParameterizedTest
  @CsvSource({"1, 0 0 1 1 1 -3", "-1, 3 0 0 -1 -1 -1"})
  void kernelsTurnWithTheTransport(double speed, String expected) {
    ConstrainedStencils stencils = ConstrainedStencils.upTo(1, 3, 1).derivatives(MultiIndex.of(1));
    Stencil forward = Stencil.dense(new double[] {1}, new int[] {3}, 0, -1, 1);
    double[] moments = stencils.moments(MultiIndex.of(1), forward);
    Layer transport = new PseudoUpwind(stencils, (d, scope) -> d.times(speed));

    double[] values =
        LayerRun.of(
            transport,
            parameters -> {
              parameters.get("constrained_stencils/moments_u_x").setFlat(0, moments[0]);
              return parameters;
            },
            new double[] {0, 0, 0, 1, 2, 3},
            1,
            1,
            6);

    assertThat(values)
        .containsExactly(
            Arrays.stream(expected.split(" ")).mapToDouble(Double::parseDouble).toArray(),
            within(1e-14));
  }
}
