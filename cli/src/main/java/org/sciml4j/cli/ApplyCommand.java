package org.sciml4j.cli;

import java.util.ArrayList;
import java.util.List;
import org.sciml4j.core.InvalidInputException;
import org.sciml4j.core.field.Axis;
import org.sciml4j.core.field.Field;
import org.sciml4j.core.stencil.BoundaryMode;
import org.sciml4j.io.FieldFile;
import org.sciml4j.operators.StencilFile;
import org.sciml4j.operators.StencilFile.GridAxis;
import org.sciml4j.operators.classical.ClassicalStencil;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Applies a stencil to the fields of a file. */
@Command(name = "apply", description = "Apply a stencil to a field and write the result as NetCDF.")
final class ApplyCommand implements Runnable {
  @Mixin CommonOptions common;
  @Spec private CommandSpec spec;

  @Mixin private StencilArgument stencil;

  @Mixin private SourceFile source;

  @Option(
      names = {"--variable", "-v"},
      split = ",",
      hideParamSyntax = true,
      paramLabel = "VAR,...",
      description = "Fields to read, one per input. Default: those named in the stencil.")
  private List<String> variables = List.of();

  @Option(
      names = "--boundary",
      split = ",",
      hideParamSyntax = true,
      paramLabel = "MODE,...",
      description =
          "periodic, zero, reflect, replicate or valid; one for all axes or one per axis. Default:"
              + " the stencil's; valid for a classical one.")
  private List<BoundaryMode> boundary;

  @Option(
      names = "--as",
      paramLabel = "NAME",
      description = "Name of the result. Default: K_ and the variable's name.")
  private String resultName;

  @Mixin private FileOptions out;

  @Override
  public void run() {
    out.requireNew();
    StencilFile fromFile = stencil.isFile() ? stencil.read() : null;
    try (FieldFile file = source.open();
        ProgressLine progress = new ProgressLine("applying", "frames")) {
      StencilFile kernels = fromFile == null ? classical(file) : fromFile;
      if (boundary != null) {
        kernels = kernels.withBoundary(boundary.toArray(BoundaryMode[]::new));
      }
      List<Field> fields = fields(file, kernels);
      String name = resultName == null ? "K_" + fields.getFirst().name() : resultName;
      new StencilApplication(kernels, fields, stencil.name(), source.name())
          .write(name, out.path(), out.replaces(), progress);
      spec.commandLine().getOut().println("wrote " + name + " to " + out.path());
      spec.commandLine().getOut().flush();
    }
  }

  /** The classical stencil on the grid of the field. */
  private StencilFile classical(FieldFile file) {
    if (variables.size() != 1) {
      throw new InvalidInputException(
          "--variable",
          variables,
          "one name, since '" + stencil.name() + "' is a classical stencil",
          "name the field it reads with --variable");
    }
    Field field = file.field(variables.getFirst());
    List<Axis> space = field.spaceAxes();
    ClassicalStencil classical = stencil.classical(Math.clamp(space.size(), 1, 2));
    if (classical.dims() > space.size()) {
      throw new InvalidInputException(
          "variable '" + field.name() + "'",
          "on the axes " + field.axes(),
          classical.dims() + " axes besides time for the " + classical.dims() + "-D stencil",
          "choose another field, or fewer dimensions with --dims");
    }
    List<Axis> spanned = space.subList(space.size() - classical.dims(), space.size());
    StencilFile onGrid =
        StencilFile.of(
            field.name(),
            classical.on(spanned.stream().mapToDouble(Axis::spacing).toArray()),
            BoundaryMode.VALID);
    return new StencilFile(
        onGrid.inputs(),
        spanned.stream()
            .map(a -> new GridAxis(a.name(), a.units(), a.spacing(), BoundaryMode.VALID))
            .toList(),
        onGrid.bias(),
        onGrid.biasStandardError(),
        onGrid.identified(),
        onGrid.origin());
  }

  private List<Field> fields(FieldFile file, StencilFile kernels) {
    List<String> names = kernels.inputs().stream().map(StencilFile.Input::name).toList();
    if (!variables.isEmpty()) {
      if (variables.size() != names.size()) {
        throw new InvalidInputException(
            "--variable",
            variables,
            names.size() + " names for the inputs " + names,
            "name one field per input");
      }
      names = variables;
    }
    List<Field> fields = new ArrayList<>();
    for (String name : names) {
      fields.add(file.field(name));
    }
    return fields;
  }
}
