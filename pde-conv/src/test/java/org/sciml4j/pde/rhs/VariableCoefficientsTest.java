package org.sciml4j.pde.rhs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.sciml4j.core.InvalidInputException;
import org.sciml4j.core.tensor.Tensor;
import org.sciml4j.pde.LayerRun;

class VariableCoefficientsTest {
  @Test
  void quadraticsAreInterpolatedExactly() {
    PolynomialMesh mesh = new PolynomialMesh(new int[] {2, 3}, 2, new boolean[2]);
    double[] nodes = new double[5 * 7];
    for (int i = 0; i < nodes.length; i++) {
      nodes[i] = quadratic(i / 7 / 4.0, i % 7 / 6.0);
    }

    try (Tensor given = Tensor.of(nodes, 5, 7);
        Tensor field = mesh.interpolate(given, 11, 9)) {
      for (int i = 0; i < 11; i++) {
        for (int j = 0; j < 9; j++) {
          assertThat(field.get(i, j)).isCloseTo(quadratic(i / 10.0, j / 8.0), within(1e-13));
        }
      }
    }
  }

  private static double quadratic(double y, double x) {
    return 1 + 2 * y - 3 * x + y * y * x - 4 * x * x * y * y;
  }

  @Test
  void periodicMeshesCloseOnThemselves() {
    PolynomialMesh mesh = PolynomialMesh.periodic(2, 20);
    double[] nodes = new double[40];
    for (int i = 0; i < 40; i++) {
      nodes[i] = Math.sin(2 * Math.PI * i / 40);
    }
    try (Tensor given = Tensor.of(nodes, 40);
        Tensor field = mesh.interpolate(given, 400)) {
      for (int i = 0; i < 400; i++) {
        assertThat(field.get(i)).isCloseTo(Math.sin(2 * Math.PI * i / 400), within(3e-4));
      }
    }
  }

  @Test
  void channelsAreCombinedPointByPoint() {
    VariableCoefficients layer = new VariableCoefficients(2, PolynomialMesh.periodic(1, 2));
    double[] values =
        LayerRun.of(
            layer,
            parameters -> {
              Tensor nodes = parameters.get("variable_coefficients/nodes");
              double[] numbers = {1, 3, 0, 0, 0, 4, -2, 2};
              for (int i = 0; i < 8; i++) {
                nodes.setFlat(i, numbers[i]);
              }
              return parameters;
            },
            new double[] {1, 2, 3, 4, 5, 6, 7, 8},
            1,
            2,
            4);

    // Coefficients 1 2 3 2 of the first channel for F_1; 0 2 4 2 and -2 0 2 0 for F_2.
    assertThat(values).containsExactly(new double[] {1, 4, 9, 8, -10, 4, 26, 8}, within(1e-14));
  }

  @Test
  void meshesOfOtherAxesAreRefused() {
    VariableCoefficients layer = new VariableCoefficients(1, PolynomialMesh.periodic(2, 4, 4));
    assertThatThrownBy(() -> LayerRun.of(layer, new double[8], 1, 1, 8))
        .isInstanceOf(InvalidInputException.class);
    assertThatThrownBy(() -> PolynomialMesh.periodic(0, 4))
        .isInstanceOf(InvalidInputException.class);
  }
}
