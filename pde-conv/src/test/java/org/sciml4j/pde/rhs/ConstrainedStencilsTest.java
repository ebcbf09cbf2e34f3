package org.sciml4j.pde.rhs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sciml4j.core.InvalidInputException;
import org.sciml4j.core.cpu.CpuDevice;
import org.sciml4j.core.nn.Objective;
import org.sciml4j.core.nn.Parameters;
import org.sciml4j.core.nn.loss.Losses;
import org.sciml4j.core.optim.Adam;
import org.sciml4j.core.tensor.DType;
import org.sciml4j.core.tensor.Tensor;
import org.sciml4j.core.training.TensorDataset;
import org.sciml4j.core.training.Trainer;
import org.sciml4j.core.training.TrainingResult;
import org.sciml4j.operators.MultiIndex;
import org.sciml4j.operators.Stencil;
import org.sciml4j.operators.analysis.Moments;
import org.sciml4j.pde.LayerRun;
import org.sciml4j.pde.boundary.EdgeCondition;
import org.sciml4j.pde.boundary.EdgeCondition.Dirichlet;
import org.sciml4j.pde.boundary.EdgePosition;
import org.sciml4j.pde.boundary.FieldBoundary;

class ConstrainedStencilsTest {
  /** Long, Lu, Dong 2019: free parameters of kernels by order and accuracy. */
  @ParameterizedTest
  @CsvSource({
    "5, 0, 24, 22", "5, 1, 22, 19", "5, 2, 19, 15", //
    "7, 0, 48, 46", "7, 1, 46, 43", "7, 2, 43, 39"
  })
  void asManyMomentsAreFreeAsPublished(int extent, int order, int first, int second) {
    ConstrainedStencils stencils = ConstrainedStencils.upTo(2, extent, 1, 1);
    MultiIndex alpha = MultiIndex.of(0, order);

    assertThat(stencils.freeMoments(alpha)).hasSize(first);
    assertThat(stencils.accuracy(2).freeMoments(alpha)).hasSize(second);
    assertThat(stencils.accuracy(ConstrainedStencils.FROZEN).freeMoments(alpha)).isEmpty();
  }

  @Test
  void momentsAndKernelsCorrespondOneToOne() {
    SplittableRandom random = new SplittableRandom(3);
    for (int extent : new int[] {5, 7}) {
      ConstrainedStencils stencils = ConstrainedStencils.upTo(2, extent, 0.1, 0.3);
      for (MultiIndex alpha : stencils.derivatives()) {
        double[] moments = random.doubles(stencils.freeMoments(alpha).size(), -1, 1).toArray();

        double[] back = stencils.moments(alpha, stencils.stencil(alpha, moments));

        assertThat(back).containsExactly(moments, within(1e-13));
      }
    }
  }

  @Test
  void aUnitMomentIsTheHighestOrderDifference() {
    ConstrainedStencils stencils = ConstrainedStencils.upTo(2, 7, 1);

    assertThat(sixtieths(stencils, MultiIndex.of(1), 60)).containsExactly(-1, 9, -45, 0, 45, -9, 1);
    assertThat(sixtieths(stencils, MultiIndex.of(2), 180))
        .containsExactly(2, -27, 270, -490, 270, -27, 2);
  }

  private static long[] sixtieths(ConstrainedStencils stencils, MultiIndex alpha, int denominator) {
    double[] zeros = new double[stencils.freeMoments(alpha).size()];
    return Arrays.stream(stencils.stencil(alpha, zeros).toDense(7))
        .mapToLong(
            q -> {
              assertThat(q * denominator).isCloseTo(Math.rint(q * denominator), within(1e-12));
              return Math.round(q * denominator);
            })
        .toArray();
  }

  @Test
  void kernelsAreExactForPolynomialsInThreeDimensions() {
    double[] h = {0.5, 0.25, 2};
    FieldBoundary boundary = FieldBoundary.all(3, EdgeCondition.slope(0));
    ConstrainedStencils stencils =
        ConstrainedStencils.upTo(1, 3, h)
            .extents(5, 3, 3)
            .derivatives(MultiIndex.of(3, 0, 0), MultiIndex.of(0, 1, 1), MultiIndex.of(0, 0, 0))
            .boundary(boundary);
    int n = 7;
    double[] u = new double[n * n * n];
    for (int i = 0; i < u.length; i++) {
      double z = h[0] * (i / (n * n));
      double y = h[1] * (i / n % n);
      double x = h[2] * (i % n);
      u[i] = z * z * z - 2 * x * y;
    }

    double[] result = LayerRun.of(stencils, u, 1, 1, n, n, n);

    int centre = 3 * n * n + 3 * n + 3;
    assertThat(result[centre]).isCloseTo(6, within(1e-11));
    assertThat(result[u.length + centre]).isCloseTo(-2, within(1e-12));
    assertThat(Arrays.copyOfRange(result, 2 * u.length, 3 * u.length))
        .containsExactly(u, within(1e-12));
  }

  @Test
  void channelsAreDerivativesOfTheFirstVariableFirst() {
    ConstrainedStencils stencils = ConstrainedStencils.upTo(1, 3, 1);
    double[] result = LayerRun.of(stencils, new double[] {1, 2, 4, 0, 3, 0}, 1, 2, 3);

    assertThat(result)
        .containsExactly(
            new double[] {1, 2, 4, -1, 1.5, -0.5, 0, 3, 0, 1.5, 0, -1.5}, within(1e-15));
  }

  @Test
  void variablesMayHaveEdgeValuesOfTheirOwn() {
    EdgeCondition edge = new Dirichlet(List.of(1.0, 5.0), EdgePosition.POINT);
    ConstrainedStencils stencils =
        ConstrainedStencils.upTo(1, 3, 1).boundary(FieldBoundary.all(1, edge));
    double[] result = LayerRun.of(stencils, new double[] {1, 2, 4, 0, 3, 0}, 1, 2, 3);

    assertThat(result)
        .containsExactly(new double[] {1, 2, 4, 0.5, 1.5, -0.5, 0, 3, 0, -1, 0, 1}, within(1e-15));
  }

  @Test
  void trainingKeepsTheConstraints() {
    ConstrainedStencils stencils = ConstrainedStencils.upTo(1, 5, 0.1, 0.1).accuracy(2);
    SplittableRandom random = new SplittableRandom(1);
    try (Tensor inputs = Tensor.of(random.doubles(4 * 64).toArray(), 4, 1, 8, 8);
        Tensor targets = Tensor.of(random.doubles(4 * 3 * 64).toArray(), 4, 3, 8, 8);
        TrainingResult result =
            Trainer.of(
                    Objective.supervised(stencils, Losses.MSE), Adam.of(0.01), CpuDevice.common())
                .dtype(DType.F64)
                .batchSize(4)
                .epochs(20)
                .train(TensorDataset.of(inputs, targets))) {
      Parameters trained = result.parameters();
      for (int d = 0; d < 3; d++) {
        MultiIndex alpha = stencils.derivatives().get(d);
        Stencil kernel = stencils.stencils(trained, "constrained_stencils").get(d);
        Moments moments = Moments.of(kernel, 5, 5);

        double[] free = stencils.moments(alpha, kernel);
        assertThat(Arrays.stream(free).map(Math::abs).max().orElseThrow()).isGreaterThan(0.05);
        for (MultiIndex fixed : Moments.fixed(new int[] {5, 5}, alpha.order(), 2)) {
          assertThat(moments.get(fixed)).isCloseTo(fixed.equals(alpha) ? 1 : 0, within(1e-13));
        }
      }
    }
  }

  @Test
  void kernelsThatBreakTheConstraintsAreRefused() {
    ConstrainedStencils second = ConstrainedStencils.upTo(2, 5, 0.1).accuracy(2);
    Stencil upwind = Stencil.dense(new double[] {0.1}, new int[] {3}, -10, 10, 0);

    assertThat(second.accuracy(1).moments(MultiIndex.of(1), upwind)[0])
        .isCloseTo(-0.5, within(1e-13));
    assertThatThrownBy(() -> second.moments(MultiIndex.of(1), upwind))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("moment [2]");
  }

  @Test
  void badArgumentsAreRefused() {
    ConstrainedStencils good = ConstrainedStencils.upTo(2, 5, 0.1, 0.1);
    assertThatThrownBy(() -> good.extents(4, 5))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("odd");
    assertThatThrownBy(() -> good.extents(1, 1)).hasMessageContaining("derivative");
    assertThatThrownBy(() -> good.accuracy(0)).hasMessageContaining("accuracy");
    assertThatThrownBy(() -> ConstrainedStencils.upTo(1, 3, -1)).hasMessageContaining("spacing");
    assertThatThrownBy(() -> good.boundary(FieldBoundary.periodic(1)))
        .hasMessageContaining("boundary");
  }
}
