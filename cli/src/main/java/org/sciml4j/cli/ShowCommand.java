package org.sciml4j.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.sciml4j.cli.figure.Figure;
import org.sciml4j.cli.figure.KernelFigure;
import org.sciml4j.cli.figure.SymbolCurves;
import org.sciml4j.core.InvalidInputException;
import org.sciml4j.core.stencil.BoundaryMode;
import org.sciml4j.operators.Stencil;
import org.sciml4j.operators.StencilFile;
import org.sciml4j.operators.analysis.Accuracy;
import org.sciml4j.operators.classical.ClassicalStencil;
import org.sciml4j.operators.classical.ClassicalStencils;
import org.sciml4j.operators.notation.ShortNumber;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Explains a classical stencil by its name, or the one in a file. */
@Command(
    name = "show",
    description = "Explain a stencil: coefficients, operator, order, symbol, stability.")
final class ShowCommand implements Runnable {
  /** Fraction of the largest coefficient below which one is rounding. */
  private static final double ROUNDING = 1e-13;

  @Mixin CommonOptions common;
  @Spec private CommandSpec spec;

  @Parameters(
      arity = "0..1",
      paramLabel = "STENCIL",
      description =
          "Name of a classical stencil such as laplacian, a stencil.json, or the folder of a fit.")
  private String stencil;

  @Option(names = "--list", description = "List the classical stencils.")
  private boolean list;

  @Option(names = "--dims", paramLabel = "N", description = "Dimensions, 1 to 3. Default: 2.")
  private Integer dims;

  @Option(names = "--order", paramLabel = "P", description = "Order of accuracy.")
  private Integer order;

  @Option(
      names = "--spacing",
      split = ",",
      hideParamSyntax = true,
      defaultValue = "1",
      paramLabel = "H,...",
      description = "Grid spacing, one for all axes or one per axis. Default: ${DEFAULT-VALUE}.")
  private double[] spacing;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "Also write stencil.json and figures to this folder.")
  private Path out;

  @Option(
      names = "--force",
      description = "Replace results in the output folder; other files stay.")
  private boolean force;

  @Override
  public void run() {
    PrintWriter print = spec.commandLine().getOut();
    if (list) {
      list(print);
    } else if (stencil == null) {
      throw new ParameterException(
          spec.commandLine(), "no stencil given, expected a name or a file; see --list");
    } else if (StencilArgument.isFile(stencil)) {
      StencilFile file = StencilArgument.read(Path.of(stencil));
      print(file, print);
      write(file, titleOf(file), print);
    } else {
      requireSpacing();
      ClassicalStencil classical = classical();
      print(classical, print);
      StencilFile file = StencilFile.of("u", classical.on(spacing), BoundaryMode.PERIODIC);
      write(file, classical.title(), print);
    }
    print.flush();
  }

  private void requireSpacing() {
    for (double h : spacing) {
      if (!(h > 0) || Double.isInfinite(h)) {
        throw new InvalidInputException(
            "spacing", h, "a finite length above 0", "give the distance between grid points");
      }
    }
  }

  private ClassicalStencil classical() {
    int d = dims == null ? Math.max(2, spacing.length) : dims;
    return order == null
        ? ClassicalStencils.named(stencil, d)
        : ClassicalStencils.named(stencil, d, order);
  }

  private void list(PrintWriter print) {
    for (int d = 1; d <= 3; d++) {
      if (dims == null || dims == d) {
        print.println(d + "-D");
        for (ClassicalStencil entry : ClassicalStencils.all(d)) {
          print.println("  " + String.format("%-36s", entry.name()) + entry.title());
        }
      }
    }
  }

  private void print(ClassicalStencil classical, PrintWriter print) {
    print.println(classical.title() + " (" + classical.name() + ", " + classical.dims() + "-D)");
    print.println();
    StencilText.section(print, "fractions", classical.fractions());
    Stencil onGrid = classical.on(spacing);
    StencilText.print(onGrid, onGrid.accuracy(), axisNames(classical.dims()), print);
    if (!classical.citation().isEmpty()) {
      StencilText.section(print, "source", classical.citation());
    }
  }

  private static void print(StencilFile file, PrintWriter print) {
    print.println(titleOf(file));
    List<String> axes = file.axes().stream().map(StencilFile.GridAxis::name).toList();
    for (StencilFile.Input input : file.inputs()) {
      print.println();
      StencilText.section(print, "input", input.name());
      Stencil kernel = stencil(file, input);
      errors(kernel, input).ifPresent(errors -> StencilText.section(print, "errors", errors));
      StencilText.print(kernel, accuracy(file, input), axes, print);
    }
    if (file.bias() != 0) {
      StencilText.section(print, "bias", ShortNumber.decimal(file.bias()));
    }
    if (!file.origin().source().isEmpty()) {
      StencilText.section(print, "source", file.origin().source());
    }
  }

  /**
   * A fitted stencil is read like the fit did. The file keeps no covariances, and standard errors
   * alone would take moments for uncertain that the data determines well.
   */
  private static Accuracy accuracy(StencilFile file, StencilFile.Input input) {
    Stencil stencil = stencil(file, input);
    return input.standardErrors().isPresent()
        ? Accuracy.ofSeveralOrders(stencil)
        : stencil.accuracy();
  }

  /** A fitted stencil without the points where rounding is all there is. */
  private static Stencil stencil(StencilFile file, StencilFile.Input input) {
    Stencil stencil = file.stencil(input.name());
    return input.standardErrors().isPresent() ? stencil.withoutSmallerThan(ROUNDING) : stencil;
  }

  /** The standard errors in the order of the kernel's rows, where they are more than rounding. */
  private static Optional<String> errors(Stencil stencil, StencilFile.Input input) {
    return input
        .standardErrors()
        .map(errors -> Arrays.stream(stencil.offsets()).mapToDouble(errors::at).toArray())
        .filter(errors -> Arrays.stream(errors).allMatch(Double::isFinite))
        .map(errors -> Stencil.of(stencil.spacing(), stencil.offsets(), errors))
        .filter(errors -> errors.largestCoefficient() > ROUNDING * stencil.largestCoefficient())
        .map(Stencil::toString);
  }

  private static String titleOf(StencilFile file) {
    return file.identified()
        .map(StencilFile.Identified::text)
        .orElseGet(
            () ->
                file.stencil().nearestClassical().isMatch()
                    ? file.stencil().nearestClassical().toString()
                    : "a stencil of " + file.stencil().size() + " points");
  }

  private void write(StencilFile file, String title, PrintWriter print) {
    if (out == null) {
      return;
    }
    try (OutputFolder folder = OutputFolder.at(out, force)) {
      file.write(folder.resolve(StencilArgument.FILE_NAME));
      for (Figure figure : figures(file, title)) {
        figure.write(folder.staging());
      }
      folder.commit();
      print.println();
      StencilText.section(print, "written", out.toString());
    } catch (IOException failure) {
      throw new InvalidInputException(
          "output folder '" + out + "' cannot be written (" + failure + ")", failure);
    }
  }

  private static List<Figure> figures(StencilFile file, String title) {
    List<String> axes = file.axes().stream().map(StencilFile.GridAxis::name).toList();
    List<String> lengths = file.axes().stream().map(StencilFile.GridAxis::units).toList();
    List<Figure> figures = new ArrayList<>();
    for (StencilFile.Input input : file.inputs()) {
      String suffix = file.inputs().size() == 1 ? "" : "-" + input.name();
      Stencil onGrid = file.stencil(input.name());
      figures.add(
          KernelFigure.of(
              "kernel" + suffix,
              "Kernel of " + input.name(),
              title,
              input.units(),
              axes,
              input.kernel(),
              input.standardErrors()));
      if (onGrid.size() > 0) {
        figures.add(
            SymbolCurves.of(
                "symbol" + suffix,
                "Fourier symbol of the kernel of " + input.name(),
                title,
                onGrid,
                accuracy(file, input).operator(),
                axes,
                lengths,
                input.units()));
      }
    }
    return List.copyOf(figures);
  }

  private static List<String> axisNames(int dims) {
    return List.of("z", "y", "x").subList(3 - dims, 3);
  }
}
