package org.sciml4j.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Stack;
import org.sciml4j.core.InvalidInputException;
import org.sciml4j.core.stencil.BoundaryMode;
import org.sciml4j.core.tensor.DType;
import org.sciml4j.operators.fit.TimeDifference;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.IParameterPreprocessor;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** The options of {@code stencil fit}. */
final class FitOptions {
  /** What the stencil is to produce. */
  static final class Target {
    @Option(
        names = "--target",
        paramLabel = "VAR",
        description = "Fit a stencil that turns the variable into this one.")
    String variable;

    @Option(
        names = "--time-derivative",
        arity = "0..1",
        paramLabel = "HOW",
        preprocessor = AttachedOnly.class,
        description =
            "Fit a stencil that gives the time derivative, formed by forward (the default), centred"
                + " or centred-4 differences.")
    TimeDifference timeDerivative;
  }

  @Option(
      names = {"--variable", "-v"},
      required = true,
      paramLabel = "VAR",
      description = "The field the stencil reads.")
  String variable;

  @ArgGroup(multiplicity = "1")
  Target target;

  @Option(
      names = "--inputs",
      split = ",",
      hideParamSyntax = true,
      paramLabel = "VAR,...",
      description = "Further fields the stencil reads, each with a kernel of its own.")
  List<String> inputs = List.of();

  @Option(
      names = "--size",
      split = "[x,]",
      hideParamSyntax = true,
      defaultValue = "3",
      paramLabel = "NxN",
      description = "Odd extent of the stencil, such as 3 or 3x5. Default: ${DEFAULT-VALUE}.")
  int[] size;

  @Option(
      names = "--dims",
      split = ",",
      hideParamSyntax = true,
      paramLabel = "AXIS,...",
      description = "Axes the stencil spans. Default: all but time.")
  List<String> dims = List.of();

  @Option(
      names = "--boundary",
      split = ",",
      hideParamSyntax = true,
      defaultValue = "valid",
      paramLabel = "MODE,...",
      description =
          "What lies beyond the edges: periodic, zero, reflect, replicate or valid (only use points"
              + " whose neighbours are all there); one for all axes or one per axis. Default:"
              + " ${DEFAULT-VALUE}.")
  List<BoundaryMode> boundary;

  @Option(
      names = "--bias",
      description = "Let the target contain a constant besides the stencil's result.")
  boolean bias;

  @Option(
      names = "--constrain",
      paramLabel = "RULE",
      description =
          "A condition the kernel must meet; repeatable. zero-sum; symmetric; even=AXIS; odd=AXIS;"
              + " cross; consistent=[FACTOR*]NAME[:ORDER] with a classical stencil's operator;"
              + " coefficient=OFFSET:VALUE; moment=POWERS:VALUE.")
  List<String> constraints = List.of();

  @Option(
      names = "--ridge",
      defaultValue = "0",
      paramLabel = "STRENGTH",
      description = "Ridge regularisation, 1 being as strong as the data. Default: none.")
  double ridge;

  @Option(
      names = "--threshold",
      defaultValue = "0",
      paramLabel = "SIZE",
      description = "Remove coefficients smaller than this, then fit again. Default: none.")
  double threshold;

  @Option(
      names = "--instrument",
      paramLabel = "LAG",
      description =
          "Remedy for noise in the variable: instrumental variables lagged in time (time=1) or space"
              + " (space=4 or space=0,4).")
  String instrument;

  @Option(
      names = "--time",
      paramLabel = "A:B",
      description = "Time steps to use, as in Python: a:b or a:b:stride.")
  String time;

  @Option(
      names = "--slice",
      paramLabel = "AXIS=A:B",
      description = "Points of an axis to use, as --time; repeatable.")
  List<String> slices = List.of();

  @Option(
      names = "--dtype",
      paramLabel = "TYPE",
      description = "Read values as f32 or f64. Default: as stored.")
  DType dtype;

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "Number of threads; the result does not depend on it. Default: all cores.")
  Integer threads;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "Folder to write. Default: sciml-output/FILE-VAR.")
  Path out;

  @Option(
      names = "--force",
      description = "Replace results in the output folder; other files stay.")
  boolean force;

  @Option(
      names = "--json",
      description =
          "Print the whole result as JSON and nothing else; files are written only with --out.")
  boolean json;

  /** The extent of the stencil, one number or one per axis. */
  int[] checkedSize() {
    for (int extent : size) {
      if (extent < 1 || extent % 2 == 0) {
        int nearest = Math.max(3, extent - 1);
        throw new InvalidInputException(
            "--size",
            extent,
            "an odd positive number",
            "write for example --size " + nearest + " so that there is a centre point");
      }
    }
    return size;
  }

  /** Leaves the next argument alone unless it is attached with an equals sign. */
  static final class AttachedOnly implements IParameterPreprocessor {
    @Override
    @SuppressWarnings("JdkObsolete") // the type that picocli passes
    public boolean preprocess(
        Stack<String> arguments, CommandSpec command, ArgSpec option, Map<String, Object> info) {
      if (" ".equals(info.get("separator"))) {
        arguments.push(EnumConverters.written(TimeDifference.FORWARD));
      }
      return false;
    }
  }
}
