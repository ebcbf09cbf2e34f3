package org.sciml4j.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.sciml4j.cli.figure.CoefficientFigure;
import org.sciml4j.cli.figure.Figure;
import org.sciml4j.core.field.Axis;
import org.sciml4j.core.tensor.Tensor;
import org.sciml4j.pde.model.StepModel;
import org.sciml4j.pde.model.VaryingPdeNetDesign;
import org.sciml4j.pde.pdenet.VaryingCoefficient;
import org.sciml4j.pde.pdenet.VaryingEquation;
import org.sciml4j.pde.pdenet.VaryingEquation.SourceValue;

/** Tells the equation of a model whose coefficients vary in space: as text, as a file, as maps. */
record CoefficientReport(VaryingEquation equation) {
  private static final int MOST_MAPS = 4;
  private static final int MOST_ROWS = 12;

  /** Of a model, if its coefficients vary in space; where it is masked they are not known. */
  static Optional<CoefficientReport> of(StepModel model) {
    if (!(model.design() instanceof VaryingPdeNetDesign net)) {
      return Optional.empty();
    }
    VaryingEquation all = net.equation(model.parameters());
    return Optional.of(
        new CoefficientReport(
            model.mask().map(CoefficientReport::holds).map(all::known).orElse(all)));
  }

  private static double[] holds(Tensor mask) {
    return Arrays.stream(mask.toDoubles()).map(x -> x == 1 ? 1 : 0).toArray();
  }

  /**
   * Prints the equation, and how its coefficients vary.
   *
   * @param smallest terms below this fraction of the largest are left out
   */
  void print(double smallest, PrintWriter print) {
    VaryingEquation kept = equation.withoutContributionsBelow(smallest);
    print.println(kept);
    print.println();
    String places = "over " + String.join(", ", kept.axes().stream().map(Axis::name).toList());
    int widest = kept.coefficients().stream().mapToInt(c -> c.name().length()).max().orElse(0);
    String row = "%-" + Math.max(places.length(), widest) + "s %12s %12s %12s %12s%n";
    print.printf(Locale.ROOT, row, places, "mean", "deviation", "least", "most");
    for (VaryingCoefficient one : kept.coefficients()) {
      print.printf(
          Locale.ROOT,
          row,
          one.name(),
          number(one.mean()),
          number(one.deviation()),
          number(one.least()),
          number(one.most()));
    }
    source(print);
  }

  private void source(PrintWriter print) {
    List<SourceValue> values = equation.source();
    if (values.isEmpty()) {
      return;
    }
    print.println();
    print.printf(Locale.ROOT, "%-8s %12s%n", equation.variable(), "f");
    int rows = Math.min(MOST_ROWS, values.size());
    for (int row = 0; row < rows; row++) {
      SourceValue at = values.get(rows == 1 ? 0 : row * (values.size() - 1) / (rows - 1));
      print.printf(Locale.ROOT, "%-8s %12s%n", number(at.u()), number(at.f()));
    }
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.4g", value);
  }

  /**
   * Writes {@code coefficients.nc}, all of them, and maps of those that matter most.
   *
   * @param smallest terms below this fraction of the largest have no map
   * @param timeUnits of the data
   */
  List<Path> write(double smallest, String timeUnits, OutputFolder folder) throws IOException {
    VaryingEquation known = equation.timeUnits(timeUnits);
    Path file = folder.resolve("coefficients.nc");
    known.write(file);
    List<Path> files = new ArrayList<>(List.of(file));
    files.addAll(figure(known, smallest).write(folder.staging()));
    return files;
  }

  private static Figure figure(VaryingEquation equation, double smallest) {
    VaryingEquation kept = equation.withoutContributionsBelow(smallest);
    List<VaryingCoefficient> candidates =
        kept.varying().isEmpty() ? kept.coefficients() : kept.varying();
    List<VaryingCoefficient> largest =
        candidates.stream()
            .sorted(Comparator.comparingDouble(one -> -one.contribution()))
            .limit(MOST_MAPS)
            .toList();
    List<VaryingCoefficient> shown = candidates.stream().filter(largest::contains).toList();
    List<Axis> axes = equation.axes();
    List<CoefficientFigure.Panel> panels =
        shown.stream()
            .map(
                one ->
                    new CoefficientFigure.Panel(
                        one.name(), equation.units(one), middle(axes, one.values())))
            .toList();
    String title = "Coefficients of " + equation.variable() + "_t";
    return axes.size() == 1
        ? CoefficientFigure.lines("coefficients", title, axes.getLast(), panels)
        : CoefficientFigure.maps(
            "coefficients",
            title,
            axes.size() == 3 ? "middle plane" : "",
            axes.get(axes.size() - 2),
            axes.getLast(),
            panels);
  }

  /** All of a line or a plane, the middle plane of a volume. */
  private static double[] middle(List<Axis> axes, double... values) {
    if (axes.size() < 3) {
      return values;
    }
    int plane = values.length / axes.getFirst().size();
    int from = axes.getFirst().size() / 2 * plane;
    return Arrays.copyOfRange(values, from, from + plane);
  }
}
