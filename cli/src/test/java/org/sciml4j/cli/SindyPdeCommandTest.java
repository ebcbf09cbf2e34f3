package org.sciml4j.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sciml4j.core.field.Axis;
import org.sciml4j.core.field.AxisKind;
import org.sciml4j.core.tensor.DType;
import org.sciml4j.core.tensor.Tensor;
import org.sciml4j.io.FieldFile;
import org.sciml4j.io.FieldOutput;
import org.sciml4j.io.FieldWriter;
import org.sciml4j.io.Npy;
import org.sciml4j.io.Npz;
import org.sciml4j.sindy.expression.Expression;
import org.sciml4j.sindy.expression.ExpressionParser;
import org.sciml4j.sindy.expression.Variable;
import org.sciml4j.sindy.field.EvolutionEquation;
import org.sciml4j.sindy.field.FieldAxis;
import org.sciml4j.sindy.field.FieldSeries;
import org.sciml4j.sindy.field.SpaceGrid;
import org.sciml4j.sindy.field.WeightedTerm;
import org.sciml4j.sindy.simulation.pde.PdeSimulation;
import org.sciml4j.sindy.simulation.pde.TimeScheme;

/** {@code sciml sindy pde} from files to equations. */
class SindyPdeCommandTest {
  private static final Path BURGERS = Path.of("../examples/data/burgers-1d.nc");
  private static final String FOUND = "u_t = -0.50000 d_x(u^2) + 0.10000 u_xx\n";
  private static final int POINTS = 128;
  private static final int FRAMES = 101;

  @TempDir Path folder;

  private static CommandRun pde(Path file, String options) {
    List<Object> arguments = new ArrayList<>(List.of("sindy", "pde", file));
    arguments.addAll(
        List.of(options.strip().split(" (?=--)")).stream().flatMap(o -> words(o)).toList());
    return CommandRun.of(arguments.toArray());
  }

  /** An option and its value, which may hold blanks; {@code --export} takes two. */
  private static Stream<String> words(String option) {
    return Arrays.stream(option.split(" ", option.startsWith("--export") ? 3 : 2));
  }

  private static CommandRun burgers(String options) {
    return pde(BURGERS, "--variables u " + options);
  }

  /** The field of the sample, time after time. */
  private static double[] field() {
    try (FieldFile file = FieldFile.open(BURGERS);
        Tensor values = file.field("u").read()) {
      return values.toDoubles();
    }
  }

  @Test
  void findsBurgersEquationInTheWeakForm() {
    CommandRun run = burgers("--periodic x --weak");
    assertThat(run.err()).isEmpty();
    assertThat(run.exitCode()).isZero();
    assertThat(run.out())
        .startsWith(FOUND)
        .contains("R²     1.000000\n")
        .contains("x 128 points, spacing 0.125 m, periodic")
        .contains("t (time) 101 points, spacing 0.1 seconds");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--periodic x | u_t = 0\\.10\\d+ u_xx - 1\\.0\\d+ u u_x",
        "--differentiate savgol:9:5,savgol:7:4 | u_t = 0\\.10\\d+ u_xx - 0\\.99\\d+ u u_x",
        "--threshold 0.05 --library poly:3,derivatives:3 | u_t = 0\\.10\\d+ u_xx - 1\\.0\\d+ u u_x",
        "--optimizer frols:2 --sample 0.3 | u_t = 0\\.10\\d+ u_xx - 1\\.0\\d+ u u_x",
        "--library 'u u_x,u_xx,u_x^2,sin(u)' | u_t = -1\\.0\\d+ u u_x \\+ 0\\.10\\d+ u_xx",
        "--weak --library 'd_x(u^2),u_xx,sin(u),u' | u_t = -0\\.50000 d_x\\(u\\^2\\) \\+ 0\\.10000 u_xx",
        "--weak --half-width x=25,t=20 --subdomains x=40,t=30 | u_t = -0\\.50000 d_x\\(u\\^2\\) \\+ 0\\.10000 u_xx",
      })
  void findsTheSameTermsByOtherWays(String options, String equation) {
    CommandRun run = burgers(options.replace("'", ""));
    assertThat(run.out()).as(run.err()).containsPattern(equation + "\n");
  }

  @Test
  void tellsTheTestFunctionsItWasGiven() {
    assertThat(burgers("--weak --half-width x=25,t=20 --subdomains x=26").out())
        .contains("along x: half-width 25 points, degree 10, every 3 points")
        .contains("along t: half-width 20 points, degree 10, every");
  }

  @Test
  void writesJsonSourceAndPictures() throws IOException {
    Path json = folder.resolve("u.json");
    Path tex = folder.resolve("u.tex");
    Path out = folder.resolve("out");
    CommandRun run =
        burgers("--periodic x --weak --json " + json + " --export latex " + tex + " --out " + out);
    assertThat(run.err()).isEmpty();
    JsonNode root = new ObjectMapper().readTree(json.toFile());
    assertThat(root.at("/equations/0/variable").asText()).isEqualTo("u");
    assertThat(root.at("/equations/0/terms/0/term").asText()).isEqualTo("d_x(u^2)");
    assertThat(root.at("/equations/0/terms/0/coefficient").asDouble())
        .isCloseTo(-0.5, within(1e-7));
    assertThat(root.get("score").asDouble()).isCloseTo(1, within(1e-9));
    assertThat(root.get("settings").asText()).contains("WeakForm").doesNotContain("@");
    assertThat(tex).content().contains("\\partial_{t} u").contains("{u}_{xx}");
    assertThat(out.resolve("equations.json")).hasSameTextualContentAs(json);
    assertThat(ImageIO.read(out.resolve("simulation.png").toFile())).isNotNull();
    assertThat(out.resolve("thresholds.svg")).isNotEmptyFile();
    assertThat(burgers("--weak --out " + out).exitCode()).isEqualTo(2);
  }

  @Test
  void tellsStandardErrorsOfReweightedCoefficients() {
    CommandRun run =
        burgers("--weak --library poly:2,derivatives:2 --subdomains x=12,t=12 --reweight --json -");
    assertThat(run.err()).isEmpty();
    assertThat(run.out()).contains("\"standard_error\" : ").contains("reweighted");
    assertThat(
            burgers("--weak --library poly:2,derivatives:2 --subdomains x=12,t=12 --reweight")
                .out())
        .contains("u_t standard errors: ");
  }

  @Test
  void saysWhyThereIsNoSimulation() {
    CommandRun run = burgers("--weak --out " + folder.resolve("out"));
    assertThat(run.out())
        .contains("no simulation: axis x has two ends; give --periodic x if")
        .contains("equations.json  thresholds.png  thresholds.svg");
  }

  @Test
  void drawsUntilASimulationExplodes() {
    CommandRun run =
        burgers(
            "--periodic x --library u^2,u^3,u --optimizer ssr:3 --out " + folder.resolve("out"));
    assertThat(run.err()).isEmpty();
    assertThat(folder.resolve("out")).isDirectory();
  }

  @Test
  void tellsHowOftenATermStaysInAnEnsemble() {
    assertThat(burgers("--weak --periodic x --ensemble 20 --seed 3").out())
        .startsWith(FOUND)
        .contains("u_t kept in the ensemble: d_x(u^2) 100 %, u_xx 100 %");
  }

  @Test
  void readsArraysWithTheirAxesInAnyOrder() {
    double[] u = field();
    double[] turned = new double[u.length];
    for (int t = 0; t < FRAMES; t++) {
      for (int x = 0; x < POINTS; x++) {
        turned[x * FRAMES + t] = u[t * POINTS + x];
      }
    }
    double[] times = IntStream.range(0, FRAMES).mapToDouble(i -> 0.1 * i).toArray();
    double[] points = IntStream.range(0, POINTS).mapToDouble(i -> 0.125 * i).toArray();
    Path npy = folder.resolve("u.NPY");
    Path npz = folder.resolve("u.npz");
    try (Tensor values = Tensor.of(u, FRAMES, POINTS);
        Tensor other = Tensor.of(turned, POINTS, FRAMES);
        Tensor t = Tensor.of(times, FRAMES);
        Tensor x = Tensor.of(points, POINTS)) {
      Npy.write(npy, values);
      Npz.write(npz, Map.of("u", other, "t", t, "x", x));
    }
    String weak = "--variables u --periodic x --weak ";
    assertThat(pde(npy, weak + "--dt 0.1 --spacing x=0.125").out()).startsWith(FOUND);
    assertThat(pde(npz, weak + "--axes x,t").out()).startsWith(FOUND);
    assertThat(pde(npy, weak + "--dt 0.1").err()).contains("--spacing is missing for axis x");
    assertThat(pde(npy, weak + "--spacing x=0.125").err()).contains("--dt is missing for axis t");
    assertThat(pde(npz, weak).err()).contains("array t is 101 numbers").contains("--axes");
    assertThat(pde(npz, "--variables v").err()).contains("an array of").contains("t, u, x");
  }

  /** A file of fields over time and x, with a change made to each part. */
  private Path written(String name, double[] times, double[] x, double[] u) {
    Path file = folder.resolve(name);
    try (FieldOutput out =
        FieldWriter.netcdf(file)
            .axis(new Axis("time", AxisKind.TIME, "s", times))
            .axis(new Axis("x", AxisKind.X, "m", x))
            .variable("u", "", DType.F64, "time", "x")
            .open()) {
      out.write("u", Tensor.of(u, times.length, x.length));
      out.commit();
    }
    return file;
  }

  private static double[] steps(int count, double step) {
    return IntStream.range(0, count).mapToDouble(i -> step * i).toArray();
  }

  @Test
  void readsAxesThatCountDownwards() {
    double[] u = field();
    double[] mirrored = new double[u.length];
    for (int t = 0; t < FRAMES; t++) {
      for (int x = 0; x < POINTS; x++) {
        mirrored[(FRAMES - 1 - t) * POINTS + POINTS - 1 - x] = u[t * POINTS + x];
      }
    }
    Path file =
        written(
            "down.nc",
            steps(FRAMES, -0.1),
            Arrays.stream(steps(POINTS, -0.125)).map(x -> x + 8).toArray(),
            mirrored);
    assertThat(pde(file, "--variables u --periodic x --weak").out()).startsWith(FOUND);
    String given = " --dt 0.1 --spacing x=0.125";
    assertThat(pde(file, "--variables u --periodic x --weak" + given).out()).startsWith(FOUND);
  }

  @Test
  void refusesGapsAndUnevenSteps() {
    double[] u = field();
    double[] times = steps(FRAMES, 0.1);
    double[] x = steps(POINTS, 0.125);
    double[] hole = u.clone();
    hole[40 * POINTS + 16] = Double.NaN;
    Path gap = written("gap.nc", times, x, hole);
    assertRefused(pde(gap, "--variables u --weak"), "field u is NaN at t = 4, x = 2,");
    assertThat(pde(gap, "--variables u --library poly:2,derivatives:2 --periodic x").out())
        .startsWith("u_t = ")
        .contains("rows   12,923");
    assertThat(pde(gap, "--variables u --weak --periodic x --slice time=:40").out())
        .containsPattern("u_t = -0\\.5000\\d+ d_x\\(u\\^2\\) \\+ 0\\.1000\\d+ u_xx\n");
    double[] late = times.clone();
    late[FRAMES - 1] += 0.05;
    assertRefused(
        pde(written("late.nc", late, x, u), "--variables u"),
        "the step from point 99 to 100 is 0.15",
        "--slice time=A:B");
    double[] wide = x.clone();
    wide[POINTS - 1] += 0.05;
    assertRefused(
        pde(written("wide.nc", times, wide, u), "--variables u"), "axis 'x' is not uniform");
  }

  @Test
  void refusesTermsThatTheDataCannotTellApart() {
    double[] x = steps(64, 2 * Math.PI / 64);
    double[] times = steps(50, 0.05);
    double[] wave = new double[x.length * times.length];
    Arrays.setAll(wave, i -> Math.sin(x[i % x.length] - times[i / x.length]));
    Path file = written("wave.nc", times, x, wave);
    assertRefused(
        pde(file, "--variables u --periodic x --weak --library u_x,u_xxx"),
        "collinear",
        "u_xxx = -1.000 u_x");
  }

  @Test
  void refusesFieldsOnTwoGrids() {
    Path file = SampleFile.diffusion(folder.resolve("input.nc"), 12);
    assertRefused(pde(file, "--variables u,band"), "grid of 'band' is [time", "that of 'u'");
    assertRefused(pde(file, "--variables u,w"), "variable 'w' is not in");
    assertRefused(pde(file, "--variables u --weak"), "number of rows", "--half-width");
    assertRefused(
        pde(SampleFile.diffusion(folder.resolve("short.nc"), 2), "--variables u"),
        "points of axis t is 2");
  }

  @Test
  void findsTwoFieldsInAPlane() {
    Path file = plane(24, 41);
    Path out = folder.resolve("out");
    CommandRun run =
        pde(
            file,
            "--variables u,v --periodic all --weak --library poly:2,derivatives:2 --out " + out);
    assertThat(run.out())
        .as(run.err())
        .startsWith(
            """
            u_t = 1.0000 v + 0.10000 u_xx + 0.10000 u_yy
            v_t = -1.0000 u - 0.50000 u^2 + 0.20000 v_xx + 0.20000 v_yy
            """);
    assertThat(out.resolve("simulation-u.png")).isNotEmptyFile();
    assertThat(out.resolve("simulation-v.svg")).isNotEmptyFile();
  }

  /** u_t = v + 0.1 Δu, v_t = -u - u²/2 + 0.2 Δv on a square of side 2π. */
  private Path plane(int points, int frames) {
    List<Variable> fields = List.of(new Variable("u"), new Variable("v"));
    List<EvolutionEquation> equations =
        List.of(
            new EvolutionEquation(fields.get(0), terms(fields, "v", "0.1 u_xx", "0.1 u_yy")),
            new EvolutionEquation(
                fields.get(1), terms(fields, "-u", "-0.5 u^2", "0.2 v_xx", "0.2 v_yy")));
    FieldAxis x = FieldAxis.periodic("x", 0, 2 * Math.PI, points);
    FieldAxis y = FieldAxis.periodic("y", 0, 2 * Math.PI, points);
    SpaceGrid grid = SpaceGrid.of(y, x);
    FieldSeries solution =
        new PdeSimulation(equations, grid, TimeScheme.ETDRK4, 0.05)
            .run(
                new double[][] {
                  grid.sample(at -> Math.sin(at[1]) + 0.7 * Math.cos(2 * at[0] + at[1])),
                  grid.sample(at -> 0.5 * Math.cos(at[0]) + 0.4 * Math.sin(2 * at[1]))
                },
                FieldAxis.bounded("t", 0, 0.1, frames));
    Path file = folder.resolve("plane.nc");
    try (FieldOutput out =
        FieldWriter.netcdf(file)
            .axis(Axis.uniform("time", AxisKind.TIME, "s", frames, 0, 0.1))
            .axis(new Axis("y", AxisKind.Y, "", y.coordinates()))
            .axis(new Axis("x", AxisKind.X, "", x.coordinates()))
            .variable("u", "", DType.F64, "time", "y", "x")
            .variable("v", "", DType.F64, "time", "y", "x")
            .open()) {
      out.write("u", Tensor.of(solution.values()[0], frames, points, points));
      out.write("v", Tensor.of(solution.values()[1], frames, points, points));
      out.commit();
    }
    return file;
  }

  private static List<WeightedTerm> terms(List<Variable> fields, String... texts) {
    ExpressionParser parser = new ExpressionParser(fields);
    List<Expression> parsed = Arrays.stream(texts).map(parser::parse).toList();
    return parsed.stream().map(term -> new WeightedTerm(1, term)).toList();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--variables w | it has u",
        "--variables u --threshold 50 | the largest coefficient is -1.01",
        "--variables u --weak --threshold 50 | the largest coefficient is -0.50",
        "--variables u --optimizer mstls --threshold 0.2 | --threshold is given for mstls",
        "--variables u --weak --differentiate fd:2 | --differentiate is given with --weak",
        "--variables u --half-width x=9 | --half-width is given without --weak",
        "--variables u --reweight | --reweight is given without --weak",
        "--variables u --weak --half-width y=9 | --half-width is 'y'",
        "--variables u --weak --half-width x=70 | at most 63 on 128 points",
        "--variables u --weak --subdomains x=0 | --subdomains is x=0",
        "--variables u --periodic y | --periodic is 'y'",
        "--variables u --spacing y=1 | --spacing is 'y'",
        "--variables u --spacing x=-1 | --spacing is -1.0",
        "--variables u --library u_x,q | --library is 'q'",
        "--variables u --library d_x(u^2) | term is d_x(u^2)",
        "--variables u --weak --library u_x*u | term is u u_x",
        "--variables u --weak --library poly:2,derivatives:2:2 | 'derivatives:2:2'",
        "--variables u --differentiate spectral | --differentiate is 'spectral'",
        "--variables u --differentiate savgol:8:4 | an odd number",
        "--variables u --slice time=0 | --time is missing",
        "--variables u --slice x=3 | over 0 axes besides time",
        "--variables u --time clock | --time is 'clock'",
        "--variables u --axes t,x | --axes is t,x",
        "--variables u --sample 2 | fraction is 2.0",
        "--variables u --export pascal u.pas | language is 'pascal'",
        "--variables u --export java u.java | the name of its class, U.java",
        "--variables u --ensemble 0 | models is 0",
      })
  void refusesBadOptions(String options, String message) {
    assertRefused(pde(BURGERS, options), message);
  }

  private static void assertRefused(CommandRun run, String... messages) {
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains(messages).doesNotContain("Exception");
    assertThat(run.err().lines()).hasSize(1);
    assertThat(run.out()).isEmpty();
  }
}
