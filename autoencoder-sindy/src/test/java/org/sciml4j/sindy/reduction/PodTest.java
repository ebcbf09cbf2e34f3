package org.sciml4j.sindy.reduction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.hipparchus.linear.MatrixUtils;
import org.hipparchus.linear.SingularValueDecomposition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sciml4j.core.InvalidInputException;
import org.sciml4j.core.cpu.CpuDevice;
import org.sciml4j.core.random.RandomKey;
import org.sciml4j.core.tensor.DType;
import org.sciml4j.core.tensor.Tensor;

class PodTest {
  @ParameterizedTest
  @CsvSource({"9, 30", "30, 9", "12, 12"})
  void singularValuesAndModesAreThoseOfADirectDecomposition(int rows, int features) {
    try (Tensor data = RandomKey.of(1).normal(DType.F64, rows, features)) {
      Pod pod = Pod.uncentred(data, 6, CpuDevice.common());
      double[][] matrix = new double[rows][features];
      for (int n = 0; n < rows; n++) {
        for (int i = 0; i < features; i++) {
          matrix[n][i] = data.get(n, i);
        }
      }
      SingularValueDecomposition svd =
          new SingularValueDecomposition(MatrixUtils.createRealMatrix(matrix));
      for (int k = 0; k < 6; k++) {
        assertThat(pod.singularValues()[k]).isCloseTo(svd.getSingularValues()[k], within(1e-12));
        double overlap = 0;
        double peak = 0;
        for (int i = 0; i < features; i++) {
          overlap += pod.modes()[k][i] * svd.getV().getEntry(i, k);
          peak = Math.abs(pod.modes()[k][i]) > Math.abs(peak) ? pod.modes()[k][i] : peak;
        }
        assertThat(Math.abs(overlap)).isCloseTo(1, within(1e-10));
        assertThat(peak).isPositive();
      }
    }
  }

  /** Two travelling patterns of amplitudes 3 and 1 around a mean: energies 0.9 and 0.1 in pairs. */
  @Test
  void energiesOfWavesAreThoseOfTheirAmplitudes() {
    int times = 40;
    int points = 50;
    try (Tensor data = Tensor.zeros(DType.F64, times, 5, 10)) {
      for (int t = 0; t < times; t++) {
        for (int i = 0; i < points; i++) {
          double phase = 2 * Math.PI * i / points;
          double clock = 2 * Math.PI * t / times;
          data.setFlat(
              t * points + i, 7 + 3 * Math.cos(phase - clock) + Math.cos(2 * phase - 2 * clock));
        }
      }
      Pod pod = Pod.centred(data, 4, CpuDevice.common());
      assertThat(pod.energies())
          .containsExactly(new double[] {0.45, 0.45, 0.05, 0.05}, within(1e-12));
      assertThat(pod.energy()).isCloseTo(1, within(1e-12));
      assertThat(pod.holding(0.85).count()).isEqualTo(2);
      assertThat(pod.mean()).containsOnly(new double[] {7}, within(1e-12));
      try (Tensor coefficients = pod.project(data);
          Tensor back = pod.reconstruct(coefficients)) {
        assertThat(back.shape()).containsExactly(times, 5, 10);
        assertThat(back.toDoubles()).containsExactly(data.toDoubles(), within(1e-12));
      }
      assertThatThrownBy(() -> Pod.centred(data, 5, CpuDevice.common()))
          .isInstanceOf(InvalidInputException.class)
          .hasMessageContaining("1 to 4, the rank");
    }
  }

  @Test
  void manySnapshotsOfFewIndependentModesAreDecomposed() {
    try (Tensor factors = RandomKey.of(1).normal(DType.F64, 300, 3);
        Tensor patterns = RandomKey.of(2).normal(DType.F64, 3, 128);
        Tensor data = Tensor.zeros(DType.F64, 300, 128)) {
      for (int n = 0; n < 300; n++) {
        for (int i = 0; i < 128; i++) {
          double sum = 0;
          for (int k = 0; k < 3; k++) {
            sum += Math.pow(100, -k) * factors.get(n, k) * patterns.get(k, i);
          }
          data.set(sum, n, i);
        }
      }
      Pod pod = Pod.uncentred(data, 3, CpuDevice.common());
      assertThat(pod.energy()).isCloseTo(1, within(1e-13));
      try (Tensor coefficients = pod.project(data);
          Tensor back = pod.reconstruct(coefficients)) {
        assertThat(back.toDoubles()).containsExactly(data.toDoubles(), within(1e-10));
      }
    }
  }

  @Test
  void missingNumbersAreRefused() {
    try (Tensor data = Tensor.of(new double[] {1, 2, Double.NaN, 4}, 2, 2)) {
      assertThatThrownBy(() -> Pod.centred(data, 1, CpuDevice.common()))
          .hasMessageContaining("NaN in snapshot 1");
    }
  }
}
