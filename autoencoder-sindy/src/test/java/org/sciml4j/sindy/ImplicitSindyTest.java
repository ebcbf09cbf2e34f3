package org.sciml4j.sindy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.sciml4j.sindy.Sindy.centralDifferences;
import static org.sciml4j.sindy.Sindy.polynomials;
import static org.sciml4j.sindy.Sindy.stlsq;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sciml4j.core.InvalidInputException;
import org.sciml4j.sindy.data.Trajectory;

class ImplicitSindyTest {
  private static final Trajectory MICHAELIS_MENTEN =
      Dynamics.trajectory(
          (t, x, rate) -> rate[0] = 0.6 - 1.5 * x[0] / (0.3 + x[0]),
          Dynamics.times(0.001, 4001),
          0.55);

  @Test
  void michaelisMenten() {
    ImplicitModel model = fit(2);
    assertThat(model.toString()).isEqualTo("x' = 0.600 - 3.000 x - 3.333 x x'");
  }

  @Test
  void aLargerLibraryChangesNothing() {
    assertThat(fit(3).toString()).isEqualTo("x' = 0.600 - 3.000 x - 3.333 x x'");
  }

  @Test
  void solvedForTheDerivativeItSimulates(@TempDir Path folder) {
    SindyModel model = fit(2).explicit();
    assertThat(model.predict(new double[][] {{0.2, 1}})[0])
        .containsExactly(new double[] {0.6 - 0.3 / 0.5, 0.6 - 1.5 / 1.3}, within(1e-4));
    double[] times = Dynamics.times(0.001, 4001);
    assertThat(model.simulate(new double[] {0.55}, times).state("x"))
        .containsExactly(MICHAELIS_MENTEN.state("x"), within(1e-5));
    model.save(folder.resolve("model.json"));
    assertThat(SindyModel.load(folder.resolve("model.json")).toString(9))
        .isEqualTo(model.toString(9));
  }

  @Test
  void saysWhichThresholdIsTooHigh() {
    assertThatThrownBy(
            () ->
                ImplicitSindy.with(
                        polynomials(2), polynomials(1), stlsq(1e3), centralDifferences(2))
                    .fit(MICHAELIS_MENTEN))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("threshold");
  }

  private static ImplicitModel fit(int degree) {
    return ImplicitSindy.with(
            polynomials(degree), polynomials(1), stlsq(0.1).withRidge(0), centralDifferences(2))
        .fit(MICHAELIS_MENTEN);
  }
}
