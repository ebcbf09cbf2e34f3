package org.sciml4j.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.sciml4j.cli.figure.Figure;
import org.sciml4j.cli.figure.KernelFigure;
import org.sciml4j.cli.figure.ResidualFigure;
import org.sciml4j.cli.figure.SymbolCurves;
import org.sciml4j.core.field.Axis;
import org.sciml4j.operators.Kernel;
import org.sciml4j.operators.Stencil;
import org.sciml4j.operators.classical.Identification;
import org.sciml4j.operators.fit.StencilFit;

/** Writes what a fit found: {@code stencil.json} and the figures. */
record FitFiles(
    StencilFit fit,
    Identification identified,
    SourceFile source,
    String version,
    String targetUnits) {
  /** Writes all files and answers their paths in the folder as it is for now. */
  List<Path> write(OutputFolder folder) throws IOException {
    List<Path> files = new ArrayList<>();
    Path stencil = folder.resolve(StencilArgument.FILE_NAME);
    FitJson.stencilFile(fit, identified, source.name(), version).write(stencil);
    files.add(stencil);
    for (Figure figure : figures()) {
      files.addAll(figure.write(folder.staging()));
    }
    return files;
  }

  private List<Figure> figures() {
    List<String> axes = fit.stencilAxes().stream().map(Axis::name).toList();
    List<String> lengths = fit.stencilAxes().stream().map(Axis::units).toList();
    List<Figure> figures = new ArrayList<>();
    for (String input : fit.inputs()) {
      String suffix = fit.inputs().size() == 1 ? "" : "-" + input;
      Stencil stencil = fit.stencil(input);
      Identification identification =
          input.equals(fit.inputs().getFirst()) ? identified : fit.identified(input);
      String found = found(input, identification, axes, lengths);
      figures.add(
          KernelFigure.of(
              "kernel" + suffix,
              "Kernel of " + input + " for " + fit.target(),
              found,
              fit.coefficientUnits(input),
              axes,
              Kernel.of(stencil),
              Optional.of(Kernel.of(stencil, fit.standardErrors(input)))));
      figures.add(
          SymbolCurves.of(
              "symbol" + suffix,
              "Fourier symbol of the kernel of " + input,
              found,
              stencil,
              identification.operator(),
              axes,
              lengths,
              fit.coefficientUnits(input)));
    }
    figures.add(residual());
    return figures;
  }

  private String found(
      String input, Identification identification, List<String> axes, List<String> lengths) {
    String[] names = axes.toArray(String[]::new);
    return identification.isMatch() || identification.terms().isEmpty()
        ? identification.sentence(
            fit.coefficientUnits(input), lengths.toArray(String[]::new), names)
        : "K u \u2248 " + identification.operator().toString(names);
  }

  private Figure residual() {
    return ResidualFigure.of(
        fit.stencilAxes(),
        fit.residualMap(),
        fit.target(),
        targetUnits,
        fit.residualStandardDeviation());
  }
}
