package org.sciml4j.cli;

import java.io.PrintWriter;
import java.util.List;
import org.sciml4j.core.InvalidInputException;
import org.sciml4j.core.field.Axis;
import org.sciml4j.core.field.AxisKind;
import org.sciml4j.io.FieldFile;
import org.sciml4j.io.FileField;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Shows what a file holds and what can be learned from it. */
@Command(name = "inspect", description = "Show what a NetCDF file holds and what can be fitted.")
final class InspectCommand implements Runnable {
  @Mixin CommonOptions common;
  @Mixin private SourceFile source;
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    PrintWriter out = spec.commandLine().getOut();
    try (FieldFile file = source.open()) {
      out.println(file.describe().stripTrailing());
      for (String name : file.fieldNames()) {
        out.println();
        print(file.field(name), name, out);
      }
    }
    out.flush();
  }

  private void print(FileField field, String name, PrintWriter out) {
    String meaning = field.longName().isEmpty() ? field.standardName() : field.longName();
    out.println(
        name
            + (meaning.isEmpty() ? "" : ", " + meaning)
            + (field.units().isEmpty() ? "" : " [" + field.units() + "]"));
    for (Axis axis : field.axes()) {
      out.println("  " + axis.name() + ": " + extent(axis));
    }
    out.println("  " + suggestion(field, name));
  }

  private static String extent(Axis axis) {
    double[] coordinates = axis.coordinates();
    String units = axis.units().isEmpty() ? "" : " " + axis.units();
    if (coordinates.length == 0) {
      return "no points yet";
    }
    if (coordinates.length == 1) {
      return "1 point at " + Decimal.of(coordinates[0]) + units;
    }
    String range =
        coordinates.length
            + " points, "
            + Decimal.of(coordinates[0])
            + " to "
            + Decimal.of(coordinates[coordinates.length - 1])
            + units;
    try {
      return range + ", spacing " + Decimal.of(axis.spacing());
    } catch (InvalidInputException notUniform) {
      return range + ", not uniform";
    }
  }

  private String suggestion(FileField field, String name) {
    List<Axis> space = field.spaceAxes().stream().filter(axis -> axis.size() >= 3).toList();
    List<Axis> uniform = space.stream().filter(InspectCommand::isUniform).toList();
    if (uniform.isEmpty()) {
      return "nothing to fit: no uniform axis of 3 points or more besides time";
    }
    long steps =
        field.axes().stream().filter(a -> a.kind() == AxisKind.TIME).mapToLong(Axis::size).sum();
    String dims =
        uniform.size() == field.spaceAxes().size() && uniform.size() <= 3
            ? ""
            : " --dims "
                + Shell.word(
                    String.join(
                        ",",
                        uniform.reversed().stream().limit(2).toList().reversed().stream()
                            .map(Axis::name)
                            .toList()));
    return "fit: "
        + Shell.program()
        + " stencil fit "
        + Shell.word(source.name())
        + " --variable "
        + Shell.word(name)
        + (steps > 1 ? " --time-derivative" : " --target VARIABLE")
        + dims;
  }

  private static boolean isUniform(Axis axis) {
    try {
      axis.spacing();
      return true;
    } catch (InvalidInputException notUniform) {
      return false;
    }
  }
}
