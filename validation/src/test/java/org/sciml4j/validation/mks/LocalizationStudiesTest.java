package org.sciml4j.validation.mks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.sciml4j.core.field.Field;
import org.sciml4j.core.field.TensorField;
import org.sciml4j.core.random.RandomKey;
import org.sciml4j.core.tensor.DType;
import org.sciml4j.core.tensor.Tensor;
import org.sciml4j.operators.mks.DeltaMicrostructures;
import org.sciml4j.operators.mks.InfluenceFit;
import org.sciml4j.operators.mks.LegendreBasis;
import org.sciml4j.operators.mks.Localization;
import org.sciml4j.operators.mks.MicrostructureFunctions;
import org.sciml4j.operators.mks.PrimitiveBasis;
import org.sciml4j.sindy.field.FieldAxis;
import org.sciml4j.sindy.field.SpaceGrid;
import org.sciml4j.validation.solver.CahnHilliardStep;
import org.sciml4j.validation.solver.LippmannSchwingerConductivity;
import org.sciml4j.validation.solver.LippmannSchwingerElasticity;

/** Published studies of MKS localisation, on data made here. */
class LocalizationStudiesTest {
  private static final int N = 41;
  private static final int CELL = 21;

  /** Turns a microstructure into its response. */
  private interface Response {
    double[] of(double[] microstructure);
  }

  @Test
  void Cahn_Hilliard_by_hats() {
    assertThat(1 - cahnHilliard(new PrimitiveBasis(10, -1, 1))).isLessThan(1.5e-6);
  }

  /** A step is a convolution of u and of its cube, both in the span of four polynomials. */
  @Test
  void Cahn_Hilliard_by_Legendre_polynomials() {
    assertThat(1 - cahnHilliard(new LegendreBasis(4, -1, 1))).isLessThan(1e-25);
    assertThat(1 - cahnHilliard(new LegendreBasis(3, -1, 1))).isGreaterThan(1e-5);
  }

  /** R² on ten further samples after a fit to a hundred. */
  private static double cahnHilliard(MicrostructureFunctions functions) {
    SpaceGrid grid =
        SpaceGrid.of(
            FieldAxis.periodic("y", 0, 0.25 * N, N), FieldAxis.periodic("x", 0, 0.25 * N, N));
    CahnHilliardStep step = new CahnHilliardStep(grid, 1);
    Response response =
        u -> {
          double[] next = u.clone();
          step.step(next, 1e-2);
          return next;
        };
    try (Tensor states = uniform(1, 100, N);
        Tensor responses = responses(states, response);
        Tensor test = uniform(2, 10, N);
        Tensor exact = responses(test, response);
        Tensor predicted = Tensor.zeros(DType.F64, test.shape())) {
      InfluenceFit fit = InfluenceFit.of(functions, field("u", states), field("next", responses));
      fit.kernels().localization().predict(test, predicted);
      double mean = Arrays.stream(exact.toDoubles()).average().orElseThrow();
      double residual = 0;
      double total = 0;
      for (long i = 0; i < exact.count(); i++) {
        residual += Math.pow(exact.getFlat(i) - predicted.getFlat(i), 2);
        total += Math.pow(exact.getFlat(i) - mean, 2);
      }
      return 1 - residual / total;
    }
  }

  @Test
  void conductivity_of_contrast_one_and_a_half_after_delta_calibration() {
    LippmannSchwingerConductivity cell = new LippmannSchwingerConductivity(CELL, CELL);
    assertThat(twoPhaseError(phases -> cell.gradient(properties(phases), 1, 0)[0]))
        .isBetween(1e-4, 0.009);
  }

  @Test
  void elasticity_of_contrast_one_and_a_half_after_delta_calibration() {
    LippmannSchwingerElasticity cell = new LippmannSchwingerElasticity(CELL, CELL);
    assertThat(twoPhaseError(phases -> cell.strain(properties(phases), 0.3, 1, 0, 0)[0]))
        .isBetween(1e-4, 0.009);
  }

  private static double[] properties(double[] phases) {
    return Arrays.stream(phases).map(phase -> 1 + 0.5 * phase).toArray();
  }

  /** Mean error over random microstructures, in parts of the macroscopic field, which is 1. */
  private static double twoPhaseError(Response response) {
    PrimitiveBasis phases = new PrimitiveBasis(2, 0, 1);
    try (Tensor deltas = DeltaMicrostructures.of(phases, CELL, CELL);
        Tensor calibration = responses(deltas, response);
        Tensor test = uniform(3, 10, CELL)) {
      for (long i = 0; i < test.count(); i++) {
        test.setFlat(i, test.getFlat(i) < 0 ? 0 : 1);
      }
      assertThat(deltas.size(0)).isEqualTo(2);
      InfluenceFit fit = InfluenceFit.of(phases, field("h", deltas), field("p", calibration));
      Localization localization = fit.kernels().localization();
      try (Tensor exact = responses(test, response);
          Tensor predicted = Tensor.zeros(DType.F64, test.shape())) {
        localization.predict(test, predicted);
        double error = 0;
        for (long i = 0; i < exact.count(); i++) {
          error += Math.abs(exact.getFlat(i) - predicted.getFlat(i)) / exact.count();
        }
        return error;
      }
    }
  }

  private static Tensor uniform(long seed, int samples, int n) {
    Tensor states = RandomKey.of(seed).uniform(DType.F64, samples, n, n);
    for (long i = 0; i < states.count(); i++) {
      states.setFlat(i, 2 * states.getFlat(i) - 1);
    }
    return states;
  }

  private static Tensor responses(Tensor microstructures, Response response) {
    Tensor all = Tensor.zeros(DType.F64, microstructures.shape());
    for (int sample = 0; sample < microstructures.size(0); sample++) {
      double[] one = response.of(microstructures.at(sample).toDoubles());
      all.at(sample).copyFrom(Tensor.wrap(one, all.at(sample).shape()));
    }
    return all;
  }

  private static Field field(String name, Tensor samples) {
    return TensorField.inTime(name, samples, 1, 0.25, 0.25);
  }
}
