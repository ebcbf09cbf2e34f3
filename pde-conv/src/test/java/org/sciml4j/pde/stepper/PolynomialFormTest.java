package org.sciml4j.pde.stepper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.sciml4j.core.cpu.CpuDevice;
import org.sciml4j.core.graph.Graph;
import org.sciml4j.core.graph.MatMul;
import org.sciml4j.core.graph.Multiply;
import org.sciml4j.core.graph.Sqrt;
import org.sciml4j.core.graph.TensorType;
import org.sciml4j.core.graph.Value;
import org.sciml4j.core.nn.Layer;
import org.sciml4j.core.nn.Model;
import org.sciml4j.core.nn.Parameters;
import org.sciml4j.core.nn.Sequential;
import org.sciml4j.core.nn.activation.Activations;
import org.sciml4j.core.nn.layer.Conv;
import org.sciml4j.core.parallel.ThreadTeam;
import org.sciml4j.core.random.RandomKey;
import org.sciml4j.core.stencil.BoundaryMode;
import org.sciml4j.core.tensor.DType;
import org.sciml4j.core.tensor.Tensor;
import org.sciml4j.operators.MultiIndex;
import org.sciml4j.pde.boundary.EdgeCondition;
import org.sciml4j.pde.boundary.FieldBoundary;
import org.sciml4j.pde.rhs.ConstrainedStencils;
import org.sciml4j.pde.rhs.Forcing;
import org.sciml4j.pde.rhs.Masked;
import org.sciml4j.pde.rhs.Polynomial;
import org.sciml4j.pde.rhs.SelectedTerms;
import org.sciml4j.pde.rhs.SumOfTerms;
import org.sciml4j.pde.rhs.SymbolicNetwork;
import org.sciml4j.pde.scheme.ButcherTableau;
import org.sciml4j.pde.scheme.TimeStep;
import org.sciml4j.pde.symbolic.FieldPolynomial;

/**
 * Steps of nonlinear blocks run as stencils together with their arithmetic, and give what the
 * layers give.
 */
class PolynomialFormTest {
  private static final TensorType SMALL = new TensorType(DType.F64, 2, 9, 17);

  private static ConstrainedStencils derivatives(int dims) {
    double[] spacing = new double[dims];
    Arrays.fill(spacing, 0.5);
    return ConstrainedStencils.upTo(2, dims == 3 ? 3 : 5, spacing);
  }

  private static Parameters trained(Layer step, TensorType state) {
    Parameters numbers = Model.of(step, state.dtype(), state.shape()).initialize(RandomKey.of(3));
    numbers
        .asMap()
        .forEach(
            (name, tensor) -> {
              for (long i = 0; i < tensor.count(); i++) {
                tensor.setFlat(i, 0.3 * RandomKey.of(name.length()).uniform(i) - 0.12);
              }
            });
    return numbers;
  }

  private static long[] batch(TensorType state) {
    long[] shape = new long[state.rank() + 1];
    shape[0] = 1;
    System.arraycopy(state.shape(), 0, shape, 1, state.rank());
    return shape;
  }

  /** The plan of a stepper that does what the layers do. */
  private static String planOf(TimeStep step, TensorType state) {
    try (Parameters parameters = trained(step, state);
        Tensor u = RandomKey.of(4).uniform(state.dtype(), batch(state));
        Tensor expected =
            Model.of(step, state.dtype(), state.shape())
                .predict(parameters, u, CpuDevice.common());
        Stepper stepper =
            Stepper.of(step, parameters, state, CpuDevice.common(), UnstableStep.ALLOW)) {
      stepper.step(u);
      double size = Arrays.stream(expected.toDoubles()).map(Math::abs).max().orElseThrow();
      double rounding = state.dtype() == DType.F32 ? 2e-5 : 2e-14;
      assertThat(u.toDoubles()).containsExactly(expected.toDoubles(), within(rounding * size));
      return stepper.explain();
    }
  }

  private static void runsAsABand(Layer rightHandSide, TensorType state) {
    assertThat(planOf(TimeStep.euler(rightHandSide, 0.01), state))
        .contains("  0 band ")
        .doesNotContain(" elementwise ")
        .doesNotContain(" matmul ");
  }

  static Stream<TensorType> states() {
    return Stream.of(DType.values())
        .flatMap(
            dtype ->
                Stream.of(
                    new TensorType(dtype, 1, 40),
                    new TensorType(dtype, 2, 700),
                    new TensorType(dtype, 1, 5, 16),
                    new TensorType(dtype, 2, 70, 33),
                    new TensorType(dtype, 1, 7, 600),
                    new TensorType(dtype, 1, 6, 5, 18)));
  }

  @ParameterizedTest
  @MethodSource("states")
  void polynomials(TensorType state) {
    int dims = state.rank() - 1;
    int variables = (int) state.size(0);
    runsAsABand(
        Sequential.of(derivatives(dims), Polynomial.of(variables, dims == 1 ? 3 : 2)), state);
  }

  @ParameterizedTest
  @EnumSource(DType.class)
  void symbolicNetworks(DType dtype) {
    TensorType state = new TensorType(dtype, SMALL.shape());
    for (int products : new int[] {1, 3}) {
      runsAsABand(Sequential.of(derivatives(2), SymbolicNetwork.of(2, products)), state);
    }
  }

  @Test
  void selectedTerms() {
    // u u_x + v u_y and u_xx of a field and its Burgers partner: channels u, u_x, u_y, ..., v, ...
    FieldPolynomial first =
        FieldPolynomial.of(
            12, Map.of(product(0, 1), -1.0, product(6, 2), -1.0, product(3), 0.1, product(5), 0.1));
    FieldPolynomial second =
        FieldPolynomial.of(12, Map.of(product(0, 7), -1.0, product(6, 8), -1.0, product(), 0.5));
    runsAsABand(Sequential.of(derivatives(2), new SelectedTerms(List.of(first, second))), SMALL);
  }

  private static MultiIndex product(int... factors) {
    int[] powers = new int[12];
    for (int factor : factors) {
      powers[factor]++;
    }
    return MultiIndex.of(powers);
  }

  @Test
  void everyBoundary() {
    FieldBoundary mixed =
        FieldBoundary.periodic(2)
            .axis(
                0,
                new EdgeCondition.Extended(BoundaryMode.ZERO),
                new EdgeCondition.Extended(BoundaryMode.REFLECT));
    FieldBoundary walls = FieldBoundary.all(2, EdgeCondition.value(0.3));
    FieldBoundary edge = FieldBoundary.all(2, new EdgeCondition.Extended(BoundaryMode.REPLICATE));
    for (FieldBoundary boundary : List.of(mixed, walls, edge)) {
      Layer f = Sequential.of(derivatives(2).boundary(boundary), Polynomial.of(2, 2));
      assertThat(planOf(TimeStep.euler(f, 0.01), SMALL)).contains(" band ");
    }
  }

  @Test
  void everyStageOfAScheme() {
    Layer f = Sequential.of(derivatives(2), Polynomial.of(2, 2));
    assertThat(planOf(new TimeStep(f, ButcherTableau.RK4, 0.01), SMALL).split(" band ")).hasSize(9);
  }

  @Test
  void forcingFields() {
    double[] field = RandomKey.of(5).uniform(DType.F64, SMALL.count()).toDoubles();
    Layer f =
        SumOfTerms.of(
            Sequential.of(derivatives(2), Polynomial.of(2, 2)),
            new Forcing(Tensor.of(field, SMALL.shape())));
    runsAsABand(f, SMALL);
  }

  @ParameterizedTest
  @EnumSource(DType.class)
  void masks(DType dtype) {
    double[] mask = new double[9 * 17];
    Arrays.setAll(mask, i -> i % 4 == 1 ? 0 : 1);
    Layer f = Sequential.of(derivatives(2), Polynomial.of(2, 2));
    runsAsABand(new Masked(f, Tensor.wrap(mask, 9, 17)), new TensorType(dtype, SMALL.shape()));
  }

  @Test
  void aTermTakesAboutOneOperation() {
    TimeStep step = TimeStep.euler(Sequential.of(derivatives(2), Polynomial.of(1, 2)), 0.01);
    TensorType state = new TensorType(DType.F64, 1, 8, 16);
    try (Parameters parameters = trained(step, state)) {
      Graph graph =
          StepGraphs.of(step, parameters, state.withShape(batch(state)), CpuDevice.common())
              .getFirst();
      long products =
          graph.values().stream().filter(value -> value.primitive() instanceof Multiply).count();
      // 27 terms in 6 derivatives, the constant among them; and that of the state itself.
      assertThat(products).isLessThanOrEqualTo(28);
      assertThat(graph.values()).noneMatch(value -> value.primitive() instanceof MatMul);
    }
  }

  @Test
  void aRootThatSeveralTermsUseIsComputedOnce() {
    Layer drag =
        (x, scope) -> {
          Value u = x.slice(1, 0, 1);
          Value v = x.slice(1, 3, 4);
          Value speed = u.square().plus(v.square()).sqrt();
          Value first = speed.times(x.slice(1, 1, 2)).plus(speed.times(v));
          return Value.concat(1, first, speed.times(x.slice(1, 5, 6)).plus(u));
        };
    ConstrainedStencils slopes = ConstrainedStencils.upTo(1, 3, 0.5, 0.5);
    TimeStep step = new TimeStep(Sequential.of(slopes, drag), ButcherTableau.HEUN, 0.01);
    planOf(step, SMALL);
    try (Parameters parameters = trained(step, SMALL)) {
      Graph graph =
          StepGraphs.of(step, parameters, SMALL.withShape(batch(SMALL)), CpuDevice.common())
              .getFirst();
      assertThat(graph.values().stream().filter(value -> value.primitive() instanceof Sqrt))
          .hasSize(2);
    }
  }

  @Test
  void otherFunctionsStayAsTheyAre() {
    Layer closure =
        Sequential.of(
            Conv.conv2d(6, 3).boundary(BoundaryMode.PERIODIC).activation(Activations.TANH),
            Conv.conv2d(2, 1));
    Layer f = SumOfTerms.of(Sequential.of(derivatives(2), Polynomial.of(2, 2)), closure);
    assertThat(planOf(TimeStep.euler(f, 0.01), SMALL)).contains(" convolution ");
  }

  @Test
  void theSameBitsOnOneThreadAndTwo() {
    TimeStep step = TimeStep.euler(Sequential.of(derivatives(2), Polynomial.of(1, 2)), 1e-3);
    TensorType state = new TensorType(DType.F32, 1, 100, 600);
    try (Parameters parameters = trained(step, state);
        ThreadTeam one = ThreadTeam.of(1);
        ThreadTeam two = ThreadTeam.of(2);
        Tensor u = RandomKey.of(4).uniform(DType.F32, state.shape());
        Tensor v = u.copy();
        Stepper alone = Stepper.of(step, parameters, state, CpuDevice.of(one), UnstableStep.ALLOW);
        Stepper together =
            Stepper.of(step, parameters, state, CpuDevice.of(two), UnstableStep.ALLOW)) {
      alone.step(u, 3);
      together.step(v, 3);
      assertThat(v.toFloats()).containsExactly(u.toFloats());
    }
  }
}
