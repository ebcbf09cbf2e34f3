package org.sciml4j.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sciml4j.core.tensor.Tensor;
import org.sciml4j.io.Npy;
import org.sciml4j.io.Npz;

/** {@code sciml sindy ode} from files to equations. */
class SindyOdeCommandTest {
  private static final Path LORENZ = Path.of("../examples/data/lorenz.csv");

  @TempDir Path folder;

  private static CommandRun lorenz(Object... more) {
    Object[] arguments = new Object[5 + more.length];
    System.arraycopy(
        new Object[] {"sindy", "ode", LORENZ, "--variables", "x,y,z"}, 0, arguments, 0, 5);
    System.arraycopy(more, 0, arguments, 5, more.length);
    return CommandRun.of(arguments);
  }

  @Test
  void findsTheLorenzEquations() {
    CommandRun run = lorenz();
    assertThat(run.err()).isEmpty();
    assertThat(run.exitCode()).isZero();
    assertThat(run.out())
        .startsWith(
            """
            x' = -9.999 x + 9.999 y
            y' = 27.992 x - 0.999 y - 1.000 x z
            z' = -2.666 z + 1.000 x y
            """);
  }

  @ParameterizedTest
  @ValueSource(strings = {"fd:4", "savgol:7:4", "spline", "weak:100"})
  void findsTheSameTermsByOtherDerivatives(String method) {
    assertThat(lorenz("--differentiate", method).out())
        .containsPattern("x' = -\\S+ x \\+ \\S+ y\n")
        .containsPattern("y' = \\S+ x - \\S+ y - \\S+ x z\n")
        .containsPattern("z' = -\\S+ z \\+ \\S+ x y\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"stlsq:0", "sr3", "mstls", "ssr", "frols", "subset:3"})
  void findsTheFirstEquationByOtherRegressions(String method) {
    assertThat(lorenz("--optimizer", method, "--differentiate", "weak:200").out())
        .containsPattern("x' = (\\S+ )?-?10\\.0\\d* x \\+ 10\\.0\\d* y");
  }

  @Test
  void writesJsonAndAPicture() throws IOException {
    Path json = folder.resolve("lorenz.json");
    Path out = folder.resolve("out");
    assertThat(lorenz("--json", json, "--out", out).exitCode()).isZero();
    JsonNode root = new ObjectMapper().readTree(json.toFile());
    assertThat(root.at("/equations/1/variable").asText()).isEqualTo("y");
    assertThat(root.at("/equations/1/terms/2/term").asText()).isEqualTo("x z");
    assertThat(root.at("/equations/1/terms/2/coefficient").asDouble()).isCloseTo(-1, within(1e-3));
    assertThat(root.get("score").asDouble()).isCloseTo(1, within(1e-5));
    assertThat(out.resolve("model.json")).isNotEmptyFile();
    assertThat(out.resolve("simulation.png")).isNotEmptyFile();
    assertThat(out.resolve("thresholds.svg")).isNotEmptyFile();
    assertThat(lorenz("--out", out).exitCode()).isEqualTo(2);
  }

  @Test
  void tellsHowOftenATermStaysInAnEnsemble() {
    CommandRun run = lorenz("--ensemble", "8", "--seed", "3");
    assertThat(run.out())
        .contains("x kept in the ensemble: x 100 %, y 100 %")
        .isEqualTo(lorenz("--ensemble", "8", "--seed", "3").out());
  }

  @Test
  void readsNpyAndNpz() {
    int n = 400;
    double[] table = new double[2 * n];
    double[] x = new double[n];
    double[] t = new double[n];
    for (int i = 0; i < n; i++) {
      t[i] = i * 0.01;
      x[i] = Math.exp(-0.5 * t[i]);
      table[2 * i] = x[i];
      table[2 * i + 1] = t[i];
    }
    Path npy = folder.resolve("decay.NPY");
    Path npz = folder.resolve("decay.npz");
    try (Tensor values = Tensor.of(table, n, 2);
        Tensor states = Tensor.of(x, n);
        Tensor times = Tensor.of(t, n)) {
      Npy.write(npy, values);
      Npz.write(npz, Map.of("x", states, "t", times));
    }
    for (Path file : new Path[] {npy, npz}) {
      CommandRun run =
          CommandRun.of(
              "sindy", "ode", file, "--variables", "x", "--time", "t", "--library", "poly:3");
      assertThat(run.out()).as(run.err()).startsWith("x' = -0.500 x\n");
    }
  }

  @Test
  void readsTabsWhateverTheCaseOfTheEnding() throws IOException {
    Path file = folder.resolve("LORENZ.TSV");
    Files.writeString(file, Files.readString(LORENZ).replace(',', '\t'));
    assertThat(CommandRun.of("sindy", "ode", file, "--variables", "x,y,z").out())
        .isEqualTo(lorenz().out());
  }

  @Test
  void wantsANameForEachColumnOfAnNpyFile() {
    Path file = folder.resolve("three.npy");
    try (Tensor values = Tensor.of(new double[30], 10, 3)) {
      Npy.write(file, values);
    }
    CommandRun run = CommandRun.of("sindy", "ode", file, "--variables", "x,y", "--dt", "0.1");
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains("2 names").contains("each of the 3 columns");
  }

  @Test
  void takesFormulasAsTerms() {
    CommandRun run = lorenz("--library", "x,y, z,x z,x*y,sin(x),pow(x^2 + 1, 0.5)", "--json", "-");
    assertThat(run.err()).isEmpty();
    assertThat(run.out())
        .contains("\"term\" : \"x z\"")
        .contains("x*y")
        .doesNotContain("Lambda")
        .doesNotContain("sin(x)\",");
    assertThat(lorenz("--library", "poly:2,x y").out()).isEqualTo(lorenz().out());
  }

  @Test
  void findsAMap() throws IOException {
    StringBuilder table = new StringBuilder("x\n");
    double x = 0.3;
    for (int i = 0; i < 200; i++) {
      table.append(String.format(Locale.ROOT, "%.17g%n", x));
      x = 3.7 * x * (1 - x);
    }
    Path file = folder.resolve("logistic.csv");
    Files.writeString(file, table);
    assertThat(CommandRun.of("sindy", "ode", file, "--variables", "x", "--discrete").out())
        .contains("= 3.700 x - 3.700 x^2");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--variables=x,q | --variables is 'q'",
        "--variables=x --library=poly:two | --library is 'poly:two'",
        "--variables=x --library=splines | --library is 'splines'",
        "--variables=x --library=poly:2,sin(w) | --library is 'sin(w)'",
        "--variables=x --library=poly:2,sin(x | --library is 'sin(x'",
        "--variables=x --library=spline:3 | --library is 'spline:3'",
        "--variables=x --library=x,x' | x'",
        "--variables=x --optimizer=magic | --optimizer is 'magic'",
        "--variables=x --differentiate=fd:2:3 | --differentiate is 'fd:2:3'",
        "--variables=x,y,z --threshold=50 | largest coefficient",
        "--variables=x --time=clock | --time is 'clock'",
        "--variables=x --discrete --second-order | --second-order",
        "--variables=x --dt=-1 | --dt is -1.0",
      })
  void refusesBadOptions(String options, String message) {
    Object[] given = options.split(" ");
    Object[] arguments = new Object[3 + given.length];
    System.arraycopy(new Object[] {"sindy", "ode", LORENZ}, 0, arguments, 0, 3);
    System.arraycopy(given, 0, arguments, 3, given.length);
    CommandRun run = CommandRun.of(arguments);
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains(message).doesNotContain("Exception");
    assertThat(run.err().lines()).hasSize(1);
  }
}
