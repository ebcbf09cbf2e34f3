package org.sciml4j.pde.stepper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.sciml4j.core.cpu.CpuDevice;
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
import org.sciml4j.pde.rhs.Forcing;
import org.sciml4j.pde.rhs.Masked;
import org.sciml4j.pde.rhs.Polynomial;
import org.sciml4j.pde.rhs.SumOfTerms;
import org.sciml4j.pde.rhs.SymbolicNetwork;
import org.sciml4j.pde.scheme.AdamsBashforth;
import org.sciml4j.pde.scheme.ButcherTableau;
import org.sciml4j.pde.scheme.TimeStep;

/** Exported steps, compiled by gcc where it is there, against the steps themselves. */
class StepSourceTest {
  private static Layer block(int dims, int variables, int degree, FieldBoundary boundary) {
    double[] spacing = new double[dims];
    Arrays.fill(spacing, 0.5);
    return Sequential.of(
        ConstrainedStencils.upTo(2, 3, spacing).boundary(boundary),
        Polynomial.of(variables, degree));
  }

  static Stream<Arguments> steps() {
    FieldBoundary open =
        FieldBoundary.periodic(2)
            .axis(
                0,
                new EdgeCondition.Extended(BoundaryMode.ZERO),
                new EdgeCondition.Extended(BoundaryMode.REFLECT));
    FieldBoundary edge = FieldBoundary.all(2, new EdgeCondition.Extended(BoundaryMode.REPLICATE));
    double[] mask = new double[56];
    Arrays.setAll(mask, i -> i % 5 == 0 ? 0 : 1);
    double[] forcing = new double[56];
    Arrays.setAll(forcing, i -> Math.sin(i));
    Layer masked =
        new Masked(
            SumOfTerms.of(block(2, 1, 2, open), new Forcing(Tensor.wrap(forcing, 1, 8, 7))),
            Tensor.wrap(mask, 8, 7));
    Layer symbolic =
        Sequential.of(ConstrainedStencils.upTo(1, 3, 0.5, 0.5), SymbolicNetwork.of(2, 3));
    Layer network =
        Sequential.of(
            Conv.conv2d(3, 3).boundary(BoundaryMode.PERIODIC).activation(Activations.TANH),
            Conv.conv2d(2, 3).boundary(BoundaryMode.REPLICATE));
    return Stream.of(
        Arguments.of(
            TimeStep.euler(block(1, 1, 2, FieldBoundary.periodic(1)), 0.01), new long[] {1, 9}),
        Arguments.of(TimeStep.euler(block(2, 2, 1, edge), 0.01), new long[] {2, 8, 7}),
        Arguments.of(
            new TimeStep(block(2, 2, 2, FieldBoundary.periodic(2)), ButcherTableau.RK4, 0.01),
            new long[] {2, 8, 7}),
        Arguments.of(
            TimeStep.euler(block(3, 1, 1, FieldBoundary.periodic(3)), 0.01),
            new long[] {1, 4, 5, 6}),
        Arguments.of(TimeStep.euler(masked, 0.01), new long[] {1, 8, 7}),
        Arguments.of(TimeStep.euler(symbolic, 0.01), new long[] {2, 8, 7}),
        Arguments.of(TimeStep.euler(network, 0.01), new long[] {2, 8, 7}));
  }

  @ParameterizedTest
  @MethodSource("steps")
  void compiledStepsAreTheSteps(TimeStep step, long[] state, @TempDir Path folder)
      throws Throwable {
    assumeTrue(exit("gcc", "--version") == 0, "no gcc");
    Model model = Model.of(step, DType.F64, state);
    try (Parameters parameters = model.initialize(RandomKey.of(3))) {
      parameters
          .asMap()
          .forEach(
              (name, tensor) -> {
                for (long i = 0; i < tensor.count(); i++) {
                  tensor.setFlat(i, RandomKey.of(name.length()).uniform(i) - 0.4);
                }
              });
      TensorType type = new TensorType(DType.F64, state);
      String source = StepSource.c(step, parameters, type, "learned_step");
      Path file = Files.writeString(folder.resolve("step.c"), source);
      Path library = folder.resolve("step.so");
      assertThat(
              exit(
                  "gcc",
                  "-std=c99",
                  "-Wall",
                  "-Wextra",
                  "-Werror",
                  "-O1",
                  "-shared",
                  "-fPIC",
                  "-o",
                  library.toString(),
                  file.toString(),
                  "-lm"))
          .as(source)
          .isZero();
      double[] u = RandomKey.of(4).uniform(DType.F64, state).toDoubles();
      double[] expected = u.clone();
      try (Stepper stepper =
          Stepper.of(step, parameters, type, CpuDevice.common(), UnstableStep.ALLOW)) {
        stepper.step(expected);
      }
      assertThat(called(library, u, work(source))).containsExactly(expected, within(1e-12));
    }
  }

  private static double[] called(Path library, double[] u, int work) throws Throwable {
    try (Arena arena = Arena.ofConfined()) {
      MethodHandle step =
          Linker.nativeLinker()
              .downcallHandle(
                  SymbolLookup.libraryLookup(library, arena).find("learned_step").orElseThrow(),
                  FunctionDescriptor.ofVoid(
                      ValueLayout.ADDRESS, ValueLayout.ADDRESS, ValueLayout.ADDRESS));
      var before = arena.allocateFrom(ValueLayout.JAVA_DOUBLE, u);
      var after = arena.allocate(8L * u.length, 8);
      step.invoke(before, after, arena.allocate(8L * work, 8));
      return after.toArray(ValueLayout.JAVA_DOUBLE);
    }
  }

  private static int work(String source) {
    Matcher matcher = Pattern.compile("LEARNED_STEP_WORK (\\d+)L").matcher(source);
    assertThat(matcher.find()).isTrue();
    return Integer.parseInt(matcher.group(1));
  }

  private static int exit(String... command) throws InterruptedException {
    try {
      Process process = new ProcessBuilder(List.of(command)).redirectErrorStream(true).start();
      process.getOutputStream().close();
      process.getInputStream().readAllBytes();
      return process.waitFor();
    } catch (IOException missing) {
      return -1;
    }
  }

  @Test
  void aFoldedHeatStepIsOneStencil() {
    ConstrainedStencils frozen =
        ConstrainedStencils.upTo(2, 3, 1, 1).accuracy(ConstrainedStencils.FROZEN);
    TimeStep step = TimeStep.euler(Sequential.of(frozen, Polynomial.of(1, 1)), 0.25);
    try (Parameters parameters = Model.of(step, DType.F32, 1, 8, 8).initialize(RandomKey.of(1))) {
      for (int term = 1; term < 7; term++) {
        parameters.get("polynomial/coefficients").setFlat(term, term == 4 || term == 6 ? 1 : 0);
      }
      String source = StepSource.c(step, parameters, new TensorType(DType.F32, 1, 8, 8), "heat");

      assertThat(source)
          .contains("void heat(const float *restrict u, float *restrict next")
          .contains("#define HEAT_WORK 64L")
          .contains("heat_periodic")
          .doesNotContain("double");
      assertThat(source.lines().filter(line -> line.contains("sum +="))).hasSize(5);
    }
  }

  @Test
  void whatCannotBeSaidIsRefused() {
    Layer walls = block(2, 1, 1, FieldBoundary.all(2, EdgeCondition.value(1)));
    TimeStep carried =
        TimeStep.euler(block(2, 1, 1, FieldBoundary.periodic(2)), 0.1).scheme(AdamsBashforth.AB2);
    TensorType state = new TensorType(DType.F64, 1, 8, 8);
    try (Parameters parameters =
        Model.of(carried, DType.F64, 1, 8, 8).initialize(RandomKey.of(1))) {
      parameters.get("polynomial/coefficients").fill(0.1);
      assertThatThrownBy(() -> StepSource.c(TimeStep.euler(walls, 0.1), parameters, state, "walls"))
          .hasMessageContaining("cannot be written as loops over points");
      assertThatThrownBy(() -> StepSource.c(carried, parameters, state, "carried"))
          .hasMessageContaining("earlier steps");
      assertThatThrownBy(() -> StepSource.c(carried, parameters, state, "2d"))
          .hasMessageContaining("C identifier");
    }
  }
}
