package org.sciml4j.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.sciml4j.core.InvalidInputException;
import org.sciml4j.core.field.Field;
import org.sciml4j.core.field.Region;
import org.sciml4j.core.parallel.ThreadTeam;
import org.sciml4j.core.tensor.DType;
import org.sciml4j.core.tensor.Tensor;
import org.sciml4j.operators.mks.DomainAxis;
import org.sciml4j.operators.mks.InfluenceFit;
import org.sciml4j.operators.mks.MicrostructureFunctions;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Learns influence kernels from samples of microstructures and their responses. */
@Command(
    name = "fit",
    description = {
      "Learn influence kernels from microstructures and their responses.",
      "The first axis of all fields numbers the samples, the others span a periodic domain."
    },
    sortOptions = false)
final class MksFitCommand implements Runnable {
  /** The file that kernels are written to. */
  static final String FILE_NAME = "kernels.safetensors";

  @Parameters(
      index = "0",
      paramLabel = "MICRO",
      description = "NetCDF, HDF5, npy or npz file with the local states.")
  private Path micro;

  @Parameters(
      index = "1..*",
      arity = "1..*",
      paramLabel = "RESPONSE",
      description = "What to predict: a variable of MICRO, a file of one field, or FILE:VAR.")
  private List<String> responses;

  @Option(
      names = "--basis",
      required = true,
      paramLabel = "NAME:N",
      description =
          "Microstructure functions: primitive:N, hats on N states, one for each phase where there"
              + " are N; or legendre:N, polynomials of degree 0 to N-1.")
  private String basis;

  @Option(
      names = "--microstructure",
      paramLabel = "VAR",
      description = "Local states in MICRO. Default: its only field that is not a response.")
  private String microstructure;

  @Option(
      names = "--states",
      paramLabel = "LOW:HIGH",
      description = "Range of the local states. Default: that of the data.")
  private String states;

  @Option(
      names = "--samples",
      paramLabel = "A:B",
      description = "Samples to use, as in Python. Default: all.")
  private String samples;

  @Mixin private FolderOptions folder;
  @Mixin CommonOptions common;
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    BasisSyntax functions = BasisSyntax.parse(basis);
    Path target = folder.target(SeriesInput.stem(micro) + "-mks");
    folder.require(target);
    try (ProgressLine progress = new ProgressLine("reading", "samples");
        SampleFields files = new SampleFields(micro, samples, progress)) {
      List<Field> targets = responses.stream().map(files::named).toList();
      Field field = files.states(microstructure, null, targets.stream().map(Field::name).toList());
      try (RunRecord record = RunRecord.start(spec, files.paths())) {
        double[] range = states == null ? range(field) : BasisSyntax.range(states);
        MicrostructureFunctions chosen = functions.over(range[0], range[1]);
        InfluenceFit fit = InfluenceFit.of(ThreadTeam.common(), chosen, field, targets);
        LocalizationRun run = new LocalizationRun(fit.kernels().localization(), field);
        List<PredictionScore> scores = run.scores(targets);
        progress.close();
        record.computed();
        PrintWriter print = spec.commandLine().getOut();
        report(fit, scores, print);
        InfluenceFiles found = new InfluenceFiles(fit.kernels(), run, targets, scores);
        folder.write(
            target,
            print,
            written -> {
              List<Path> paths = found.write(written);
              paths.add(record.write(written, paths));
              return paths;
            });
        print.flush();
      }
    }
  }

  /** The least and the largest local state. */
  private static double[] range(Field field) {
    double[] range = {Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY};
    long[] shape = field.shape();
    long[] one = shape.clone();
    one[0] = 1;
    try (Tensor values = Tensor.zeros(DType.F64, one)) {
      for (long sample = 0; sample < shape[0]; sample++) {
        long[] origin = new long[shape.length];
        origin[0] = sample;
        field.read(new Region(origin, one), values);
        for (double value : values.toDoubles()) {
          range[0] = Math.min(range[0], value);
          range[1] = Math.max(range[1], value);
        }
      }
    }
    if (!(range[1] > range[0])) {
      throw new InvalidInputException(
          "microstructure '" + field.name() + "'",
          Double.isNaN(range[0]) ? "with gaps" : "the same everywhere, " + range[0],
          "states that differ",
          Double.isNaN(range[0]) ? "fill the gaps first" : "choose another field");
    }
    return range;
  }

  private static void report(InfluenceFit fit, List<PredictionScore> scores, PrintWriter print) {
    var kernels = fit.kernels();
    MicrostructureFunctions functions = kernels.functions();
    print.println(
        kernels.responses().stream().map(r -> r.name()).collect(Collectors.joining(", "))
            + " of "
            + kernels.microstructure()
            + ", periodic over "
            + kernels.axes().stream().map(MksFitCommand::axis).collect(Collectors.joining(", ")));
    print.println();
    for (int i = 0; i < scores.size(); i++) {
      var response = kernels.responses().get(i);
      scores.get(i).print(response.name(), response.units(), print);
    }
    print.printf(
        "%-14s %s:%d on states from %s to %s%n",
        "functions",
        functions.name(),
        functions.count(),
        Decimal.of(functions.low()),
        Decimal.of(functions.high()));
    print.printf(Locale.ROOT, "%-14s %,d%n", "samples", fit.samples());
    if (fit.undetermined() > 0) {
      print.printf(
          Locale.ROOT,
          "%-14s %.3g %% of the coefficients, set to zero: waves or states no sample shows%n",
          "undetermined",
          100 * fit.undetermined());
    }
  }

  private static String axis(DomainAxis axis) {
    return axis.name()
        + " ("
        + axis.points()
        + " points, spacing "
        + Decimal.of(axis.spacing())
        + (axis.units().isEmpty() ? "" : " " + axis.units())
        + ")";
  }
}
