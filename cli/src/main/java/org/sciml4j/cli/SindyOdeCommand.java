package org.sciml4j.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import org.sciml4j.cli.figure.Figure;
import org.sciml4j.cli.figure.TrajectoryFigure;
import org.sciml4j.core.InvalidInputException;
import org.sciml4j.sindy.ModelSimulation;
import org.sciml4j.sindy.Sindy;
import org.sciml4j.sindy.SindyModel;
import org.sciml4j.sindy.data.Column;
import org.sciml4j.sindy.data.Trajectory;
import org.sciml4j.sindy.export.RightHandSide;
import org.sciml4j.sindy.expression.Expression;
import org.sciml4j.sindy.expression.Variable;
import org.sciml4j.sindy.formulation.Formulation;
import org.sciml4j.sindy.formulation.LeftSide;
import org.sciml4j.sindy.formulation.NextValue;
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
  private static final String METHOD = "stlsq";

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

  @Mixin private RegressionOptions regression;

  @Option(
      names = "--differentiate",
      defaultValue = "fd:2",
      paramLabel = "METHOD",
      description =
          "fd:ACCURACY, savgol:WINDOW:DEGREE, spline[:LAMBDA], spectral, tv:ALPHA, trend:ALPHA"
              + " or weak:SUBDOMAINS. Default: ${DEFAULT-VALUE}.")
  private String differentiate;

  @Option(names = "--second-order", description = "Find equations for second derivatives.")
  private boolean secondOrder;

  @Mixin private EquationOutput output;
  @Mixin CommonOptions common;
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    output.check();
    TrajectorySet data = input.read();
    Sindy sindy = new Sindy(LibrarySyntax.parse(library), regression.method(METHOD), formulation());
    SindyModel model = sindy.fit(data.trajectories());
    output.write(
        spec.commandLine().getOut(),
        print -> report(model, data, print),
        SindyJson.text(model),
        rightHandSide(model),
        (folder, print) -> content(sindy, model, data, folder, print));
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

  private static void report(SindyModel model, TrajectorySet data, PrintWriter print) {
    model.equations().forEach(print::println);
    print.println();
    model
        .inclusion()
        .ifPresent(
            shares ->
                InclusionText.print(model.variables().states(), model.terms(), shares, print));
    print.printf(Locale.ROOT, "R²     %.6f%n", model.fit().score());
    print.printf(Locale.ROOT, "rows   %,d%n", model.fit().rows());
    data.describe(print);
  }

  /** Equations of second order as twice as many of first order. */
  private static RightHandSide rightHandSide(SindyModel model) {
    int equations = model.equations().size();
    boolean second = model.leftSide() == LeftSide.SECOND_DERIVATIVE;
    List<Variable> inputs = model.variables().inputs();
    int states = second ? 2 * equations : equations;
    List<Expression> rates =
        new ArrayList<>(second ? inputs.subList(equations, states) : List.of());
    rates.addAll(model.rightHandSides());
    return new RightHandSide(
        inputs.subList(0, states), inputs.subList(states, inputs.size()), rates);
  }

  private List<Path> content(
      Sindy sindy, SindyModel model, TrajectorySet data, OutputFolder folder, PrintWriter print)
      throws IOException {
    List<Path> files = new ArrayList<>();
    Path saved = folder.resolve("model.json");
    model.save(saved);
    files.add(saved);
    data.write(folder).ifPresent(files::add);
    if (secondOrder) {
      print.println();
      print.println("no simulation: the data has no velocities to start from");
    } else {
      files.addAll(picture(model, data.trajectories().getFirst(), print).write(folder.staging()));
    }
    Optional<Figure> path =
        regression.path(
            METHOD,
            sindy.problem(data.trajectories()),
            model.equations().stream().map(e -> e.leftSide().of(e.state())).toList(),
            model.terms().stream().map(Expression::text).toList());
    if (path.isPresent()) {
      files.addAll(path.get().write(folder.staging()));
    }
    return files;
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
