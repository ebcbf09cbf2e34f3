package org.sciml4j.validation.pdenet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.sciml4j.core.cpu.CpuDevice;
import org.sciml4j.core.nn.Model;
import org.sciml4j.core.nn.Parameters;
import org.sciml4j.core.random.RandomKey;
import org.sciml4j.core.tensor.DType;
import org.sciml4j.core.tensor.Tensor;
import org.sciml4j.pde.pdenet.PdeNet1;
import org.sciml4j.pde.rhs.ConstrainedStencils;
import org.sciml4j.pde.rhs.PiecewiseFunction;
import org.sciml4j.pde.scheme.ButcherTableau;

class SineSourceTest {
  private final SineSource problem = new SineSource();

  /** The net with the equation's own numbers. */
  private Parameters truth(PdeNet1 net, Model model) {
    Map<String, Double> coefficients = Map.of("u_xx", 0.3, "u_yy", 0.3);
    PiecewiseFunction source = net.source().orElseThrow();
    Parameters parameters = model.initialize(RandomKey.of(1));
    Tensor nodes = parameters.get("coefficients/nodes");
    long each = nodes.count() / net.stencils().derivatives().size();
    for (int d = 0; d < net.stencils().derivatives().size(); d++) {
      String name = net.stencils().name(net.stencils().derivatives().get(d));
      for (long i = 0; i < each; i++) {
        nodes.setFlat(d * each + i, coefficients.getOrDefault(name, 0.0));
      }
    }
    for (int i = 0; i < source.nodes(); i++) {
      parameters.get("source/nodes").setFlat(i, 15 * Math.sin(source.node(i)));
    }
    return parameters;
  }

  /** The net with the true numbers steps as the solver does, and has no errors. */
  @Test
  void theNetHoldsTheEquation() {
    PdeNet1 plain = problem.net(7).scheme(ButcherTableau.RK4);
    PdeNet1 net = plain.stencils(plain.stencils().accuracy(ConstrainedStencils.FROZEN));
    Model model = Model.of(net.step(), DType.F64, 1, 49, 49);
    try (Parameters parameters = truth(net, model);
        Tensor frames = problem.solution(100, 2, RandomKey.of(3));
        Tensor start = as(frames.at(0));
        Tensor stepped = model.predict(parameters, start, CpuDevice.common())) {
      Map<String, Double> errors = new HashMap<>(problem.errors(net, parameters));
      assertThat(errors.remove("f")).isZero();
      assertThat(errors).hasSize(2);
      assertThat(errors.values()).allSatisfy(error -> assertThat(error).isLessThan(1e-12));
      double moved = 0;
      double missed = 0;
      for (long i = 0; i < stepped.count(); i++) {
        moved += Math.pow(frames.at(1).getFlat(i) - start.getFlat(i), 2);
        missed += Math.pow(frames.at(1).getFlat(i) - stepped.getFlat(i), 2);
      }
      assertThat(Math.sqrt(missed / moved)).isCloseTo(0, within(0.05));
    }
  }

  private static Tensor as(Tensor frame) {
    Tensor state = Tensor.zeros(DType.F64, 1, 1, 49, 49);
    for (long i = 0; i < frame.count(); i++) {
      state.setFlat(i, frame.getFlat(i));
    }
    return state;
  }
}
