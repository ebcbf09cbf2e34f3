package org.sciml4j.sindy.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sciml4j.core.InvalidInputException;
import org.sciml4j.sindy.expression.Call;
import org.sciml4j.sindy.expression.Constant;
import org.sciml4j.sindy.expression.CustomFunction;
import org.sciml4j.sindy.expression.Evaluator;
import org.sciml4j.sindy.expression.Expression;
import org.sciml4j.sindy.expression.ExpressionParser;
import org.sciml4j.sindy.expression.Function;
import org.sciml4j.sindy.expression.Variable;

/** Compiles and runs exported right-hand sides and compares them with the evaluator. */
class EquationSourceTest {
  private static final List<Variable> STATES = variables("x", "X", "wind speed", "class", "x'");
  private static final List<Variable> INPUTS = variables("μ", "2k", "state");
  private static final RightHandSide EVERYTHING =
      new RightHandSide(
          STATES,
          INPUTS,
          Stream.of(
                  "-9.999 x + 1e-5 X - 3 - x' `wind speed`/(1 + x^2)^3 + class^7",
                  "sin(2 x) + cos(X) tan(x) - asin(x) acos(x) atan(X) + x/(class X^2) - 1/X"
                      + " + (x - X)^2 (X - 2 class)",
                  "sinh(x) + cosh(x) - tanh(X) + exp(-x) - log(X) sqrt(class) + abs(x - 2)",
                  "sign(x - 0.3) + sign(x - 0.1) x^2.5 - pow(X, class - 1)^2",
                  "-x' + μ `2k` - `2k`^3 x + x^2 μ^2 class + `state`")
              .map(
                  new ExpressionParser(Stream.concat(STATES.stream(), INPUTS.stream()).toList())
                      ::parse)
              .toList());
  private static final RightHandSide LORENZ =
      new RightHandSide(
          variables("x", "y", "z"),
          Stream.of("10 y - 10 x", "28 x - y - x z", "x y - 2.6666666666666665 z")
              .map(new ExpressionParser(variables("x", "y", "z"))::parse)
              .toList());
  private static final double[] INPUT = {1.5, -0.25, 3};
  private static final double[][] POINTS = {
    {0.3, 0.7, 2, 0.5, -1}, {0.1, 0.2, -3, 1.5, 0.25}, {0.9, 1.7, 1, 0.125, 4}
  };

  @TempDir Path folder;

  private static List<Variable> variables(String... names) {
    return Stream.of(names).map(Variable::new).toList();
  }

  private static double[] expected(RightHandSide equations, double[] state) {
    List<Variable> all = new ArrayList<>(equations.states());
    all.addAll(equations.inputs());
    double[] in = Arrays.copyOf(state, all.size());
    System.arraycopy(INPUT, 0, in, equations.states().size(), equations.inputs().size());
    return Evaluator.of(all, equations.rates()).evaluate(in);
  }

  private static void check(RightHandSide equations, double[] state, double[] actual) {
    double[] expected = expected(equations, state);
    assertThat(actual).hasSameSizeAs(expected);
    for (int k = 0; k < expected.length; k++) {
      assertThat(actual[k]).isCloseTo(expected[k], within(1e-14 * (10 + Math.abs(expected[k]))));
    }
  }

  private Path write(Language language, RightHandSide equations, String name) throws IOException {
    return Files.writeString(
        folder.resolve(language.fileName(name)), EquationSource.in(language).of(equations, name));
  }

  @Test
  void javaComputesTheRates() throws Exception {
    int status =
        ToolProvider.getSystemJavaCompiler()
            .run(
                null,
                System.out,
                System.out,
                "-d",
                folder.toString(),
                "-cp",
                folder.toString(),
                "-Xlint:all,-options",
                "-Werror",
                "--release",
                "8",
                write(Language.JAVA, EVERYTHING, "everything").toString(),
                write(Language.JAVA, LORENZ, "lorenz").toString());
    assertThat(status).isZero();
    try (URLClassLoader loader = new URLClassLoader(new URL[] {folder.toUri().toURL()})) {
      Class<?> everything = loader.loadClass("Everything");
      Class<?> lorenz = loader.loadClass("Lorenz");
      for (double[] point : POINTS) {
        double[] rate = point.clone();
        everything
            .getMethod("rate", double[].class, double[].class, double[].class)
            .invoke(null, rate, INPUT, rate);
        check(EVERYTHING, point, rate);
        double[] three = Arrays.copyOf(point, 3);
        double[] out = new double[3];
        lorenz.getMethod("rate", double[].class, double[].class).invoke(null, three, out);
        check(LORENZ, three, out);
      }
    }
  }

  @Test
  void cComputesTheRates() throws Throwable {
    write(Language.C, EVERYTHING, "everything");
    write(Language.C, LORENZ, "lorenz");
    run(
        "gcc",
        "-std=c99",
        "-O1",
        "-Wall",
        "-Wextra",
        "-Werror",
        "-pedantic",
        "-ffp-contract=off",
        "-shared",
        "-fPIC",
        "-o",
        "all.so",
        "everything.c",
        "lorenz.c",
        "-lm");
    callNative("everything", "lorenz");
  }

  @Test
  void fortranComputesTheRates() throws Throwable {
    write(Language.FORTRAN, EVERYTHING, "everything");
    write(Language.FORTRAN, LORENZ, "lorenz");
    run(
        "gfortran",
        "-std=f2008",
        "-O1",
        "-Wall",
        "-Werror",
        "-ffp-contract=off",
        "-shared",
        "-fPIC",
        "-o",
        "all.so",
        "everything.f90",
        "lorenz.f90");
    callNative("__everything_equations_MOD_everything", "__lorenz_equations_MOD_lorenz");
  }

  @Test
  void pythonComputesTheRatesOfOneStateAndOfMany() throws Exception {
    write(Language.PYTHON, EVERYTHING, "everything");
    write(Language.PYTHON, LORENZ, "lorenz");
    Files.writeString(
        folder.resolve("driver.py"),
        """
        import numpy as np
        from everything import everything
        from lorenz import lorenz
        points = np.array(POINTS)
        inputs = np.array(INPUT)
        many = everything(points.T, inputs).T
        for point, rates in zip(points, many):
            assert np.allclose(everything(point, inputs), rates, rtol=1e-15, atol=1e-15)
            print(*map(repr, map(float, rates)))
            print(*map(repr, map(float, lorenz(point[:3]))))
        """
            .replace("POINTS", Arrays.deepToString(POINTS))
            .replace("INPUT", Arrays.toString(INPUT)));
    assumeTrue(status("python3", "-c", "import numpy") == 0, "NumPy is not here");
    assertThat(status("python3", "-W", "error", "driver.py")).as(output()).isZero();
    List<double[]> lines =
        output()
            .lines()
            .map(line -> Stream.of(line.split(" ")).mapToDouble(Double::parseDouble).toArray())
            .toList();
    for (int i = 0; i < POINTS.length; i++) {
      check(EVERYTHING, POINTS[i], lines.get(2 * i));
      check(LORENZ, Arrays.copyOf(POINTS[i], 3), lines.get(2 * i + 1));
    }
  }

  @Test
  void latexIsAnAlignEnvironment() {
    assertThat(EquationSource.in(Language.LATEX).of(LORENZ, "lorenz"))
        .isEqualTo(
            """
            \\begin{align}
              \\dot{x} &= -10 \\, x + 10 \\, y \\\\
              \\dot{y} &= 28 \\, x - y - x \\, z \\\\
              \\dot{z} &= -2.6666666666666665 \\, z + x \\, y
            \\end{align}
            """);
    Variable u = new Variable("u");
    Expression kdv = new ExpressionParser(List.of(u)).parse("-6 u u_x - u_xxx");
    assertThat(
            EquationSource.in(Language.LATEX)
                .of(new RightHandSide(List.of(u), List.of(kdv)), "kdv"))
        .contains("\\partial_{t} u &= -{u}_{xxx} - 6 \\, u \\, {u}_{x}");
  }

  @Test
  void namesAreMangledPredictably() {
    assertThat(Names.of(EVERYTHING, "everything").variables().values())
        .containsExactly("x", "X_2", "wind_speed", "class_", "x_dot", "mu", "v2k", "state_");
  }

  @Test
  void whatCannotBeWrittenIsRefused() {
    Variable u = new Variable("u");
    RightHandSide field =
        new RightHandSide(List.of(u), List.of(new ExpressionParser(List.of(u)).parse("u u_x")));
    Function f = CustomFunction.of("f", (double x) -> x);
    RightHandSide custom = new RightHandSide(List.of(u), List.of(Call.of(f, u)));
    for (Language language :
        List.of(Language.C, Language.FORTRAN, Language.JAVA, Language.PYTHON)) {
      EquationSource source = EquationSource.in(language);
      assertThatThrownBy(() -> source.of(field, "burgers"))
          .isInstanceOf(InvalidInputException.class)
          .hasMessageContaining("u_x");
      assertThatThrownBy(() -> source.of(custom, "burgers")).hasMessageContaining("function is f");
      assertThatThrownBy(() -> source.of(LORENZ, "while")).hasMessageContaining("'while'");
    }
    assertThatThrownBy(() -> new RightHandSide(List.of(u), List.of()))
        .hasMessageContaining("number of rates");
    assertThatThrownBy(() -> new RightHandSide(List.of(u), List.of(u), List.of(new Constant(1))))
        .hasMessageContaining("each once");
    assertThatThrownBy(() -> new RightHandSide(List.of(u), List.of(new Variable("w").times(u))))
        .hasMessageContaining("variable of u w is w");
    assertThatThrownBy(() -> Language.named("cobol")).hasMessageContaining("'cobol'");
    assertThat(Language.named("c").name().toLowerCase(Locale.ROOT)).isEqualTo("c");
  }

  private void callNative(String everything, String lorenz) throws Throwable {
    try (Arena arena = Arena.ofConfined()) {
      SymbolLookup library = SymbolLookup.libraryLookup(folder.resolve("all.so"), arena);
      MethodHandle three =
          Linker.nativeLinker()
              .downcallHandle(
                  library.findOrThrow(everything),
                  FunctionDescriptor.ofVoid(
                      ValueLayout.ADDRESS, ValueLayout.ADDRESS, ValueLayout.ADDRESS));
      MethodHandle two =
          Linker.nativeLinker()
              .downcallHandle(
                  library.findOrThrow(lorenz),
                  FunctionDescriptor.ofVoid(ValueLayout.ADDRESS, ValueLayout.ADDRESS));
      MemorySegment input = arena.allocateFrom(ValueLayout.JAVA_DOUBLE, INPUT);
      for (double[] point : POINTS) {
        MemorySegment state = arena.allocateFrom(ValueLayout.JAVA_DOUBLE, point);
        MemorySegment rate = arena.allocate(ValueLayout.JAVA_DOUBLE, point.length);
        three.invokeExact(state, input, rate);
        check(EVERYTHING, point, rate.toArray(ValueLayout.JAVA_DOUBLE));
        MemorySegment out = arena.allocate(ValueLayout.JAVA_DOUBLE, 3);
        two.invokeExact(state, out);
        check(LORENZ, Arrays.copyOf(point, 3), out.toArray(ValueLayout.JAVA_DOUBLE));
      }
    }
  }

  /**
   * Runs a compiler, which must succeed and print nothing, or skips the test where it is absent.
   */
  private void run(String... command) throws IOException, InterruptedException {
    assumeTrue(status(command[0], "--version") == 0, command[0] + " is not here");
    assertThat(status(command)).as(output()).isZero();
    assertThat(output()).isEmpty();
  }

  private int status(String... command) throws IOException, InterruptedException {
    try {
      return new ProcessBuilder(command)
          .directory(folder.toFile())
          .redirectErrorStream(true)
          .redirectOutput(folder.resolve("output.txt").toFile())
          .start()
          .waitFor();
    } catch (IOException _) {
      return -1;
    }
  }

  private String output() throws IOException {
    return Files.readString(folder.resolve("output.txt"));
  }
}
