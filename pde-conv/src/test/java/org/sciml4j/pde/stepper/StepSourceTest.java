package org.sciml4j.pde.stepper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.sciml4j.core.cpu.CpuDevice;
import org.sciml4j.core.graph.TensorType;
import org.sciml4j.core.graph.Value;
import org.sciml4j.core.nn.Layer;
import org.sciml4j.core.nn.Model;
import org.sciml4j.core.nn.Parameters;
import org.sciml4j.core.nn.Sequential;
import org.sciml4j.core.nn.activation.Activations;
import org.sciml4j.core.nn.layer.Conv;
import org.sciml4j.core.nn.layer.MaxPooling;
import org.sciml4j.core.random.RandomKey;
import org.sciml4j.core.stencil.BoundaryMode;
import org.sciml4j.core.tensor.DType;
import org.sciml4j.core.tensor.Tensor;
import org.sciml4j.operators.MultiIndex;
import org.sciml4j.pde.boundary.AxisBoundary;
import org.sciml4j.pde.boundary.EdgeCondition;
import org.sciml4j.pde.boundary.EdgeCondition.Dirichlet;
import org.sciml4j.pde.boundary.EdgeCondition.Extended;
import org.sciml4j.pde.boundary.EdgeCondition.Neumann;
import org.sciml4j.pde.boundary.EdgePosition;
import org.sciml4j.pde.boundary.FieldBoundary;
import org.sciml4j.pde.rhs.ConstrainedStencils;
import org.sciml4j.pde.rhs.Forcing;
import org.sciml4j.pde.rhs.Masked;
import org.sciml4j.pde.rhs.Passive;
import org.sciml4j.pde.rhs.PiecewiseFunction;
import org.sciml4j.pde.rhs.Polynomial;
import org.sciml4j.pde.rhs.PolynomialMesh;
import org.sciml4j.pde.rhs.PseudoUpwind;
import org.sciml4j.pde.rhs.SumOfTerms;
import org.sciml4j.pde.rhs.SymbolicNetwork;
import org.sciml4j.pde.rhs.VariableCoefficients;
import org.sciml4j.pde.scheme.AdamsBashforth;
import org.sciml4j.pde.scheme.ButcherTableau;
import org.sciml4j.pde.scheme.ExponentialEuler;
import org.sciml4j.pde.scheme.Leapfrog;
import org.sciml4j.pde.scheme.StepScheme;
import org.sciml4j.pde.scheme.StiffDiffusion;
import org.sciml4j.pde.scheme.TimeStep;

/** Exported steps, compiled by gcc where it is there, against the steps themselves. */
class StepSourceTest {
  private static final int STEPS = 50;
  private static final double DT = 0.002;
  private static final List<Case> CASES = new ArrayList<>();
  private static final EdgeCondition ZERO = new Extended(BoundaryMode.ZERO);
  private static final EdgeCondition REFLECT = new Extended(BoundaryMode.REFLECT);
  private static final EdgeCondition REPLICATE = new Extended(BoundaryMode.REPLICATE);

  @TempDir static Path folder;

  /** A step and the type of its states. */
  private record Case(String name, Layer step, TensorType state) {
    Parameters parameters() {
      Parameters parameters =
          Model.of(step, state.dtype(), state.shape()).initialize(RandomKey.of(3));
      parameters
          .asMap()
          .forEach(
              (name, tensor) -> {
                for (long i = 0; i < tensor.count(); i++) {
                  tensor.setFlat(i, 0.2 * RandomKey.of(name.length()).uniform(i) - 0.08);
                }
              });
      return parameters;
    }

    String source() {
      try (Parameters parameters = parameters()) {
        return StepSource.c(step, parameters, state, name);
      }
    }

    int carried() {
      return step instanceof TimeStep scheme ? scheme.scheme().carried() - 1 : 0;
    }
  }

  private static void add(Layer step, long... state) {
    add(DType.F64, step, state);
  }

  private static void add(DType dtype, Layer step, long... state) {
    CASES.add(new Case("step" + CASES.size(), step, new TensorType(dtype, state)));
  }

  private static TimeStep euler(Layer rightHandSide) {
    return TimeStep.euler(rightHandSide, DT);
  }

  private static Layer block(int extent, int variables, int degree, AxisBoundary... axes) {
    double[] spacing = new double[axes.length];
    Arrays.setAll(spacing, axis -> 0.5 + 0.25 * axis);
    return Sequential.of(
        ConstrainedStencils.upTo(2, extent, spacing).boundary(new FieldBoundary(List.of(axes))),
        Polynomial.of(variables, degree));
  }

  private static AxisBoundary both(EdgeCondition condition) {
    return AxisBoundary.both(condition);
  }

  private static AxisBoundary ends(EdgeCondition low, EdgeCondition high) {
    return new AxisBoundary(low, high);
  }

  private static final AxisBoundary PERIODIC = both(EdgeCondition.periodic());

  private static Tensor field(long... shape) {
    double[] numbers = new double[StridedView.count(shape)];
    Arrays.setAll(numbers, Math::sin);
    return Tensor.wrap(numbers, shape);
  }

  private static Tensor mask(long... shape) {
    double[] numbers = new double[StridedView.count(shape)];
    Arrays.setAll(numbers, i -> i % 5 == 0 ? 0 : 1);
    return Tensor.wrap(numbers, shape);
  }

  static List<Case> cases() {
    return CASES;
  }

  @BeforeAll
  static void compile() throws Exception {
    assumeTrue(exit("gcc", "--version") == 0, "no gcc");
    CASES.clear();
    modes();
    givenValuesAndSlopes();
    otherTerms();
    otherSchemes();
    StringBuilder all = new StringBuilder();
    CASES.forEach(one -> all.append(one.source()));
    String file = Files.writeString(folder.resolve("steps.c"), all).toString();
    List<String> command =
        List.of(
            "gcc",
            "-std=c99",
            "-pedantic",
            "-Wall",
            "-Wextra",
            "-Werror",
            "-O0",
            "-shared",
            "-fPIC",
            "-o",
            library().toString(),
            file,
            "-lm");
    int status = exit(command.toArray(String[]::new));
    assertThat(status).as(() -> contents("output")).isZero();
  }

  private static Path library() {
    return folder.resolve("steps.so");
  }

  private static void modes() {
    add(euler(block(3, 1, 2, PERIODIC)), 1, 9);
    add(euler(block(3, 2, 1, both(REPLICATE), both(REPLICATE))), 2, 8, 7);
    add(new TimeStep(block(3, 2, 2, PERIODIC, PERIODIC), ButcherTableau.HEUN, DT), 2, 8, 7);
    add(euler(block(3, 1, 1, PERIODIC, PERIODIC, PERIODIC)), 1, 4, 5, 6);
    Layer open = block(3, 1, 2, ends(ZERO, REFLECT), PERIODIC);
    Layer forced = SumOfTerms.of(open, new Forcing(field(1, 8, 7)));
    add(euler(new Masked(forced, mask(8, 7))), 1, 8, 7);
    add(DType.F32, euler(block(5, 1, 2, ends(REFLECT, ZERO), PERIODIC)), 1, 8, 7);
  }

  private static void givenValuesAndSlopes() {
    EdgeCondition value = new Dirichlet(List.of(0.3, -0.2), EdgePosition.FACE);
    EdgeCondition slope = new Neumann(List.of(0.1, -0.3), EdgePosition.FACE);
    add(euler(block(5, 1, 2, both(EdgeCondition.value(0.4)))), 1, 9);
    add(euler(block(3, 2, 1, ends(slope, EdgeCondition.slope(0.2)))), 2, 9);
    Layer mixed = block(5, 2, 1, ends(EdgeCondition.value(0.7), slope), ends(REPLICATE, value));
    add(new TimeStep(mixed, ButcherTableau.MIDPOINT, DT), 2, 8, 7);
    Layer walls = block(3, 1, 1, both(EdgeCondition.value(0.2)), both(EdgeCondition.slope(0.5)));
    add(euler(new Masked(walls, mask(8, 7))), 1, 8, 7);
    add(
        euler(block(3, 2, 1, PERIODIC, ends(value, ZERO), ends(EdgeCondition.slope(0.1), value))),
        2,
        4,
        5,
        6);
  }

  private static void otherTerms() {
    ConstrainedStencils stencils = ConstrainedStencils.upTo(1, 3, 0.5, 0.5);
    add(euler(Sequential.of(stencils, SymbolicNetwork.of(2, 3))), 2, 8, 7);
    add(
        euler(
            Sequential.of(
                Conv.conv2d(3, 3).boundary(BoundaryMode.PERIODIC).activation(Activations.TANH),
                Conv.conv2d(2, 3).boundary(BoundaryMode.REPLICATE))),
        2,
        8,
        7);
    add(euler(new PiecewiseFunction(-2, 2, 4, 3)), 2, 8, 7);
    add(
        euler(
            Sequential.of(stencils, new VariableCoefficients(1, PolynomialMesh.periodic(2, 3, 3)))),
        1,
        8,
        7);
    ConstrainedStencils first =
        stencils.derivatives(MultiIndex.of(1, 0), MultiIndex.of(0, 1)).extents(5, 3);
    add(euler(new PseudoUpwind(first, Polynomial.of(1, 1))), 1, 8, 7);
    Layer driven =
        Sequential.of(stencils, (u, scope) -> u.slice(1, 0, 1).times(u.slice(1, 3, 4).sin()));
    add(euler(new Passive(driven, List.of(1.0))), 2, 8, 7);
  }

  private static void otherSchemes() {
    long[] space = {8, 7};
    StiffDiffusion diffusion = StiffDiffusion.periodic(new double[] {0.1}, space, 0.5, 0.75);
    Layer f = block(3, 1, 2, PERIODIC, both(EdgeCondition.slope(0)));
    for (StepScheme scheme :
        List.of(
            new ExponentialEuler(diffusion),
            AdamsBashforth.AB2,
            AdamsBashforth.AB3,
            new Leapfrog())) {
      add(new TimeStep(f, scheme, DT), 1, 8, 7);
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void compiledStepsAreTheSteps(Case one) throws Throwable {
    double rounding = one.state.dtype() == DType.F64 ? 1e-12 : 1e-5;
    try (Parameters parameters = one.parameters();
        Tensor u = RandomKey.of(4).uniform(one.state.dtype(), one.state.shape());
        Tensor expected = u.copy();
        Tensor actual = u.copy();
        Stepper stepper =
            Stepper.of(one.step, parameters, one.state, CpuDevice.common(), UnstableStep.ALLOW)) {
      stepper.step(expected, STEPS);
      step(one, actual);
      double[] numbers = expected.toDoubles();
      double size = Arrays.stream(numbers).map(Math::abs).max().orElseThrow();
      assertThat(size).isLessThan(1e3);
      assertThat(numbers).isNotEqualTo(u.toDoubles());
      assertThat(actual.toDoubles()).containsExactly(numbers, within(rounding * size));
    }
  }

  /** Overwrites a state with that of C some steps later. */
  private static void step(Case one, Tensor u) throws Throwable {
    List<MemoryLayout> arguments =
        new ArrayList<>(Collections.nCopies(one.carried() > 0 ? 4 : 3, ValueLayout.ADDRESS));
    try (Arena arena = Arena.ofConfined()) {
      List<Object> values =
          new ArrayList<>(List.of(u.segment(), arena.allocate(one.state.bytes(), 8)));
      if (one.carried() > 0) {
        arguments.add(3, ValueLayout.JAVA_LONG);
        values.add(arena.allocate(one.carried() * one.state.bytes(), 8));
        values.add(0L);
      }
      values.add(arena.allocate(8L * work(one), 8));
      MethodHandle function =
          Linker.nativeLinker()
              .downcallHandle(
                  SymbolLookup.libraryLookup(library(), arena).find(one.name).orElseThrow(),
                  FunctionDescriptor.ofVoid(arguments.toArray(MemoryLayout[]::new)));
      for (long taken = 0; taken < STEPS; taken++) {
        if (one.carried() > 0) {
          values.set(3, taken);
        }
        function.invokeWithArguments(values);
        MemorySegment.copy((MemorySegment) values.get(1), 0, u.segment(), 0, one.state.bytes());
      }
    }
  }

  private static int work(Case one) {
    Matcher matcher =
        Pattern.compile(one.name.toUpperCase(Locale.ROOT) + "_WORK (\\d+)L")
            .matcher(contents("steps.c"));
    assertThat(matcher.find()).isTrue();
    return Integer.parseInt(matcher.group(1));
  }

  private static String contents(String file) {
    try {
      return Files.readString(folder.resolve(file));
    } catch (IOException missing) {
      return "no " + file;
    }
  }

  private static int exit(String... command) throws InterruptedException {
    try {
      return new ProcessBuilder(List.of(command))
          .redirectErrorStream(true)
          .redirectOutput(folder.resolve("output").toFile())
          .start()
          .waitFor();
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
    Layer pooled =
        Sequential.of(
            Conv.conv2d(1, 3).boundary(BoundaryMode.PERIODIC),
            MaxPooling.maxPool2d(2),
            upsampled());
    TensorType state = new TensorType(DType.F64, 1, 8, 8);
    try (Parameters parameters = Model.of(pooled, DType.F64, 1, 8, 8).initialize(RandomKey.of(1))) {
      assertThatThrownBy(() -> StepSource.c(pooled, parameters, state, "pooled"))
          .hasMessageContaining("max_pool f64[1, 1, 4, 4] in the layer 'max_pooling2d'")
          .hasMessageContaining("call the Stepper instead")
          .hasMessageNotContaining("\n");
      assertThatThrownBy(() -> StepSource.c(pooled, parameters, state, "2d"))
          .hasMessageContaining("C identifier");
    }
  }

  private static Layer upsampled() {
    return (u, scope) -> Value.concat(3, Value.concat(2, u, u), Value.concat(2, u, u));
  }
}
