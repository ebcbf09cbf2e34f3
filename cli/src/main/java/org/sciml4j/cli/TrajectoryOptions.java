package org.sciml4j.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.sciml4j.core.InvalidInputException;
import org.sciml4j.sindy.data.Column;
import org.sciml4j.sindy.data.Trajectory;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The trajectories a command works on, one from each file. */
final class TrajectoryOptions {
  private static final List<String> USUAL_TIMES = List.of("t", "time", "Time");

  @Parameters(
      paramLabel = "INPUT",
      arity = "1..*",
      description = "CSV, npy, npz or NetCDF files, a trajectory each.")
  List<Path> inputs;

  @Option(
      names = "--variables",
      required = true,
      split = ",",
      paramLabel = "VAR",
      description = "Columns to find equations for; the names of an npy file's columns in order.")
  List<String> variables;

  @Option(
      names = "--time",
      paramLabel = "VAR",
      description = "Column of the times. Default: t or time, if there is one.")
  String time;

  @Option(names = "--dt", paramLabel = "STEP", description = "Time between samples instead.")
  Double timeStep;

  @Option(
      names = "--control",
      split = ",",
      paramLabel = "VAR",
      description = "Columns that act on the others but have no equation.")
  List<String> controls = List.of();

  @Option(
      names = "--pod",
      paramLabel = "N",
      description =
          "The variables are fields: reduce them to the amplitudes a1, a2, ... of their first N"
              + " modes about the mean, and find equations for these.")
  private Integer pod;

  @Option(
      names = "--discrete",
      description = "Find the map from each sample to the next one instead of a derivative.")
  boolean discrete;

  TrajectorySet read() {
    if (pod == null) {
      return new TrajectorySet(inputs.stream().map(this::read).toList(), Optional.empty());
    }
    if (pod < 1) {
      throw new InvalidInputException("--pod", pod, "1 or more", "say how many modes to keep");
    }
    Amplitudes amplitudes = Amplitudes.read(inputs, variables, pod, time);
    List<Trajectory> trajectories =
        IntStream.range(0, inputs.size())
            .mapToObj(
                i -> {
                  TrajectoryFile given =
                      controls.isEmpty()
                          ? amplitudes.files().get(i)
                          : TrajectoryFile.read(inputs.get(i), controls);
                  return trajectory(amplitudes.files().get(i), amplitudes.states(i), given);
                })
            .toList();
    return new TrajectorySet(trajectories, Optional.of(amplitudes.modes()));
  }

  private Trajectory read(Path path) {
    List<String> wanted = new ArrayList<>(variables);
    wanted.addAll(controls);
    if (time != null) {
      wanted.add(time);
    }
    TrajectoryFile file = TrajectoryFile.read(path, wanted);
    return trajectory(file, columns(file, "--variables", variables), file);
  }

  private Trajectory trajectory(TrajectoryFile file, List<Column> states, TrajectoryFile given) {
    return new Trajectory(
        times(file, states.getFirst().size()),
        states,
        columns(given, "--control", controls),
        Map.of(),
        new double[0],
        List.of());
  }

  private static List<Column> columns(TrajectoryFile file, String option, List<String> names) {
    return names.stream().map(name -> new Column(name, file.column(option, name))).toList();
  }

  private double[] times(TrajectoryFile file, int count) {
    if (timeStep != null || (discrete && time == null)) {
      double step = timeStep == null ? 1 : timeStep;
      if (!(step > 0) || Double.isInfinite(step)) {
        throw new InvalidInputException(
            "--dt", step, "a positive number", "give the time between two samples");
      }
      return IntStream.range(0, count).mapToDouble(i -> i * step).toArray();
    }
    if (time != null) {
      return file.column("--time", time);
    }
    return USUAL_TIMES.stream()
        .filter(file::has)
        .findFirst()
        .map(name -> file.column("--time", name))
        .orElseThrow(
            () ->
                new InvalidInputException(
                    "--time",
                    "missing",
                    "the column of the times in '" + file.path() + "'",
                    "name it, or give the step with --dt"));
  }
}
