package org.sciml4j.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.sciml4j.cli.figure.CoefficientPathFigure;
import org.sciml4j.cli.figure.Figure;
import org.sciml4j.cli.figure.TrajectoryFigure;
import org.sciml4j.core.InvalidInputException;
import org.sciml4j.core.random.RandomKey;
import org.sciml4j.sindy.ModelSimulation;
import org.sciml4j.sindy.Sindy;
import org.sciml4j.sindy.SindyModel;
import org.sciml4j.sindy.data.Column;
import org.sciml4j.sindy.data.Trajectory;
import org.sciml4j.sindy.expression.Expression;
import org.sciml4j.sindy.formulation.Formulation;
import org.sciml4j.sindy.formulation.NextValue;
import org.sciml4j.sindy.regression.CoefficientPath;
import org.sciml4j.sindy.regression.Ensemble;
import org.sciml4j.sindy.regression.SparseRegression;
import org.sciml4j.sindy.simulation.SimulationDivergedException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Finds ordinary differential equations, or a map, of trajectories. */
@Command(
    name = "ode",
    description = "Find the sparse equations that trajectories obey.",
    customSynopsis = "sciml sindy ode INPUT... --variables x,y,z [--time t] [OPTIONS]",
    sortOptions = false)
final class SindyOdeCommand implements Runnable {
  private static final double DECADES = 30;
  private static final int PATH_POINTS = 121;

  @Mixin private TrajectoryOptions input;

  @Option(
      names = "--library",
      defaultValue = "poly:2",
      paramLabel = "TERMS",
      description =
          "Candidate terms, joined by commas: "
              + LibrarySyntax.FORMS
              + ". Default: ${DEFAULT-VALUE}.")
  private String library;

  @Option(
      names = "--optimizer",
      defaultValue = "stlsq",
      paramLabel = "METHOD",
      description =
          "Sparse regression: " + RegressionSyntax.METHODS + ". Default: ${DEFAULT-VALUE}.")
  private String optimizer;

  @Option(
      names = "--threshold",
      defaultValue = "0.1",
      paramLabel = "NUMBER",
      description =
          "Smallest coefficient that stays; tolerance of stridge, weight of lasso:"
              + " ${DEFAULT-VALUE}.")
  private double threshold;

  @Option(
      names = "--differentiate",
      defaultValue = "fd:2",
      paramLabel = "METHOD",
      description =
          "fd:ACCURACY, savgol:WINDOW:DEGREE, spline[:LAMBDA], spectral, tv:ALPHA, trend:ALPHA"
              + " or weak:SUBDOMAINS. Default: ${DEFAULT-VALUE}.")
  private String differentiate;

  @Option(
      names = "--ensemble",
      paramLabel = "N",
      description = "Fit N models to rows drawn with replacement and take the median.")
  private Integer ensemble;

  @Option(
      names = "--seed",
      defaultValue = "0",
      paramLabel = "NUMBER",
      description = "Of the draws of --ensemble and stridge: ${DEFAULT-VALUE}.")
  private long seed;

  @Option(names = "--second-order", description = "Find equations for second derivatives.")
  private boolean secondOrder;

  @Option(
      names = "--json",
      paramLabel = "FILE",
      description = "Write the equations as JSON; - prints them instead.")
  private String json;

  @Option(
      names = "--out",
      paramLabel = "FOLDER",
      description = "Write model.json and the picture of data and simulation.")
  private Path out;

  @Option(names = "--force", description = "Replace the output folder.")
  private boolean force;

  @Mixin CommonOptions common;
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    List<Trajectory> trajectories = input.read();
    Sindy sindy = new Sindy(LibrarySyntax.parse(library), regression(), formulation());
    SindyModel model = sindy.fit(trajectories);
    try {
      PrintWriter print = spec.commandLine().getOut();
      if ("-".equals(json)) {
        print.print(SindyJson.text(model));
      } else {
        report(model, print);
      }
      if (json != null && !json.equals("-")) {
        OutputFile.write(Path.of(json), SindyJson.text(model));
      }
      if (out != null) {
        write(sindy, model, trajectories, print);
      }
      print.flush();
    } catch (IOException failure) {
      throw new InvalidInputException(
          "output cannot be written ("
              + failure.getMessage()
              + "); choose another place with --json or --out",
          failure);
    }
  }

  private SparseRegression regression() {
    SparseRegression method = RegressionSyntax.parse(optimizer, threshold, RandomKey.of(seed));
    return ensemble == null ? method : Ensemble.bagging(method, ensemble, RandomKey.of(seed));
  }

  private Formulation formulation() {
    if (!input.discrete) {
      return FormulationSyntax.parse(differentiate, secondOrder ? 2 : 1);
    }
    if (secondOrder) {
      throw new InvalidInputException(
          "--second-order", "given with --discrete", "one of the two", "leave one out");
    }
    return NextValue.nextValue();
  }

  private static void report(SindyModel model, PrintWriter print) {
    model.equations().forEach(print::println);
    print.println();
    model.inclusion().ifPresent(shares -> inclusion(model, shares, print));
    print.printf(Locale.ROOT, "R²     %.6f%n", model.fit().score());
    print.printf(Locale.ROOT, "rows   %,d%n", model.fit().rows());
  }

  private static void inclusion(SindyModel model, double[][] shares, PrintWriter print) {
    for (int i = 0; i < shares.length; i++) {
      double[] share = shares[i];
      String line =
          IntStream.range(0, share.length)
              .filter(j -> share[j] > 0)
              .mapToObj(
                  j ->
                      String.format(
                          Locale.ROOT, "%s %.0f %%", model.terms().get(j).text(), 100 * share[j]))
              .collect(Collectors.joining(", "));
      print.println(model.equations().get(i).state() + " kept in the ensemble: " + line);
    }
    print.println();
  }

  private void write(
      Sindy sindy, SindyModel model, List<Trajectory> trajectories, PrintWriter print)
      throws IOException {
    Trajectory data = trajectories.getFirst();
    try (OutputFolder folder = OutputFolder.at(out, force)) {
      List<Path> files = new ArrayList<>();
      Path saved = folder.resolve("model.json");
      model.save(saved);
      files.add(saved);
      if (secondOrder) {
        print.println();
        print.println("no simulation: the data has no velocities to start from");
      } else {
        files.addAll(picture(model, data, print).write(folder.staging()));
      }
      if (RegressionSyntax.hasThreshold(optimizer)) {
        files.addAll(path(sindy, model, trajectories).write(folder.staging()));
      }
      folder.commit();
      print.println();
      print.println("written to " + out + ":");
      print.println(
          "  " + String.join("  ", files.stream().map(f -> f.getFileName().toString()).toList()));
    }
  }

  private Figure path(Sindy sindy, SindyModel model, List<Trajectory> trajectories) {
    double[] thresholds =
        CoefficientPath.geometric(threshold / DECADES, threshold * DECADES, PATH_POINTS);
    CoefficientPath path =
        CoefficientPath.of(
            sindy.problem(trajectories),
            thresholds,
            t -> RegressionSyntax.parse(optimizer, t, RandomKey.of(seed)));
    return CoefficientPathFigure.of(
        "thresholds",
        "Coefficients over the threshold",
        model.equations().stream().map(e -> e.leftSide().of(e.state())).toList(),
        model.terms().stream().map(Expression::text).toList(),
        thresholds,
        threshold,
        path.coefficients());
  }

  private Figure picture(SindyModel model, Trajectory data, PrintWriter print) {
    double[] times =
        input.discrete
            ? IntStream.range(0, data.size()).mapToDouble(i -> i).toArray()
            : data.times();
    double[][] simulated;
    String subtitle = "simulated from the first sample";
    try {
      simulated = simulation(model, data, times).solve(data.stateAt(0), times).columns();
    } catch (SimulationDivergedException diverged) {
      simulated = diverged.before().columns();
      subtitle = diverged.getMessage();
      print.println();
      print.println(subtitle);
    }
    List<TrajectoryFigure.Panel> panels = new ArrayList<>();
    for (int i = 0; i < data.states().size(); i++) {
      Column state = data.states().get(i);
      panels.add(
          new TrajectoryFigure.Panel(
              state.name(), state.values(), i < simulated.length ? simulated[i] : new double[0]));
    }
    return TrajectoryFigure.of(
        "simulation", "Data and model", subtitle, input.discrete ? "step" : "time", times, panels);
  }

  private ModelSimulation simulation(SindyModel model, Trajectory data, double[] times) {
    ModelSimulation simulation = model.simulation();
    for (Column control : data.controls()) {
      simulation = simulation.withControl(control.name(), times, control.values());
    }
    return simulation;
  }
}
