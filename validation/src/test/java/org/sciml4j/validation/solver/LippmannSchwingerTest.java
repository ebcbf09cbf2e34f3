package org.sciml4j.validation.solver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.sciml4j.core.InvalidInputException;
import org.sciml4j.core.random.RandomKey;

class LippmannSchwingerTest {
  /** Layers across the gradient carry the same flux; layers along it have the same gradient. */
  @Test
  void should_conduct_through_and_along_layers() {
    double[] conductivity = layers(9, 5);
    double harmonic = 9 / Arrays.stream(firstRow(conductivity, 9, 5)).map(k -> 1 / k).sum();
    LippmannSchwingerConductivity cell = new LippmannSchwingerConductivity(9, 5);
    double[][] across = cell.gradient(conductivity, 1, 0);
    for (int i = 0; i < 45; i++) {
      assertThat(across[0][i] * conductivity[i]).isCloseTo(harmonic, within(1e-12));
      assertThat(across[1][i]).isCloseTo(0, within(1e-12));
    }
    assertThat(cell.gradient(conductivity, 0, 2)[1]).containsOnly(new double[] {2}, within(1e-12));
  }

  /** For uniaxial strain across layers (lambda + 2 mu) e is constant. */
  @Test
  void should_strain_layers() {
    double[] young = layers(7, 3);
    LippmannSchwingerElasticity cell = new LippmannSchwingerElasticity(7, 3);
    double[][] strain = cell.strain(young, 0.3, 1, 0, 0);
    double harmonic = 7 / Arrays.stream(firstRow(young, 7, 3)).map(k -> 1 / k).sum();
    for (int i = 0; i < 21; i++) {
      assertThat(strain[0][i] * young[i]).isCloseTo(harmonic, within(1e-12));
      assertThat(strain[2][i]).isCloseTo(0, within(1e-12));
    }
    double[][] shear = cell.strain(young, 0.3, 0, 0, 1);
    for (int i = 0; i < 21; i++) {
      assertThat(shear[2][i] * young[i]).isCloseTo(harmonic, within(1e-12));
    }
  }

  /** Interchanging the phases of a checkerboard turns it: the overall conductivity is the root. */
  @Test
  void should_come_near_the_exact_conductivity_of_random_phases() {
    double[] conductivity = new double[101 * 101];
    Arrays.setAll(conductivity, i -> RandomKey.of(3).uniform(i) < 0.5 ? 1 : 1.5);
    double[][] gradient = new LippmannSchwingerConductivity(101, 101).gradient(conductivity, 1, 0);
    double flux = 0;
    for (int i = 0; i < conductivity.length; i++) {
      flux += conductivity[i] * gradient[0][i] / conductivity.length;
    }
    assertThat(flux).isCloseTo(Math.sqrt(1.5), within(0.01));
  }

  @Test
  void should_keep_three_dimensional_means_and_balance_forces() {
    double[] young = new double[125];
    Arrays.setAll(young, i -> 1 + RandomKey.of(4).uniform(i));
    double[] mean = {0.1, -0.2, 0.3, 0.4, 0.5, -0.6};
    double[][] strain = new LippmannSchwingerElasticity(5, 5, 5).strain(young, 0.2, mean);
    for (int c = 0; c < 6; c++) {
      assertThat(Arrays.stream(strain[c]).average().orElseThrow())
          .isCloseTo(mean[c], within(1e-13));
    }
    // Hill: the mean of stress times strain is the product of their means.
    double lambda = 0.2 / (1.2 * 0.6);
    double mu = 1 / 2.4;
    double energy = 0;
    double[] meanStress = new double[6];
    for (int i = 0; i < 125; i++) {
      double trace = strain[0][i] + strain[1][i] + strain[2][i];
      for (int c = 0; c < 6; c++) {
        double stress = young[i] * (2 * mu * strain[c][i] + (c < 3 ? lambda * trace : 0));
        meanStress[c] += stress / 125;
        energy += (c < 3 ? 1 : 2) * stress * strain[c][i] / 125;
      }
    }
    double product = 0;
    for (int c = 0; c < 6; c++) {
      product += (c < 3 ? 1 : 2) * meanStress[c] * mean[c];
    }
    assertThat(energy).isCloseTo(product, within(1e-12));
  }

  @Test
  void should_refuse_even_cells_and_voids() {
    assertThatThrownBy(() -> new LippmannSchwingerConductivity(4, 5))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("odd numbers");
    assertThatThrownBy(() -> new LippmannSchwingerConductivity(3).gradient(new double[3], 1))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("positive");
    assertThatThrownBy(
            () -> new LippmannSchwingerElasticity(3).strain(new double[] {1, 1, 1}, 0.5, 1))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("1/2");
  }

  private static double[] layers(int across, int along) {
    double[] values = new double[across * along];
    Arrays.setAll(values, i -> 1 + 0.5 * RandomKey.of(1).uniform(i / along));
    return values;
  }

  private static double[] firstRow(double[] values, int across, int along) {
    double[] row = new double[across];
    Arrays.setAll(row, i -> values[i * along]);
    return row;
  }
}
