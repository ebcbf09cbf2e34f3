package org.sciml4j.pde.pdenet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.sciml4j.core.InvalidInputException;
import org.sciml4j.core.cpu.CpuDevice;
import org.sciml4j.core.graph.Value;
import org.sciml4j.core.nn.Layer;
import org.sciml4j.core.nn.Model;
import org.sciml4j.core.nn.ParameterSpec;
import org.sciml4j.core.nn.Parameters;
import org.sciml4j.core.nn.Sequential;
import org.sciml4j.core.random.RandomKey;
import org.sciml4j.core.tensor.DType;
import org.sciml4j.core.tensor.Tensor;
import org.sciml4j.operators.MultiIndex;
import org.sciml4j.pde.LayerRun;
import org.sciml4j.pde.rhs.Polynomial;
import org.sciml4j.pde.rhs.SymbolicNetwork;
import org.sciml4j.pde.rollout.Rollout;
import org.sciml4j.pde.rollout.RolloutResult;
import org.sciml4j.pde.rollout.RolloutStage;
import org.sciml4j.pde.rollout.RolloutTraining;
import org.sciml4j.pde.rollout.SnapshotWindows;
import org.sciml4j.pde.rollout.StageOptimizer;
import org.sciml4j.pde.scheme.ButcherTableau;
import org.sciml4j.pde.scheme.TimeStep;
import org.sciml4j.pde.symbolic.FieldPolynomial;

class PdeNet2Test {
  private static final int N = 12;
  private static final double H = 2 * Math.PI / N;
  private static final double DT = 0.01;
  private static final double NU = 0.05;

  /** {@code u_t = -u u_x - v u_y + ν ∇²u}, likewise v, of the channels of {@link PdeNet2#names}. */
  private static final Layer BURGERS =
      (d, scope) -> {
        Value u = d.slice(1, 0, 1);
        Value v = d.slice(1, 6, 7);
        Value[] rates = new Value[2];
        for (int i = 0; i < 2; i++) {
          int at = 6 * i;
          Value transport =
              u.times(d.slice(1, at + 1, at + 2)).plus(v.times(d.slice(1, at + 2, at + 3)));
          Value diffusion = d.slice(1, at + 3, at + 4).plus(d.slice(1, at + 5, at + 6));
          rates[i] = diffusion.times(NU).minus(transport);
        }
        return Value.concat(1, rates);
      };

  @Test
  void exactEulerDataGiveTheCoefficientsBack() {
    PdeNet2 net = PdeNet2.of(List.of("u", "v"), DT, H, H).terms(SymbolicNetwork.of(2, 2));
    assertThat(net.names())
        .containsExactly(
            "u", "u_x", "u_y", "u_xx", "u_xy", "u_yy", "v", "v_x", "v_y", "v_xx", "v_xy", "v_yy");
    TimeStep truth = TimeStep.euler(Sequential.of(net.stencils(), BURGERS), DT);
    int samples = 2;
    double[] start = SmoothFields.of(new SplittableRandom(7), samples * 2, N, 3);
    double[] end = LayerRun.of(Rollout.of(truth, 1), start, samples, 2, N, N);
    try (Tensor u = snapshots(start, end, samples, 0);
        Tensor v = snapshots(start, end, samples, 1)) {
      SnapshotWindows windows =
          SnapshotWindows.ofTensors(List.of(u, v), DT, new double[] {H, H}, 1);
      try (RolloutResult result =
          RolloutTraining.of(
                  net::step,
                  List.of(
                      RolloutStage.of(1, StageOptimizer.lbfgs(100)).frozen(),
                      RolloutStage.of(1, StageOptimizer.leastSquares(60)).frozen()),
                  CpuDevice.common())
              .dtype(DType.F64)
              .key(RandomKey.of(2))
              .scale(1 / (DT * DT))
              .train(stage -> windows)) {
        List<IdentifiedEquation> equations = net.explain(result.parameters());
        for (int i = 0; i < 2; i++) {
          String w = net.variables().get(i);
          IdentifiedEquation equation = equations.get(i);
          String[] terms = {"u " + w + "_x", "v " + w + "_y", w + "_xx", w + "_yy"};
          assertThat(equation.coefficient(terms[0])).isCloseTo(-1, within(1e-9));
          assertThat(equation.coefficient(terms[1])).isCloseTo(-1, within(1e-9));
          assertThat(equation.coefficient(terms[2])).isCloseTo(NU, within(1e-9));
          assertThat(equation.coefficient(terms[3])).isCloseTo(NU, within(1e-9));
          assertThat(equation.largestExcept(terms)).isLessThan(1e-9);
          assertThat(equation.withoutSmallerThan(1e-6).toString()).startsWith(w + "_t = -1 ");
        }
      }
    }
  }

  @Test
  void selectedTermsAreFittedWithoutTheOthers() {
    PdeNet2 net = PdeNet2.of(List.of("u"), DT, H).terms(Polynomial.of(1, 2));
    TimeStep truth =
        TimeStep.euler(
            Sequential.of(
                net.stencils(),
                (d, scope) ->
                    d.slice(1, 2, 3).times(NU).minus(d.slice(1, 0, 1).times(d.slice(1, 1, 2)))),
            DT);
    double[] start = SmoothFields.of(new SplittableRandom(1), 1, N, 3);
    double[] end = LayerRun.of(truth, start, N, 1, N);
    double[] both = new double[2 * start.length];
    for (int i = 0; i < start.length; i++) {
      both[i / N * 2 * N + i % N] = start[i];
      both[i / N * 2 * N + N + i % N] = end[i];
    }
    Model model = Model.of(net.step(), DType.F64, 1, N);
    try (Parameters rough = model.initialize(RandomKey.of(0));
        Tensor u = Tensor.of(both, N, 2, N)) {
      List<MultiIndex> monomials = FieldPolynomial.monomials(3, 2);
      rough.get("terms/coefficients").set(-0.9, 0, monomials.indexOf(MultiIndex.of(1, 1, 0)));
      rough.get("terms/coefficients").set(0.04, 0, monomials.indexOf(MultiIndex.of(0, 0, 1)));
      rough.get("terms/coefficients").set(0.005, 0, monomials.indexOf(MultiIndex.of(2, 0, 0)));
      PdeNet2 selected = net.selected(rough, 0.01);
      try (RolloutResult result =
          RolloutTraining.of(
                  selected::step,
                  List.of(RolloutStage.of(1, StageOptimizer.leastSquares(10)).frozen()),
                  CpuDevice.common())
              .dtype(DType.F64)
              .train(
                  stage -> SnapshotWindows.ofTensors(List.of(u), DT, new double[] {H}, 1), rough)) {
        assertThat(selected.explain(result.parameters()).getFirst())
            .hasToString("u_t = -1 u u_x + 0.05 u_xx");
      }
      assertThat(names(selected.scheme(ButcherTableau.HEUN).step(), 1, N))
          .contains("terms/selected")
          .doesNotHaveDuplicates();
      assertThatThrownBy(() -> net.selected(rough, 2)).isInstanceOf(InvalidInputException.class);
    }
  }

  @Test
  void scalesDoNotChangeWhatIsExplained() {
    PdeNet2 net = PdeNet2.of(List.of("u"), DT, H).terms(Polynomial.of(1, 2)).scales(2, 5, 10);
    Model model = Model.of(net.step(), DType.F64, 1, N);
    try (Parameters parameters = model.initialize(RandomKey.of(0))) {
      Tensor coefficients = parameters.get("terms/coefficients");
      List<MultiIndex> monomials = FieldPolynomial.monomials(3, 2);
      coefficients.set(-10, 0, monomials.indexOf(MultiIndex.of(1, 1, 0)));
      coefficients.set(0.5, 0, monomials.indexOf(MultiIndex.of(0, 0, 1)));

      IdentifiedEquation equation = net.explain(parameters).getFirst();

      assertThat(equation).hasToString("u_t = -1 u u_x + 0.05 u_xx");
      assertThat(net.rates(0.5).explain(parameters).getFirst())
          .hasToString("u_t = -0.5 u u_x + 0.025 u_xx");
      assertThatThrownBy(() -> equation.coefficient("u w_x"))
          .isInstanceOf(InvalidInputException.class)
          .hasMessageContaining("w_x");
    }
    assertThatThrownBy(() -> net.scales(1, 2))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("3 positive numbers");
  }

  @Test
  void parametersOfFrozenAndUpwindStepsAreTheSame() {
    PdeNet2 net = PdeNet2.of(List.of("u", "v"), DT, H, H).penalties(0.001, 0.005);
    RolloutStage stage = RolloutStage.of(3, StageOptimizer.lbfgs(1));
    List<String> names = names(net.step(stage));

    assertThat(names(net.step(stage.frozen()))).isEqualTo(names);
    assertThat(names(net.pseudoUpwind().step(stage))).isEqualTo(names);
    assertThat(names).contains("constrained_stencils/moments_u_xy", "terms/inputs");
  }

  private static List<String> names(TimeStep step) {
    return names(step, 2, 8, 8);
  }

  private static List<String> names(TimeStep step, long... sample) {
    return Model.of(step, DType.F64, sample).parameters().stream()
        .map(ParameterSpec::name)
        .toList();
  }

  /** Variable {@code k} of {@code [samples, 2, n, n]} states as {@code [samples, times, n, n]}. */
  private static Tensor snapshots(double[] start, double[] end, int samples, int k) {
    int points = N * N;
    Tensor both = Tensor.zeros(DType.F64, samples, 2, N, N);
    for (int sample = 0; sample < samples; sample++) {
      for (int i = 0; i < points; i++) {
        int from = (2 * sample + k) * points + i;
        both.setFlat((long) 2 * sample * points + i, start[from]);
        both.setFlat((2L * sample + 1) * points + i, end[from]);
      }
    }
    return both;
  }
}
