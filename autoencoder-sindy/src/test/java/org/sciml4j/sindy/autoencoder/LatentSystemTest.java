package org.sciml4j.sindy.autoencoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.sciml4j.sindy.expression.Variable;
import org.sciml4j.sindy.simulation.SimulationDivergedException;

class LatentSystemTest {
  @Test
  void linearSecondOrderSystemOscillates() {
    double[][] coefficients = new double[1][3];
    coefficients[0][1] = -4;
    LatentSystem spring =
        new LatentSystem(
            new LatentLibrary(2, 1, false),
            List.of(new Variable("z"), new Variable("dz")),
            2,
            coefficients);
    double[][] path = spring.simulate(new double[] {1, 0}, 0, 0.3, 1.1);
    assertThat(path[1])
        .containsExactly(new double[] {Math.cos(0.6), -2 * Math.sin(0.6)}, within(1e-9));
    assertThat(path[2])
        .containsExactly(new double[] {Math.cos(2.2), -2 * Math.sin(2.2)}, within(1e-9));
  }

  @Test
  void blowUpIsToldWithTimeAndState() {
    double[][] coefficients = {{0, 0, 1}};
    LatentSystem system =
        new LatentSystem(
            new LatentLibrary(1, 2, false), List.of(new Variable("z")), 1, coefficients);
    assertThat(system.simulate(new double[] {1}, 0, 0.5)[1][0]).isCloseTo(2, within(1e-8));
    assertThatThrownBy(() -> system.simulate(new double[] {1}, 0, 0.5, 1.5))
        .isInstanceOf(SimulationDivergedException.class)
        .hasMessageMatching("the simulation diverges at time (0.9999|1.0).*state is .*e\\+0.*");
  }
}
