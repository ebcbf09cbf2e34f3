package org.sciml4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sciml4j.core.tensor.DType;
import org.sciml4j.sindy.field.FieldAxis;
import org.sciml4j.sindy.field.SpaceGrid;
import org.sciml4j.validation.solver.BoundaryCondition;
import org.sciml4j.validation.solver.BoundedReactionDiffusion;
import org.sciml4j.validation.solver.Snapshots;

/** A rod that is held at 1 at its left end, and loses no heat at its right end. */
class PdeBoundaryTest {
  private static final int POINTS = 33;
  private static final Pattern DIFFUSIVITY = Pattern.compile("u_t = (.*) u_xx");
  private static final Pattern ONE_STEP = Pattern.compile("\n1 +(\\S+)");

  @TempDir private static Path folder;
  private static CommandRun trained;

  @BeforeAll
  static void rod() {
    BoundedReactionDiffusion heat =
        new BoundedReactionDiffusion(
            SpaceGrid.of(FieldAxis.bounded("x", 0, 1.0 / (POINTS - 1), POINTS)),
            0.1,
            u -> 0,
            List.of(List.of(new BoundaryCondition.Dirichlet(1), new BoundaryCondition.Neumann(0))));
    double[] start = new double[POINTS];
    Arrays.setAll(start, i -> temperature(i / (POINTS - 1.0)));
    FieldAxis time = FieldAxis.bounded("t", 0, 0.02, 40);
    new Snapshots(heat.run(start, time)).write(folder.resolve("rod.nc"), "heat", DType.F64);
    String pdenet = "--model=pdenet --terms=poly:1 --order=2 --accuracy=0";
    trained = train("model", pdenet, "value:1/slope:0");
  }

  private static double temperature(double x) {
    double wave = Math.PI / 2 * x;
    return 1 - Math.sin(wave) + 0.5 * Math.sin(3 * wave) - 0.3 * Math.sin(5 * wave);
  }

  private static CommandRun train(String folderName, String model, String boundary) {
    String arguments =
        "pde train %s --variables u --slice x=1: --scheme rk4 --steps 1 --iterations 40 --boundary %s --out %s %s"
            .formatted(folder.resolve("rod.nc"), boundary, folder.resolve(folderName), model);
    return CommandRun.of((Object[]) arguments.split(" "));
  }

  private static double number(Pattern pattern, CommandRun run) {
    Matcher found = pattern.matcher(run.out());
    assertThat(found.find()).as(run.out() + run.err()).isTrue();
    return Double.parseDouble(found.group(1));
  }

  @Test
  void should_find_the_diffusivity_between_its_walls() {
    assertThat(number(DIFFUSIVITY, trained)).isBetween(0.099, 0.101);
    assertThat(number(ONE_STEP, trained)).isLessThan(1e-4);
  }

  @Test
  void should_write_a_step_as_c() throws Exception {
    Path file = folder.resolve("rod.c");
    CommandRun run = export("--points 32 --dt 0.002 --name rod --out " + file);
    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.err()).isEmpty();
    assertThat(Files.readString(file)).contains("void rod(const double", "ROD_WORK", "[32] points");
    assertThat(export("--points 32").out()).contains("void step(const double");
    assertThat(export("--points 32").err()).contains("long rollouts may explode").hasLineCount(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          --dt 0.1                 | --points is missing, expected one number for each of the 1 axes of space
          --points 32,32           | --points is [32, 32]
          --points 0               | --points is [0]
          --points 32 --dt 0       | --dt is 0.0, expected a number above 0
          --points 32 --name a-b   | name is 'a-b', expected a C identifier
          --points 2               | 3 or more
          """)
  void should_refuse_to_write_other_steps(String arguments, String message) {
    CommandRun run = export(arguments);
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains(message).hasLineCount(1);
  }

  private static CommandRun export(String arguments) {
    String all = "pde export " + folder.resolve("model") + " " + arguments;
    return CommandRun.of((Object[]) all.split(" +"));
  }

  @Test
  void should_say_which_words_there_are() {
    CommandRun run = train("other", "--model=euler", "wall:1/slope:0");
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains("'wall:1/slope:0'", "value:NUMBER").hasLineCount(1);
  }
}
