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
import org.sciml4j.core.field.Axis;
import org.sciml4j.core.field.AxisKind;
import org.sciml4j.core.tensor.DType;
import org.sciml4j.core.tensor.Tensor;
import org.sciml4j.io.FieldOutput;
import org.sciml4j.io.FieldWriter;
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

  /**
   * NetCDF with u = cos t f(x) + sin t g(x) / 2, f and g orthogonal, and series x, y at a station.
   */
  private Path waves(String name, double hole) {
    int frames = 200;
    int points = 40;
    double step = 2 * Math.PI / 100;
    double[] u = new double[frames * points];
    double[] x = new double[frames];
    double[] y = new double[frames];
    for (int i = 0; i < frames; i++) {
      double t = i * step;
      x[i] = Math.cos(t);
      y[i] = Math.sin(t) / 2;
      for (int j = 0; j < points; j++) {
        double place = 2 * Math.PI * j / points;
        u[i * points + j] = x[i] * Math.sin(place) + y[i] * Math.sin(2 * place);
      }
    }
    u[10 * points] += hole;
    Path file = folder.resolve(name);
    try (FieldOutput out =
        FieldWriter.netcdf(file)
            .axis(Axis.uniform("ocean_time", AxisKind.TIME, "s", frames, 0, step))
            .axis(Axis.uniform("x_rho", AxisKind.X, "m", points, 0, 1))
            .axis(Axis.uniform("station", AxisKind.OTHER, "", 1, 0, 1))
            .variable("u", "", DType.F64, "ocean_time", "x_rho")
            .variable("a", "", DType.F64, "ocean_time", "station")
            .variable("b", "", DType.F64, "ocean_time")
            .open()) {
      out.write("u", Tensor.of(u, frames, points));
      out.write("a", Tensor.of(x, frames, 1));
      out.write("b", Tensor.of(y, frames));
      out.commit();
    }
    return file;
  }

  @Test
  void readsSeriesOfNetcdfAlongTheirTime() {
    CommandRun run =
        CommandRun.of(
            "sindy",
            "ode",
            waves("waves.nc", 0),
            "--variables=a,b",
            "--differentiate=fd:6",
            "--library=poly:1");
    assertThat(run.out()).as(run.err()).startsWith("a' = -2.000 b\nb' = 0.500 a\n");
  }

  @Test
  void reducesFieldsToAmplitudesOfModes() {
    Path out = folder.resolve("out");
    CommandRun run =
        CommandRun.of(
            "sindy",
            "ode",
            waves("waves.nc", 0),
            "--variables=u",
            "--pod=2",
            "--library=poly:1",
            "--differentiate=fd:6",
            "--out",
            out);
    assertThat(run.out())
        .as(run.err())
        .containsPattern("a1' = -?2\\.000 a2\na2' = -?0\\.500 a1\n")
        .contains("modes  keep 100.00 % of the variance: a1 80.00 %, a2 20.00 %");
    try (Tensor modes = Npz.read(out.resolve("modes.npz"), "modes")) {
      assertThat(modes.shape()).containsExactly(2, 40);
      assertThat(Math.abs(modes.get(0, 10))).isCloseTo(Math.sqrt(2.0 / 40), within(1e-12));
    }
  }

  @Test
  void refusesFieldsThatCannotBeReduced() {
    Path file = waves("waves.nc", 0);
    Path gap = waves("gap.nc", Double.NaN);
    for (String[] given :
        new String[][] {
          {file.toString(), "--variables=u", "over 2 axes"},
          {file.toString(), "--variables=u --pod=0", "--pod is 0"},
          {file.toString(), "--variables=u --pod=7", "modes"},
          {file.toString(), "--variables=w --pod=2", "variable 'w' is not in"},
          {gap.toString(), "--variables=u --pod=2", "NaN in frame 10"},
          {LORENZ.toString(), "--variables=x --pod=2", "text"},
        }) {
      String[] options = given[1].split(" ");
      Object[] arguments = new Object[3 + options.length];
      System.arraycopy(new Object[] {"sindy", "ode", given[0]}, 0, arguments, 0, 3);
      System.arraycopy(options, 0, arguments, 3, options.length);
      CommandRun run = CommandRun.of(arguments);
      assertThat(run.exitCode()).as(run.err()).isEqualTo(2);
      assertThat(run.err()).contains(given[2]).doesNotContain("Exception");
      assertThat(run.err().lines()).hasSize(1);
    }
  }

  @Test
  void exportsTheEquations() throws IOException {
    Path c = folder.resolve("lorenz.c");
    Path java = folder.resolve("Lorenz.java");
    assertThat(lorenz("--export", "c", c, "--export", "java", java).err()).isEmpty();
    assertThat(Files.readString(c)).contains("lorenz(").contains("-9.99");
    assertThat(Files.readString(java)).contains("public final class Lorenz");
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
        "--variables=x --optimizer=ssr --threshold=1 | --threshold is given for ssr",
        "--variables=x --export pascal x.pas | language is 'pascal'",
        "--variables=x --export java x.java | its class, X.java",
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
