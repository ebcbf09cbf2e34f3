package org.sciml4j.pde.pdenet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sciml4j.core.InvalidInputException;
import org.sciml4j.core.cpu.CpuDevice;
import org.sciml4j.core.field.Axis;
import org.sciml4j.core.field.AxisKind;
import org.sciml4j.core.graph.Value;
import org.sciml4j.core.nn.Model;
import org.sciml4j.core.nn.Parameters;
import org.sciml4j.core.random.RandomKey;
import org.sciml4j.core.tensor.DType;
import org.sciml4j.core.tensor.Tensor;
import org.sciml4j.core.training.LeastSquaresTraining;
import org.sciml4j.core.training.TensorDataset;
import org.sciml4j.io.FieldFile;
import org.sciml4j.operators.MultiIndex;
import org.sciml4j.operators.Stencil;
import org.sciml4j.pde.LayerRun;
import org.sciml4j.pde.rhs.ConstrainedStencils;
import org.sciml4j.pde.rhs.PiecewiseFunction;
import org.sciml4j.pde.rhs.PolynomialMesh;
import org.sciml4j.pde.scheme.ButcherTableau;
import org.sciml4j.pde.scheme.TimeStep;

class PdeNet1Test {
  private static final int N = 12;
  private static final double H = 2 * Math.PI / N;
  private static final double DT = 0.01;

  private static PdeNet1 net() {
    PdeNet1 net = PdeNet1.of(5, DT, H, H);
    return net.stencils(
            net.stencils()
                .derivatives(MultiIndex.of(0, 1), MultiIndex.of(1, 0), MultiIndex.of(0, 2))
                .accuracy(ConstrainedStencils.FROZEN))
        .mesh(PolynomialMesh.periodic(2, 2, 2));
  }

  @Test
  void exactEulerDataGiveTheVariableCoefficientsBack(@TempDir Path folder) {
    PdeNet1 net = net();
    double[] nodes = new SplittableRandom(3).doubles(3 * 16, -1, 1).toArray();
    double[] start = SmoothFields.of(new SplittableRandom(9), 4, N, 4);
    double[] end =
        LayerRun.of(
            net.step(),
            parameters -> {
              for (int i = 0; i < nodes.length; i++) {
                parameters.get("coefficients/nodes").setFlat(i, nodes[i]);
              }
              return parameters;
            },
            start,
            4,
            1,
            N,
            N);
    try (Tensor u = Tensor.of(start, 4, 1, N, N);
        Tensor next = Tensor.of(end, 4, 1, N, N);
        LeastSquaresTraining.Result result =
            LeastSquaresTraining.of(net.step(), CpuDevice.common())
                .fit(TensorDataset.of(u, next), RandomKey.of(1))) {
      assertThat(result.parameters().get("coefficients/nodes").toDoubles())
          .containsExactly(nodes, within(1e-8));

      Path file = folder.resolve("coefficients.nc");
      List<Axis> axes =
          List.of(
              Axis.uniform("y", AxisKind.Y, "m", N, 0, H),
              Axis.uniform("x", AxisKind.X, "m", N, 0, H));
      net.writeCoefficients(result.parameters(), axes, file);
      Map<String, Tensor> fields = net.explain(result.parameters(), N, N);
      assertThat(fields.keySet()).containsExactly("u_x", "u_y", "u_xx");
      // Nodes lie at every third point.
      assertThat(fields.get("u_y").get(3, 6)).isCloseTo(nodes[16 + 4 + 2], within(1e-8));
      try (FieldFile written = FieldFile.open(file);
          Tensor read = written.field("c_u_y").read()) {
        assertThat(read.toDoubles()).containsExactly(fields.get("u_y").toDoubles(), within(1e-12));
      }
      fields.values().forEach(Tensor::close);
    }
  }

  /** Forward Euler adds {@code dt a² / 2} = 0.045 to the coefficient of u_xx. */
  @Test
  void theSchemeOfTheDataGivesTheirCoefficientsAndForwardEulerDoesNot() {
    PdeNet1 exact = net().scheme(ButcherTableau.RK4).scales(2, 0.5, 7);
    double[] start = SmoothFields.of(new SplittableRandom(9), 4, N, 4);
    double[] end =
        LayerRun.of(
            exact.step(),
            parameters -> {
              for (int i = 0; i < 48; i++) {
                double c = i < 16 ? 3 : i < 32 ? 2 : 0.3;
                double scale = exact.scales().get(i / 16);
                parameters.get("coefficients/nodes").setFlat(i, c * scale);
              }
              return parameters;
            },
            start,
            4,
            1,
            N,
            N);
    assertThat(coefficient("u_xx", exact, start, end)).isCloseTo(0.3, within(1e-8));
    assertThat(coefficient("u_xx", net(), start, end)).isCloseTo(0.345, within(0.02));
  }

  private static double coefficient(String name, PdeNet1 net, double[] start, double[] end) {
    try (Tensor u = Tensor.of(start, 4, 1, N, N);
        Tensor next = Tensor.of(end, 4, 1, N, N);
        LeastSquaresTraining.Result result =
            LeastSquaresTraining.of(net.step(), CpuDevice.common())
                .fit(TensorDataset.of(u, next), RandomKey.of(1))) {
      Map<String, Tensor> fields = net.explain(result.parameters(), N, N);
      double value = fields.get(name).get(5, 7);
      fields.values().forEach(Tensor::close);
      return value;
    }
  }

  @Test
  void sourcesAreFoundWithTheirEquation() {
    PdeNet1 net =
        net().mesh(PolynomialMesh.periodic(2, 1, 1)).source(new PiecewiseFunction(-2, 2, 2, 4));
    TimeStep truth =
        TimeStep.euler(
            (u, scope) -> {
              Value x = u.times(0.5);
              return x.power(4).minus(x.square()).plus(x); // of degree 4 on every cell
            },
            DT);
    double[] start = SmoothFields.of(new SplittableRandom(9), 3, N, 4);
    try (Tensor u = Tensor.of(start, 3, 1, N, N);
        Tensor next = Tensor.of(LayerRun.of(truth, start, 3, 1, N, N), 3, 1, N, N);
        LeastSquaresTraining.Result result =
            LeastSquaresTraining.of(net.step(), CpuDevice.common())
                .fit(TensorDataset.of(u, next), RandomKey.of(1));
        Tensor values = net.sourceValues(result.parameters()).orElseThrow()) {
      for (int i = 0; i <= 8; i++) {
        double x = net.source().orElseThrow().node(i) / 2;
        assertThat(values.get(i)).isCloseTo(Math.pow(x, 4) - x * x + x, within(1e-8));
      }
      for (double c : result.parameters().get("coefficients/nodes").toDoubles()) {
        assertThat(c).isCloseTo(0, within(1e-8));
      }
    }
  }

  @Test
  void theAverageReplacesTheState(@TempDir Path folder) {
    PdeNet1 net = PdeNet1.of(5, DT, H).mesh(PolynomialMesh.periodic(2, 2));
    double[] u = {1, 0, 0, 0, 0, 0};
    double[] moments =
        net.stencils()
            .moments(
                MultiIndex.of(0), Stencil.dense(new double[] {H}, new int[] {3}, 0.25, 0.5, 0.25));
    double[] averaged =
        LayerRun.of(
            net.step(),
            parameters -> {
              for (int i = 0; i < moments.length; i++) {
                parameters.get("constrained_stencils/moments_u").setFlat(i, moments[i]);
              }
              return parameters;
            },
            u,
            1,
            1,
            6);

    assertThat(averaged).containsExactly(new double[] {0.5, 0.25, 0, 0, 0, 0.25}, within(1e-12));
    try (Parameters fresh = Model.of(net.step(), DType.F64, 1, 6).initialize(RandomKey.of(0))) {
      assertThat(net.kernels(fresh)).hasSize(5);
      for (int i = 0; i < moments.length; i++) {
        fresh.get("constrained_stencils/moments_u").setFlat(i, moments[i]);
      }
      Map<String, Tensor> coefficients = net.explain(fresh, 6);
      Map<String, Tensor> expanded = net.expand(fresh, 6);
      assertThat(coefficients.get("u_xx").get(3)).isZero();
      // D_0 u - u = H² u_xx / 4 + ...
      assertThat(expanded.get("u_xx").get(3)).isCloseTo(H * H / 4 / DT, within(1e-10));
      assertThat(expanded.get("u").get(3)).isCloseTo(0, within(1e-10));
      Path file = folder.resolve("coefficients.nc");
      net.writeCoefficients(fresh, List.of(Axis.uniform("x", AxisKind.X, "m", 6, 0, H)), file);
      try (FieldFile written = FieldFile.open(file);
          Tensor read = written.field("c_u_xx").read()) {
        assertThat(read.toDoubles()).containsExactly(expanded.get("u_xx").toDoubles());
      }
      coefficients.values().forEach(Tensor::close);
      expanded.values().forEach(Tensor::close);
    }
    assertThatThrownBy(() -> LayerRun.of(net.step(), new double[12], 1, 2, 6))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("PDE-Net 2.0");
    assertThatThrownBy(() -> net.scales(1, 1, 0, 1, 1))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("scales");
    assertThatThrownBy(() -> new PiecewiseFunction(1, 1, 2, 2))
        .isInstanceOf(InvalidInputException.class);
  }
}
