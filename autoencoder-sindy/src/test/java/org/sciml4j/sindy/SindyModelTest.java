package org.sciml4j.sindy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.within;
import static org.sciml4j.sindy.Sindy.centralDifferences;
import static org.sciml4j.sindy.Sindy.fourier;
import static org.sciml4j.sindy.Sindy.polynomials;
import static org.sciml4j.sindy.Sindy.stlsq;
import static org.sciml4j.sindy.differentiation.GivenDerivatives.givenDerivatives;
import static org.sciml4j.sindy.formulation.NextValue.nextValue;
import static org.sciml4j.sindy.formulation.WeakForm.weakForm;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sciml4j.core.InvalidInputException;
import org.sciml4j.core.random.RandomKey;
import org.sciml4j.sindy.data.Column;
import org.sciml4j.sindy.data.Trajectory;
import org.sciml4j.sindy.differentiation.SavitzkyGolay;
import org.sciml4j.sindy.expression.Expression;
import org.sciml4j.sindy.formulation.StrongForm;
import org.sciml4j.sindy.regression.Ensemble;
import org.sciml4j.sindy.regression.LeastSquaresProblem;
import org.sciml4j.sindy.simulation.RightHandSide;
import org.sciml4j.sindy.simulation.SimulationDivergedException;
import org.sciml4j.sindy.simulation.Solution;

class SindyModelTest {
  private static final RightHandSide DECAY = (t, x, rate) -> rate[0] = -0.5 * x[0];
  private static final double[] TIMES = Dynamics.times(0.01, 500);

  @Test
  void offersCoefficientsByMatrixAndByName() {
    SindyModel model = lorenz();
    assertThat(model.coefficients()).hasDimensions(3, 10);
    assertThat(model.coefficient("y", "x z")).isCloseTo(-1, within(0.01));
    assertThat(model.coefficient("y", "z^2")).isZero();
    assertThatThrownBy(() -> model.coefficient("w", "x")).hasMessageContaining("one of [x, y, z]");
    assertThatThrownBy(() -> model.coefficient("x", "x^3"))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("term is 'x^3'");
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    model.print(new PrintStream(printed, true, StandardCharsets.UTF_8));
    assertThat(printed.toString(StandardCharsets.UTF_8).lines())
        .containsExactlyElementsOf(model.toString().lines().toList());
    assertThat(model.jacobian().get(1).get(0).text()).contains("z");
  }

  @Test
  void predictsWhatItsEquationsSay() {
    SindyModel model = lorenz();
    double[][] rates = model.predict(new double[][] {{1, 2}, {3, 4}, {5, 6}});
    for (int i = 0; i < 2; i++) {
      double x = 1 + i;
      double y = 3 + i;
      double z = 5 + i;
      double expected =
          model.coefficient("y", "x") * x
              + model.coefficient("y", "y") * y
              + model.coefficient("y", "x z") * x * z;
      assertThat(rates[1][i]).isCloseTo(expected, within(1e-12));
    }
    Trajectory trajectory = Dynamics.lorenz();
    assertThat(model.predict(trajectory)[2][17])
        .isCloseTo(
            model
                .predict(
                    new double[][] {
                      {trajectory.stateAt(17)[0]},
                      {trajectory.stateAt(17)[1]},
                      {trajectory.stateAt(17)[2]}
                    })[2][0],
            within(1e-12));
    assertThat(model.score(centralDifferences(2), trajectory))
        .isCloseTo(model.fit().score(), within(1e-9))
        .isLessThan(1);
  }

  @Test
  void simulatesTheCourseItWasFittedTo() {
    SindyModel model = lorenz();
    Trajectory simulated = model.simulate(new double[] {-8, 8, 27}, Dynamics.times(0.002, 1000));
    Trajectory truth = Dynamics.lorenz();
    assertThat(simulated.stateNames()).containsExactly("x", "y", "z");
    for (int i = 0; i < 1000; i += 50) {
      assertThat(simulated.state("x")[i]).isCloseTo(truth.state("x")[i], within(0.1));
    }
  }

  @Test
  void survivesSavingAndLoading(@TempDir Path folder) throws Exception {
    SindyModel model =
        Sindy.with(polynomials(2).and(fourier(1)), stlsq(0.1), centralDifferences(4))
            .fit(Dynamics.lorenz());
    Path file = folder.resolve("model.json");
    model.save(file);
    SindyModel loaded = SindyModel.load(file);
    assertThat(loaded.toString(12)).isEqualTo(model.toString(12));
    assertThat(loaded.coefficients()).isDeepEqualTo(model.coefficients());
    assertThat(loaded.covariance("y")).isDeepEqualTo(model.covariance("y"));
    assertThat(loaded.terms()).isEqualTo(model.terms());
    assertThat(loaded.fit()).isEqualTo(model.fit());
    assertThat(loaded.variables()).isEqualTo(model.variables());
    try (var files = Files.list(folder)) {
      assertThat(files).containsExactly(file);
    }
  }

  @Test
  void refusesFilesThatAreNoModels(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("model.json");
    lorenz().save(file);
    String text = Files.readString(file);
    assertThatThrownBy(() -> SindyModel.load(folder.resolve("none.json")))
        .hasMessageContaining("does not exist");
    Files.writeString(file, text.replace("\"coefficient\"", "\"cofficient\""));
    assertThatThrownBy(() -> SindyModel.load(file))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("field 'equations[0].terms[0].coefficient' is missing");
    Files.writeString(file, text.replace("\"variable\" : \"x\"", "\"variable\" : \"q\""));
    assertThatThrownBy(() -> SindyModel.load(file)).hasMessageContaining("equations[0].variable");
    Files.writeString(file, text.substring(0, text.length() / 2));
    assertThatThrownBy(() -> SindyModel.load(file)).hasMessageContaining("is not JSON");
    Files.writeString(file, text.replaceFirst("\"power\" : \\[ \"x\"", "\"power\" : [ \"q\""));
    assertThatThrownBy(() -> SindyModel.load(file))
        .hasMessageContaining("a term in the variables [x, y, z]");
  }

  @Test
  void findsControlledDynamics() {
    Trajectory trajectory =
        Dynamics.trajectory(
                (t, x, rate) -> rate[0] = -0.5 * x[0] + 2 * Math.sin(1.3 * t) * x[0] + 0.3,
                TIMES,
                1)
            .withControl("u", Arrays.stream(TIMES).map(t -> Math.sin(1.3 * t)).toArray());
    SindyModel model =
        Sindy.with(polynomials(2), stlsq(0.05), centralDifferences(4)).fit(trajectory);
    assertThat(model.equation("x").terms().stream().map(term -> term.expression().text()))
        .containsExactlyInAnyOrder("1", "x", "u x");
    double[] exact = trajectory.state("x");
    for (ModelSimulation simulation :
        new ModelSimulation[] {
          model.simulation().withControl("u", t -> Math.sin(1.3 * t)),
          model.simulation().withControl("u", TIMES, trajectory.controls().getFirst().values())
        }) {
      double[] simulated = simulation.run(new double[] {1}, TIMES).state("x");
      assertThat(simulated[400]).isCloseTo(exact[400], within(1e-3));
    }
    assertThatThrownBy(() -> model.simulate(new double[] {1}, TIMES))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("control input u is missing");
    assertThatThrownBy(
            () ->
                model
                    .simulation()
                    .withControl("u", new double[] {0, 1}, new double[] {0, 1})
                    .run(new double[] {1}, TIMES))
        .hasMessageContaining("where it was sampled");
  }

  @Test
  void findsSecondOrderEquations() {
    double[] times = Dynamics.times(0.01, 1000);
    Trajectory pendulum =
        Dynamics.trajectory(
            (t, x, rate) -> {
              rate[0] = x[1];
              rate[1] = -Math.sin(x[0]) - 0.1 * x[1];
            },
            times,
            2.5,
            0);
    Trajectory angle = Trajectory.of(times, pendulum.state("x"));
    SindyModel model =
        Sindy.with(
                polynomials(1).and(fourier(1).on("x")),
                stlsq(0.05),
                StrongForm.ofSecondOrder(centralDifferences(4)))
            .fit(angle);
    assertThat(model.toString()).isEqualTo("x'' = -0.100 x' - 1.000 sin(x)");
    double[] simulated = model.simulate(new double[] {2.5, 0}, times).state("x");
    assertThat(simulated[900]).isCloseTo(pendulum.state("x")[900], within(1e-3));
    assertThatThrownBy(() -> model.simulate(new double[] {1}, times))
        .hasMessageContaining("2, states and then velocities");
  }

  @Test
  void iteratesMaps() {
    double[] x = new double[50];
    x[0] = 0.3;
    for (int k = 1; k < x.length; k++) {
      x[k] = 3.7 * x[k - 1] * (1 - x[k - 1]);
    }
    SindyModel model =
        Sindy.with(polynomials(3), stlsq(0.1).withRidge(0), nextValue()).fit(Trajectory.steps(x));
    assertThat(model.toString()).isEqualTo("x[k+1] = 3.700 x - 3.700 x^2");
    double[] again = model.simulate(new double[] {0.3}, Dynamics.times(1, 20)).state("x");
    assertThat(again).containsExactly(Arrays.copyOf(x, 20), within(1e-8));
    SimulationDivergedException diverged =
        catchThrowableOfType(
            SimulationDivergedException.class,
            () -> model.simulate(new double[] {1.5}, Dynamics.times(1, 20)));
    assertThat(diverged.time()).isGreaterThan(2);
    assertThat(diverged.before().states()[1][0]).isCloseTo(-2.775, within(1e-8));
  }

  @Test
  void tellsWhereASimulationDiverges() {
    double[] times = Dynamics.times(0.005, 160);
    Trajectory trajectory = Dynamics.trajectory((t, x, rate) -> rate[0] = x[0] * x[0], times, 1);
    SindyModel model =
        Sindy.with(polynomials(2), stlsq(0.1), centralDifferences(6)).fit(trajectory);
    SimulationDivergedException diverged =
        catchThrowableOfType(
            SimulationDivergedException.class,
            () -> model.simulate(new double[] {1}, Dynamics.times(0.1, 31)));
    assertThat(diverged.time()).isCloseTo(1, within(1e-3));
    assertThat(diverged.state()[0]).isGreaterThan(1e3);
    assertThat(diverged.before().states().length).isBetween(10, 11);
    assertThat(diverged).hasMessageContaining("diverges at time ").hasMessageContaining("state is");
  }

  @Test
  void stopsAtAnEvent() {
    SindyModel model = decay();
    Solution solution =
        model
            .simulation()
            .stoppingWhen("half gone", (t, x) -> x[0] - 0.5)
            .solve(new double[] {1}, Dynamics.times(0.1, 100));
    assertThat(solution.stop()).isPresent();
    assertThat(solution.stop().orElseThrow().condition()).isEqualTo("half gone");
    assertThat(solution.stop().orElseThrow().time()).isCloseTo(2 * Math.log(2), within(1e-4));
    assertThat(solution.times()).hasSize(14);
  }

  /** Drawn rows and left-out columns agree on the Lorenz terms; others rarely stay. */
  @Test
  void ensemblesTellHowLikelyTermsAre(@TempDir Path folder) {
    double[][] noisy =
        Dynamics.lorenz().states().stream()
            .map(Column::values)
            .map(double[]::clone)
            .toArray(double[][]::new);
    SplittableRandom random = new SplittableRandom(12);
    for (double[] column : noisy) {
      for (int i = 0; i < column.length; i++) {
        column[i] += 0.02 * random.nextGaussian();
      }
    }
    SindyModel model =
        Sindy.with(
                polynomials(2),
                Ensemble.bagging(stlsq(0.2), 20, RandomKey.of(5)),
                SavitzkyGolay.savitzkyGolay(15, 4))
            .fit(Trajectory.uniform(0.002, noisy));
    double[][] inclusion = model.inclusion().orElseThrow();
    assertThat(share(model, "x", "x")).isEqualTo(1);
    assertThat(share(model, "y", "x")).isEqualTo(1);
    assertThat(share(model, "z", "x y")).isEqualTo(1);
    assertThat(share(model, "x", "x y")).isLessThan(0.5);
    assertThat(share(model, "z", "y^2")).isLessThan(0.5);
    assertThat(model.coefficient("y", "x z")).isCloseTo(-1, within(0.02));
    model.save(folder.resolve("model.json"));
    assertThat(SindyModel.load(folder.resolve("model.json")).inclusion().orElseThrow())
        .isDeepEqualTo(inclusion);
    assertThat(lorenz().inclusion()).isEmpty();
    assertThatThrownBy(
            () ->
                Sindy.with(
                        polynomials(2),
                        Ensemble.bagging(stlsq(1e4), 3, RandomKey.of(5)),
                        centralDifferences(2))
                    .fit(Dynamics.lorenz()))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("equation of x' is without a term");
  }

  /** Rows in memory and rows absorbed block by block are the same problem. */
  @Test
  void offersTheRegressionProblem() {
    Sindy sindy = Sindy.with(polynomials(2), stlsq(0.1), centralDifferences(2));
    LeastSquaresProblem problem = sindy.problem(List.of(Dynamics.lorenz()));
    assertThat(problem.rows()).isEqualTo(5000);
    assertThat(problem.names()).startsWith("1", "x", "y", "z", "x^2");
    assertThat(problem.solve(1))
        .containsExactly(
            sindy.samples(List.of(Dynamics.lorenz())).problem().solve(1), within(1e-10));
  }

  /** Many points are shared out among threads; the numbers are those of one after another. */
  @Test
  void predictsManyPointsAsItPredictsOne() {
    SindyModel model = lorenz();
    int points = 100_001;
    double[][] inputs = new double[3][points];
    for (int v = 0; v < 3; v++) {
      for (int i = 0; i < points; i++) {
        inputs[v][i] = Math.sin(i * (v + 1.0));
      }
    }
    double[][] sides = model.predict(inputs);
    double[] expected = new double[3];
    for (int i = 0; i < points; i += 9999) {
      model.evaluator().evaluate(new double[] {inputs[0][i], inputs[1][i], inputs[2][i]}, expected);
      for (int state = 0; state < 3; state++) {
        assertThat(sides[state][i]).isCloseTo(expected[state], within(1e-13));
      }
    }
  }

  /** Coefficients of a regression with independent noise scatter as their standard errors say. */
  @Test
  void standardErrorsAreTheScatterOfCoefficients() {
    SplittableRandom random = new SplittableRandom(4);
    double[] x = Arrays.stream(TIMES).map(t -> Math.exp(-0.5 * t)).toArray();
    int draws = 400;
    double[] found = new double[draws];
    double told = 0;
    for (int draw = 0; draw < draws; draw++) {
      double[] noisy = Arrays.stream(x).map(v -> -0.5 * v + 0.1 * random.nextGaussian()).toArray();
      SindyModel model =
          Sindy.with(polynomials(1).withoutBias(), stlsq(0), givenDerivatives())
              .fit(Trajectory.of(TIMES, x).withDerivatives(noisy));
      found[draw] = model.coefficient("x", "x");
      told += model.equation("x").term("x").orElseThrow().standardError() / draws;
    }
    double mean = Arrays.stream(found).average().orElseThrow();
    double scatter =
        Math.sqrt(Arrays.stream(found).map(f -> (f - mean) * (f - mean)).sum() / (draws - 1));
    assertThat(told).isCloseTo(scatter, within(0.12 * scatter));
    assertThat(mean).isCloseTo(-0.5, within(4 * scatter / Math.sqrt(draws)));
  }

  /** Missing samples cost rows and nothing else; zeros in their place would ruin the fit. */
  @Test
  void missingSamplesDoNotDisturb() {
    Trajectory full = Dynamics.lorenz();
    double[][] columns =
        full.states().stream().map(Column::values).map(double[]::clone).toArray(double[][]::new);
    SplittableRandom random = new SplittableRandom(9);
    for (int gap = 0; gap < 200; gap++) {
      columns[random.nextInt(3)][random.nextInt(full.size())] = Double.NaN;
    }
    Trajectory holed = Trajectory.of(full.times(), columns);
    SindyModel strong = Sindy.with(polynomials(2), stlsq(0.1), centralDifferences(4)).fit(holed);
    SindyModel weak =
        Sindy.with(polynomials(2), stlsq(0.1), weakForm(100).withHalfWidth(0.02)).fit(holed);
    for (SindyModel model : new SindyModel[] {strong, weak}) {
      assertThat(model.toString())
          .isEqualTo(
              """
              x' = -10.000 x + 10.000 y
              y' = 28.000 x - 1.000 y - 1.000 x z
              z' = -2.667 z + 1.000 x y""");
    }
    assertThat(strong.fit().rows()).isBetween(3000L, 4800L);
  }

  /** Trajectories of other lengths and time bases give the equations of one long one. */
  @Test
  void trajectoriesMayDiffer() {
    Trajectory slow = Dynamics.trajectory(Dynamics.LORENZ, Dynamics.times(0.001, 1500), -8, 8, 27);
    double[] uneven = Arrays.stream(Dynamics.times(0.002, 700)).map(t -> t + 0.1 * t * t).toArray();
    Trajectory stretched = Dynamics.trajectory(Dynamics.LORENZ, uneven, 5, 3, 20);
    SindyModel model =
        Sindy.with(polynomials(2), stlsq(0.1), centralDifferences(4)).fit(slow, stretched);
    assertThat(model.coefficient("y", "x")).isCloseTo(28, within(0.001));
    assertThat(model.fit().rows()).isEqualTo(2200);
  }

  /** A weight of two is the same as having the sample twice; of zero, as not having it. */
  @Test
  void weightsCountSamples() {
    double[] x = {1, 2, 3, 4, 5};
    double[] rates = {-1.1, -1.9, -3.2, -3.8, 7};
    SindyModel weighted =
        linear(
            Trajectory.of(Dynamics.times(1, 5), x).withDerivatives(rates).weighted(1, 1, 2, 1, 0));
    double top = 1.1 + 2 * 1.9 + 2 * 3 * 3.2 + 4 * 3.8;
    double bottom = 1 + 4 + 2 * 9 + 16;
    assertThat(weighted.coefficient("x", "x")).isCloseTo(-top / bottom, within(1e-12));
  }

  @Test
  void refusesConstantVariables() {
    double[] x = Dynamics.trajectory(DECAY, TIMES, 1).state("x");
    double[] constant = new double[x.length];
    Arrays.fill(constant, 3);
    assertThatThrownBy(() -> linear(Trajectory.of(TIMES, x, constant)))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("state y is constant, 3.0 in every sample");
    assertThatThrownBy(() -> linear(Trajectory.of(TIMES, x).withControl("u", constant)))
        .hasMessageContaining("control input u is constant");
    assertThatThrownBy(() -> linear(Trajectory.of(TIMES, x).withParameter("mu", 2)))
        .hasMessageContaining("parameter mu is constant");
  }

  @Test
  void refusesALibraryLargerThanTheData() {
    double[] x = {1, 2, 4, 8, 15};
    assertThatThrownBy(
            () ->
                Sindy.with(polynomials(5), stlsq(0.1), centralDifferences(2))
                    .fit(Trajectory.uniform(0.1, x)))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("5 rows")
        .hasMessageContaining("as many as the library has terms, 6");
    assertThatThrownBy(
            () ->
                Sindy.with(polynomials(1), stlsq(0.1), centralDifferences(4))
                    .fit(Trajectory.uniform(0.1, new double[] {1, 2, 3})))
        .hasMessageContaining("state x is 3 samples in a row, expected at least 5");
  }

  @Test
  void namesCollinearTermsAndTheLargestCoefficient() {
    double[] x = Dynamics.trajectory(DECAY, TIMES, 1).state("x");
    double[] twice = Arrays.stream(x).map(v -> 2 * v).toArray();
    assertThatThrownBy(
            () ->
                Sindy.with(polynomials(1), stlsq(0.1), centralDifferences(2))
                    .fit(Trajectory.of(TIMES, x, twice)))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("y = 2.000 x");
    assertThatThrownBy(
            () ->
                Sindy.with(polynomials(1), stlsq(100), centralDifferences(2))
                    .fit(Trajectory.of(TIMES, x)))
        .hasMessageContaining("equation of x' is without a term")
        .hasMessageContaining("the largest coefficient is -0.5")
        .hasMessageContaining(" of x");
  }

  @Test
  void refusesTrajectoriesOfOtherVariables() {
    Trajectory one = Dynamics.trajectory(DECAY, TIMES, 1);
    assertThatThrownBy(
            () ->
                Sindy.with(polynomials(1), stlsq(0.1), centralDifferences(2))
                    .fit(one, one.named("q")))
        .hasMessageContaining("states of a trajectory is [q], expected [x]");
    assertThatThrownBy(() -> decay().predict(one.named("q")))
        .hasMessageContaining("states of the trajectory is [q]");
    assertThatThrownBy(() -> decay().score(nextValue(), one))
        .hasMessageContaining("one that gives x'");
  }

  private static double share(SindyModel model, String state, String term) {
    int row = model.variables().states().indexOf(state);
    int column = model.terms().stream().map(Expression::text).toList().indexOf(term);
    return model.inclusion().orElseThrow()[row][column];
  }

  private static SindyModel lorenz() {
    return Sindy.with(polynomials(2), stlsq(0.1), centralDifferences(2)).fit(Dynamics.lorenz());
  }

  private static SindyModel decay() {
    return Sindy.with(polynomials(1), stlsq(0.1), centralDifferences(6))
        .fit(Dynamics.trajectory(DECAY, TIMES, 1));
  }

  private static SindyModel linear(Trajectory trajectory) {
    return Sindy.with(polynomials(1).withoutBias(), stlsq(0), givenDerivatives()).fit(trajectory);
  }
}
