package org.sciml4j.pde.stepper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sciml4j.core.cpu.CpuDevice;
import org.sciml4j.core.graph.Convolution;
import org.sciml4j.core.graph.Graph;
import org.sciml4j.core.graph.TensorType;
import org.sciml4j.core.nn.Layer;
import org.sciml4j.core.nn.Model;
import org.sciml4j.core.nn.Parameters;
import org.sciml4j.core.nn.Sequential;
import org.sciml4j.core.nn.activation.Activations;
import org.sciml4j.core.nn.layer.Conv;
import org.sciml4j.core.random.RandomKey;
import org.sciml4j.core.stencil.BoundaryMode;
import org.sciml4j.core.tensor.DType;
import org.sciml4j.core.tensor.Tensor;
import org.sciml4j.pde.boundary.EdgeCondition;
import org.sciml4j.pde.boundary.FieldBoundary;
import org.sciml4j.pde.rhs.ConstrainedStencils;
import org.sciml4j.pde.rhs.KnownTerm;
import org.sciml4j.pde.rhs.Polynomial;
import org.sciml4j.pde.rhs.SumOfTerms;
import org.sciml4j.pde.scheme.ButcherTableau;
import org.sciml4j.pde.scheme.TimeStep;

/** Folded steps give what the layers give, by fewer stencils. */
class LinearFoldingTest {
  /** Convolutions of the folded step, which is checked against the layer's own prediction. */
  private static long convolutions(TimeStep step, long... state) {
    TensorType type = new TensorType(DType.F64, state);
    Model model = Model.of(step, DType.F64, state);
    try (Parameters parameters = model.initialize(RandomKey.of(3));
        Tensor u = RandomKey.of(4).uniform(DType.F64, batch(state))) {
      parameters
          .asMap()
          .forEach(
              (name, tensor) -> {
                for (long i = 0; i < tensor.count(); i++) {
                  tensor.setFlat(i, RandomKey.of(name.length()).uniform(i) - 0.4);
                }
              });
      try (Tensor expected = model.predict(parameters, u, CpuDevice.common());
          Stepper stepper = Stepper.of(step, parameters, type)) {
        stepper.step(u);
        double size = Arrays.stream(expected.toDoubles()).map(Math::abs).max().orElseThrow();
        assertThat(u.toDoubles()).containsExactly(expected.toDoubles(), within(1e-13 * size));
      }
      Graph graph =
          StepGraphs.of(step, parameters, type.withShape(batch(state)), CpuDevice.common())
              .getFirst();
      return graph.values().stream()
          .filter(value -> value.primitive() instanceof Convolution)
          .count();
    }
  }

  private static long[] batch(long... state) {
    long[] shape = new long[state.length + 1];
    shape[0] = 1;
    System.arraycopy(state, 0, shape, 1, state.length);
    return shape;
  }

  private static ConstrainedStencils derivatives(int dims) {
    double[] spacing = new double[dims];
    Arrays.fill(spacing, 0.5);
    return ConstrainedStencils.upTo(2, dims == 3 ? 3 : 5, spacing);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void aLinearBlockIsOneStencilForEachPairOfVariables(int dims) {
    TimeStep one = TimeStep.euler(Sequential.of(derivatives(dims), Polynomial.of(1, 1)), 0.01);
    TimeStep two = TimeStep.euler(Sequential.of(derivatives(dims), Polynomial.of(2, 1)), 0.01);
    long[] grid = dims == 1 ? new long[] {9} : dims == 2 ? new long[] {9, 8} : new long[] {7, 6, 5};

    assertThat(convolutions(one, withVariables(1, grid))).isEqualTo(1);
    assertThat(convolutions(two, withVariables(2, grid))).isEqualTo(4);
  }

  private static long[] withVariables(long variables, long... grid) {
    long[] state = batch(grid);
    state[0] = variables;
    return state;
  }

  @Test
  void everyStageOfASchemeIsOneStencil() {
    TimeStep step =
        new TimeStep(Sequential.of(derivatives(2), Polynomial.of(1, 1)), ButcherTableau.RK4, 0.01);

    assertThat(convolutions(step, 1, 9, 8)).isEqualTo(4);
  }

  @Test
  void differentModesAtEveryEdgeAreKept() {
    FieldBoundary mixed =
        FieldBoundary.periodic(2)
            .axis(
                0,
                new EdgeCondition.Extended(BoundaryMode.ZERO),
                new EdgeCondition.Extended(BoundaryMode.REFLECT));
    Layer f = Sequential.of(derivatives(2).boundary(mixed), Polynomial.of(1, 1));

    assertThat(convolutions(TimeStep.euler(f, 0.01), 1, 9, 8)).isEqualTo(1);
  }

  @Test
  void edgesWithValuesStayAsTheyAre() {
    FieldBoundary walls = FieldBoundary.all(2, EdgeCondition.value(0.3));
    Layer f = Sequential.of(derivatives(2).boundary(walls), Polynomial.of(1, 1));

    assertThat(convolutions(TimeStep.euler(f, 0.01), 1, 9, 8)).isEqualTo(1);
  }

  @Test
  void linearTermsOfNonlinearBlocksFold() {
    Layer burgers =
        SumOfTerms.of(
            KnownTerm.unknown("nu", Sequential.of(derivatives(1), Polynomial.of(1, 1)), 1),
            Sequential.of(derivatives(1), Polynomial.of(1, 2)));
    assertThat(convolutions(TimeStep.euler(burgers, 0.01), 1, 32)).isLessThanOrEqualTo(5);
  }

  @Test
  void networksStayAsTheyAre() {
    List<Layer> layers = new ArrayList<>();
    layers.add(Conv.conv2d(8, 3).boundary(BoundaryMode.PERIODIC).activation(Activations.TANH));
    layers.add(Conv.conv2d(8, 1).activation(Activations.RELU));
    layers.add(Conv.conv2d(1, 3).boundary(BoundaryMode.PERIODIC));

    assertThat(
            convolutions(
                TimeStep.euler(Sequential.of(layers.toArray(Layer[]::new)), 0.01), 1, 9, 8))
        .isEqualTo(3);
  }
}
