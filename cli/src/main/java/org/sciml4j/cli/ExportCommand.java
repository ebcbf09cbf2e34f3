package org.sciml4j.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.sciml4j.core.InvalidInputException;
import org.sciml4j.core.stencil.BoundaryMode;
import org.sciml4j.core.tensor.DType;
import org.sciml4j.operators.StencilFile;
import org.sciml4j.operators.export.Language;
import org.sciml4j.operators.export.StencilSource;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Writes a stencil as source text for a time loop in another language. */
@Command(
    name = "export",
    description = "Write a stencil as a dependency-free function for a time loop.")
final class ExportCommand implements Runnable {
  @Mixin CommonOptions common;
  @Spec private CommandSpec spec;

  @Mixin private StencilArgument stencil;

  @Option(
      names = "--spacing",
      split = ",",
      hideParamSyntax = true,
      paramLabel = "H,...",
      description =
          "Grid spacing for a classical stencil, one for all axes or one per axis. Default: 1.")
  private double[] spacing;

  @Option(
      names = "--language",
      required = true,
      paramLabel = "LANGUAGE",
      description = "One of: ${COMPLETION-CANDIDATES}.")
  private Language language;

  @Option(
      names = "--boundary",
      split = ",",
      hideParamSyntax = true,
      paramLabel = "MODE,...",
      description =
          "Boundary mode, one for all axes or one per axis. Default: the stencil's;"
              + " valid for a classical one.")
  private List<BoundaryMode> boundary;

  @Option(
      names = "--dtype",
      defaultValue = "f64",
      paramLabel = "TYPE",
      description = "Element type: ${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}.")
  private DType dtype;

  @Option(
      names = "--name",
      defaultValue = "apply_stencil",
      paramLabel = "NAME",
      description = "Name of the function. Default: ${DEFAULT-VALUE}.")
  private String name;

  @Option(
      names = {"-o", "--out"},
      paramLabel = "FILE",
      description = "File or folder to write. Default: standard output.")
  private Path out;

  @Option(names = "--force", description = "Replace the file if it exists.")
  private boolean force;

  @Override
  public void run() {
    StencilFile file = stencilFile();
    StencilSource source = StencilSource.in(language);
    String text =
        boundary == null
            ? source.of(file, dtype, name)
            : source.of(file, boundary.toArray(BoundaryMode[]::new), dtype, name);
    if (out == null) {
      spec.commandLine().getOut().print(text);
      spec.commandLine().getOut().flush();
      return;
    }
    Path path = Files.isDirectory(out) ? out.resolve(language.fileName(name)) : out;
    OutputFile.requireNew(path, force);
    OutputFile.writeOut(path, text);
    spec.commandLine().getOut().println("wrote " + path);
  }

  private StencilFile stencilFile() {
    if (!stencil.isFile()) {
      double[] h = spacing == null ? new double[] {1} : spacing;
      return StencilFile.of(
          "u", stencil.classical(Math.max(2, h.length)).on(h), BoundaryMode.VALID);
    }
    if (spacing != null) {
      throw new InvalidInputException(
          "--spacing",
          "given for the file '" + stencil.name() + "'",
          "the name of a classical stencil",
          "leave the option out: the file holds its spacing");
    }
    return stencil.read();
  }
}
