package org.sciml4j.operators.mks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.sciml4j.core.field.Field;
import org.sciml4j.core.field.TensorField;
import org.sciml4j.core.parallel.ThreadTeam;
import org.sciml4j.core.random.RandomKey;
import org.sciml4j.core.tensor.DType;
import org.sciml4j.core.tensor.Tensor;

class InfluenceFitTest {
  record Case(MicrostructureFunctions functions, int... shape) {}

  static List<Case> linear() {
    return List.of(
        new Case(new PrimitiveBasis(2, 0, 1), 11),
        new Case(new PrimitiveBasis(3, -1, 1), 7, 8),
        new Case(new PrimitiveBasis(2, 5, 7), 1, 9),
        new Case(new PrimitiveBasis(2, 0, 1), 4, 3, 5),
        new Case(new LegendreBasis(4, -1, 1), 6, 9),
        new Case(new LegendreBasis(3, 0, 10), 16));
  }

  @ParameterizedTest
  @MethodSource("linear")
  void should_give_back_the_kernels_of_linear_data(Case linear) {
    MicrostructureFunctions functions = linear.functions();
    int samples = 31;
    int points = Arrays.stream(linear.shape()).reduce(1, (a, b) -> a * b);
    double[][] alpha = redundancyFree(functions, points);
    try (Tensor states = Convolved.states(functions, 1, shape(samples, linear.shape()));
        Tensor response = Tensor.zeros(DType.F64, states.shape())) {
      for (int l = 0; l < alpha.length; l++) {
        Convolved.add(functions, l, alpha[l], linear.shape(), states, response);
      }
      InfluenceFit fit = InfluenceFit.of(functions, field("h", states), field("p", response));
      assertThat(fit.undetermined()).isZero();
      assertThat(fit.samples()).isEqualTo(samples);
      for (int l = 0; l < alpha.length; l++) {
        assertThat(fit.kernels().influence(0, l)).containsExactly(alpha[l], within(1e-12));
      }
    }
  }

  /** Random kernels of which that of the dependent function is the same everywhere. */
  private static double[][] redundancyFree(MicrostructureFunctions functions, int points) {
    double[][] alpha = new double[functions.count()][points];
    for (int l = 0; l < alpha.length; l++) {
      RandomKey key = RandomKey.of(2).child(l);
      boolean isDependent = l == functions.dependent();
      Arrays.setAll(alpha[l], r -> isDependent ? 0.3 / points : key.uniform(r) - 0.5);
    }
    return alpha;
  }

  @Test
  void should_predict_linear_data_of_any_kernels() {
    PrimitiveBasis phases = new PrimitiveBasis(3, 0, 2);
    int[] shape = {6, 5};
    try (Tensor states = Convolved.states(phases, 3, 20, 6, 5);
        Tensor response = Tensor.zeros(DType.F64, 20, 6, 5);
        Tensor predicted = Tensor.zeros(DType.F64, 20, 6, 5)) {
      for (int l = 0; l < 3; l++) {
        double[] kernel = new double[30];
        RandomKey key = RandomKey.of(4).child(l);
        Arrays.setAll(kernel, key::uniform);
        Convolved.add(phases, l, kernel, shape, states, response);
      }
      InfluenceFit fit = InfluenceFit.of(phases, field("h", states), field("p", response));
      fit.kernels().localization().predict(states, predicted);
      assertThat(predicted.toDoubles()).containsExactly(response.toDoubles(), within(1e-12));
    }
  }

  @Test
  void should_calibrate_by_delta_microstructures() {
    PrimitiveBasis phases = new PrimitiveBasis(3, 0, 1);
    int[] shape = {5, 7};
    double[][] alpha = redundancyFree(phases, 35);
    try (Tensor deltas = DeltaMicrostructures.of(phases, shape);
        Tensor response = Tensor.zeros(DType.F64, deltas.shape())) {
      assertThat(deltas.shape()).containsExactly(6, 5, 7);
      for (int l = 0; l < 3; l++) {
        Convolved.add(phases, l, alpha[l], shape, deltas, response);
      }
      InfluenceFit fit = InfluenceFit.of(phases, field("h", deltas), field("p", response));
      assertThat(fit.undetermined()).isZero();
      for (int l = 0; l < 3; l++) {
        assertThat(fit.kernels().influence(0, l)).containsExactly(alpha[l], within(1e-12));
      }
    }
  }

  @Test
  void should_fit_several_responses_at_once_as_alone() {
    LegendreBasis functions = new LegendreBasis(3, 0, 1);
    try (Tensor states = Convolved.states(functions, 5, 12, 8, 6);
        Tensor first = RandomKey.of(6).normal(DType.F64, 12, 8, 6);
        Tensor second = RandomKey.of(7).normal(DType.F64, 12, 8, 6)) {
      InfluenceFit both =
          InfluenceFit.of(functions, field("h", states), field("a", first), field("b", second));
      InfluenceFit alone = InfluenceFit.of(functions, field("h", states), field("b", second));
      assertThat(both.kernels().influence(1, 2))
          .containsExactly(alone.kernels().influence(0, 2), within(1e-13));
    }
  }

  @Test
  void should_leave_functions_zero_that_the_samples_never_show() {
    PrimitiveBasis functions = new PrimitiveBasis(5, 0, 1);
    try (Tensor states = RandomKey.of(8).uniform(DType.F64, 30, 9, 9);
        Tensor response = Tensor.zeros(DType.F64, 30, 9, 9);
        Tensor predicted = Tensor.zeros(DType.F64, 30, 9, 9)) {
      for (long i = 0; i < states.count(); i++) {
        states.setFlat(i, states.getFlat(i) < 0.4 ? 0 : 1);
        response.setFlat(i, 2 - 3 * states.getFlat(i));
      }
      InfluenceFit fit = InfluenceFit.of(functions, field("h", states), field("p", response));
      assertThat(fit.undetermined()).isEqualTo(0.75);
      fit.kernels().localization().predict(states, predicted);
      assertThat(predicted.toDoubles()).containsExactly(response.toDoubles(), within(1e-13));
    }
  }

  /** Waves shorter than any in the samples would otherwise get coefficients made of rounding. */
  @Test
  void should_leave_waves_out_that_the_samples_never_show() {
    LegendreBasis functions = new LegendreBasis(2, -2, 2);
    try (Tensor states = Tensor.zeros(DType.F64, 10, 64);
        Tensor response = Tensor.zeros(DType.F64, 10, 64)) {
      for (int s = 0; s < 10; s++) {
        for (int i = 0; i < 64; i++) {
          double x = 2 * Math.PI * i / 64;
          states.set(Math.sin(x + s) + 0.5 * Math.cos(3 * x + s * s), s, i);
          response.set(Math.cos(x + s), s, i);
        }
      }
      InfluenceFit fit = InfluenceFit.of(functions, field("h", states), field("p", response));
      assertThat(fit.undetermined()).isEqualTo(1 - 4 / 63.0);
      double largest =
          Arrays.stream(fit.kernels().influence(0, 1)).map(Math::abs).max().orElseThrow();
      assertThat(largest).isLessThan(0.1);
    }
  }

  @Test
  void should_not_depend_on_the_number_of_threads() {
    PrimitiveBasis functions = new PrimitiveBasis(4, 0, 1);
    try (Tensor states = Convolved.states(functions, 9, 15, 20, 21);
        Tensor response = RandomKey.of(10).normal(DType.F64, 15, 20, 21);
        ThreadTeam one = ThreadTeam.of(1);
        ThreadTeam three = ThreadTeam.of(3)) {
      double[][] found = new double[2][];
      for (int i = 0; i < 2; i++) {
        InfluenceFit fit =
            InfluenceFit.of(
                i == 0 ? one : three, functions, field("h", states), List.of(field("p", response)));
        found[i] = fit.kernels().influence(0, 1);
      }
      assertThat(found[0]).isEqualTo(found[1]);
    }
  }

  @Property(tries = 50)
  void functions_add_up_to_one(
      @ForAll @DoubleRange(min = -3, max = 5) double state,
      @ForAll @IntRange(min = 2, max = 12) int count) {
    for (MicrostructureFunctions functions :
        List.of(new PrimitiveBasis(count, -3, 5), new LegendreBasis(count, -3, 5))) {
      double sum = 0;
      double[] value = new double[1];
      for (int l = 0; l < count; l++) {
        functions.evaluate(l, new double[] {state}, 0, value, 0, 1);
        sum += functions.unityWeight(l) * value[0];
      }
      assertThat(sum).isCloseTo(1, within(1e-14));
    }
  }

  @Test
  void should_evaluate_Legendre_polynomials() {
    double[] values = new double[1];
    new LegendreBasis(4, 0, 4).evaluate(3, new double[] {3}, 0, values, 0, 1);
    assertThat(values[0]).isCloseTo(3.5 * (5 * 0.125 - 3 * 0.5) / 2, within(1e-15));
  }

  static Field field(String name, Tensor samples) {
    double[] spacing = new double[samples.rank() - 1];
    Arrays.fill(spacing, 1);
    return TensorField.inTime(name, samples, 1, spacing);
  }

  private static long[] shape(int samples, int... space) {
    long[] shape = new long[space.length + 1];
    Arrays.setAll(shape, i -> i == 0 ? samples : space[i - 1]);
    return shape;
  }
}
