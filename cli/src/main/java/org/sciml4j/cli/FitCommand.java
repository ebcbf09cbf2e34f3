package org.sciml4j.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import org.sciml4j.core.InvalidInputException;
import org.sciml4j.core.field.Axis;
import org.sciml4j.core.field.Field;
import org.sciml4j.core.parallel.ThreadTeam;
import org.sciml4j.core.stencil.BoundaryMode;
import org.sciml4j.io.FieldFile;
import org.sciml4j.operators.fit.Constraint;
import org.sciml4j.operators.fit.StencilFit;
import org.sciml4j.operators.fit.StencilFitProblem;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Finds the stencil hidden in data. */
@Command(
    name = "fit",
    description = "Find the finite-difference stencil hidden in a field.",
    customSynopsis =
        "sciml stencil fit FILE --variable VAR (--target VAR | --time-derivative[=HOW]) [OPTIONS]",
    sortOptions = false)
final class FitCommand implements Runnable {
  @Mixin private SourceFile source;
  @Mixin private FitOptions options;
  @Mixin CommonOptions common;
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    if (options.json && options.out == null) {
      printJson(fit().fit());
      return;
    }
    Path target = options.out == null ? defaultFolder() : options.out;
    try (OutputFolder folder = OutputFolder.at(target, options.force);
        RunRecord record = RunRecord.start(spec, source.paths())) {
      Measured measured = fit();
      record.computed();
      List<Path> files =
          new FitFiles(
                  measured.fit(),
                  measured.fit().identified(),
                  source,
                  version(),
                  measured.targetUnits())
              .write(folder);
      files.add(record.write(folder, threads(), files));
      folder.commit();
      if (options.json) {
        printJson(measured.fit());
      } else {
        printReport(measured.fit(), files, target);
      }
    } catch (IOException failure) {
      throw new InvalidInputException(
          "output folder '"
              + target
              + "' cannot be written ("
              + failure.getMessage()
              + "); choose another with --out",
          failure);
    }
  }

  private record Measured(StencilFit fit, String targetUnits) {}

  private Measured fit() {
    try (FieldFile file = source.open();
        ThreadTeam own = options.threads == null ? null : team(options.threads);
        ProgressLine progress = new ProgressLine("fitting", "frames")) {
      StencilFitProblem problem = problem(file).progress(progress::show);
      StencilFit fit = (own == null ? problem : problem.team(own)).fit();
      return new Measured(fit, targetUnits(file, fit));
    }
  }

  private String targetUnits(FieldFile file, StencilFit fit) {
    if (options.target.variable != null) {
      return file.field(options.target.variable).units();
    }
    String units = file.field(options.variable).units();
    return units.isEmpty() || fit.timeUnits().isEmpty() ? units : units + "/" + fit.timeUnits();
  }

  private StencilFitProblem problem(FieldFile file) {
    Field u = field(file, options.variable);
    StencilFitProblem problem =
        options.target.variable != null
            ? StencilFit.between(u, field(file, options.target.variable))
            : StencilFit.timeDerivativeOf(u).timeDifference(options.target.timeDerivative);
    problem =
        problem
            .inputs(options.inputs.stream().map(name -> field(file, name)).toArray(Field[]::new))
            .size(options.checkedSize())
            .boundary(options.boundary.toArray(BoundaryMode[]::new))
            .bias(options.bias)
            .ridge(options.ridge)
            .threshold(options.threshold);
    if (!options.dims.isEmpty()) {
      problem = problem.dims(options.dims.toArray(String[]::new));
    }
    ConstraintSyntax syntax = new ConstraintSyntax(stencilAxes(u), options.checkedSize());
    problem =
        problem.constrain(
            options.constraints.stream().map(syntax::constraint).toArray(Constraint[]::new));
    return options.instrument == null
        ? problem
        : problem.instrument(syntax.instrument(options.instrument));
  }

  private List<String> stencilAxes(Field u) {
    return options.dims.isEmpty() ? u.spaceAxes().stream().map(Axis::name).toList() : options.dims;
  }

  private Field field(FieldFile file, String name) {
    Field field = file.field(name);
    if (options.time != null) {
      field = Slice.of("--time", SourceFile.timeAxis(field), options.time).applyTo(field);
    }
    for (String slice : options.slices) {
      field = Slice.parse(slice).applyTo(field);
    }
    return options.dtype == null ? field : new TypedField(field, options.dtype);
  }

  private static ThreadTeam team(int threads) {
    if (threads < 1) {
      throw new InvalidInputException(
          "--threads", threads, "1 or more", "leave it out to use all cores");
    }
    return ThreadTeam.of(threads);
  }

  private Path defaultFolder() {
    return Path.of("sciml-output", source.stem() + "-" + options.variable.replace('/', '-'));
  }

  private int threads() {
    return options.threads == null ? ThreadTeam.common().threads() : options.threads;
  }

  private void printReport(StencilFit fit, List<Path> files, Path target) {
    PrintWriter out = spec.commandLine().getOut();
    out.println(fit.toString().stripTrailing());
    OutputFolder.report(out, target, files);
    out.flush();
  }

  private void printJson(StencilFit fit) {
    PrintWriter out = spec.commandLine().getOut();
    out.println(FitJson.text(fit, source.name(), version()));
    out.flush();
  }

  private static String version() {
    return "SciML4J " + Versions.ofProgram();
  }
}
