package org.sciml4j.sindy.autoencoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.sciml4j.core.random.RandomKey;
import org.sciml4j.sindy.expression.Variable;

class AffineChangeTest {
  private static final LatentLibrary CUBIC = new LatentLibrary(3, 3, false);
  private static final List<Variable> NAMES =
      List.of(new Variable("x"), new Variable("y"), new Variable("z"));

  /** Order of terms: 1, x, y, z, x^2, x y, x z, ... */
  static LatentSystem lorenz() {
    double[][] coefficients = new double[3][20];
    coefficients[0][1] = -10;
    coefficients[0][2] = 10;
    coefficients[1][1] = 28;
    coefficients[1][2] = -1;
    coefficients[1][6] = -1;
    coefficients[2][3] = -8.0 / 3;
    coefficients[2][5] = 1;
    return new LatentSystem(CUBIC, NAMES, 1, coefficients);
  }

  @Test
  void equationsArePrinted() {
    assertThat(lorenz().equations())
        .containsExactly(
            "x' = -10.00 x + 10.00 y",
            "y' = 28.00 x - 1.000 y - 1.000 x z",
            "z' = -2.667 z + 1.000 x y");
  }

  /** A v' at A v + b is the old system's rate. */
  @Test
  void ratesAgreeAtTheSamePoint() {
    double[][] random = new double[3][20];
    for (int i = 0; i < 60; i++) {
      random[i / 20][i % 20] = RandomKey.of(1).normal(i);
    }
    LatentSystem system = new LatentSystem(CUBIC, NAMES, 1, random);
    double[][] a = {{1, 0.5, -0.2}, {0.3, -2, 0.1}, {0, 0.7, 1.5}};
    double[] b = {0.4, -0.1, 0.6};
    LatentSystem changed = new AffineChange(a, b).of(system, 0);
    double[] v = {0.3, -0.8, 0.5};
    double[] z = new double[3];
    double[] rate = new double[3];
    double[] newRate = changed.rate(v);
    for (int i = 0; i < 3; i++) {
      z[i] = b[i];
      for (int j = 0; j < 3; j++) {
        z[i] += a[i][j] * v[j];
        rate[i] += a[i][j] * newRate[j];
      }
    }
    assertThat(rate).containsExactly(system.rate(z), within(1e-12));
  }

  @Test
  void secondOrderSystemsKeepTheirRatesToo() {
    LatentLibrary library = new LatentLibrary(2, 3, false);
    double[][] random = new double[1][10];
    for (int i = 0; i < 10; i++) {
      random[0][i] = RandomKey.of(2).normal(i);
    }
    LatentSystem system =
        new LatentSystem(library, List.of(new Variable("z"), new Variable("dz")), 2, random);
    LatentSystem changed =
        AffineChange.scaling(new double[] {-2}, new double[] {0.5}).of(system, 0);
    assertThat(-2 * changed.rate(0.3, 0.7)[0])
        .isCloseTo(system.rate(0.5 - 2 * 0.3, -2 * 0.7)[0], within(1e-12));
  }

  /** Published models are shifted along the vertical and scaled at will. */
  @Test
  void sparsestCoordinatesBringLorenzBackToItsCanonicalForm() {
    AffineChange hidden = AffineChange.scaling(new double[] {40, -25, 30}, new double[] {0, 0, 17});
    LatentSystem system = hidden.of(lorenz(), 1e-12);
    assertThat(system.activeTerms()).isEqualTo(8);
    LatentSystem found = SparsestCoordinates.of(system).of(system, 1e-9);
    assertThat(found.activeTerms()).isEqualTo(7);
    double[][] magnitudes = found.coefficients();
    for (double[] row : magnitudes) {
      for (int k = 0; k < row.length; k++) {
        row[k] = Math.abs(row[k]);
      }
    }
    for (int i = 0; i < 3; i++) {
      double[] expected =
          IntStream.range(0, 20).mapToDouble(row(lorenz().coefficients()[i])).toArray();
      assertThat(magnitudes[i]).containsExactly(expected, within(1e-6));
    }
  }

  private static java.util.function.IntToDoubleFunction row(double... numbers) {
    return k -> Math.abs(numbers[k]);
  }

  /** The shift that removes {@code ρ x} leaves a constant in z': seven terms as well. */
  @Test
  void constantsAreAvoidedAmongEquallySparseSystems() {
    LatentSystem shifted =
        AffineChange.scaling(new double[] {1, 1, 1}, new double[] {0, 0, 28}).of(lorenz(), 1e-12);
    assertThat(shifted.activeTerms()).isEqualTo(7);
    assertThat(shifted.coefficients()[2][0]).isNotZero();
    LatentSystem found = SparsestCoordinates.of(shifted).of(shifted, 1e-9);
    assertThat(found.activeTerms()).isEqualTo(7);
    assertThat(found.coefficients()[2][0]).isZero();
  }

  @Test
  void variablesUnderASineStayAsTheyAre() {
    double[][] pendulum = new double[1][12];
    pendulum[0][10] = -1;
    LatentSystem system =
        new LatentSystem(
            new LatentLibrary(2, 3, true),
            List.of(new Variable("z"), new Variable("dz")),
            2,
            pendulum);
    assertThat(system.equations()).containsExactly("z'' = -1.000 sin(z)");
    LatentSystem mirrored = AffineChange.scaling(new double[] {-1}, new double[] {0}).of(system, 0);
    assertThat(mirrored.coefficients()).isDeepEqualTo(pendulum);
    assertThatThrownBy(() -> AffineChange.scaling(new double[] {2}, new double[] {0}).of(system, 0))
        .hasMessageContaining("under a sine");
  }
}
