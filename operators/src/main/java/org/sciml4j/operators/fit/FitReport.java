package org.sciml4j.operators.fit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.hipparchus.complex.Complex;
import org.sciml4j.core.field.Axis;
import org.sciml4j.operators.Stencil;
import org.sciml4j.operators.analysis.Accuracy;
import org.sciml4j.operators.analysis.FourierSymbol;
import org.sciml4j.operators.analysis.StabilityLimit;
import org.sciml4j.operators.analysis.TimeScheme;
import org.sciml4j.operators.notation.Estimate;
import org.sciml4j.operators.notation.ShortNumber;

/** The printed account of a fit. */
final class FitReport {
  private static final int LABEL = 16;

  /** A symbol's imaginary part below this fraction of the largest coefficient is not printed. */
  private static final double REAL = 1e-9;

  private final StencilFit fit;
  private final FitSettings settings;
  private final StringBuilder text = new StringBuilder();

  private FitReport(StencilFit fit, FitSettings settings) {
    this.fit = fit;
    this.settings = settings;
  }

  static String of(StencilFit fit, FitSettings settings) {
    FitReport report = new FitReport(fit, settings);
    report.heading();
    for (String input : fit.inputs()) {
      report.kernel(input);
    }
    report.quality();
    report.warnings();
    return report.text.toString().stripTrailing();
  }

  private void heading() {
    String inputs = String.join(" + ", fit.inputs().stream().map(name -> "K*" + name).toList());
    line(
        fit.target()
            + " = "
            + inputs
            + (fit.hasBias() ? " + bias" : "")
            + ", stencil over "
            + axes()
            + ", boundary "
            + boundary());
    if (fit.timeDifference() != null) {
      line(
          fit.timeDifference().toString().toLowerCase(Locale.ROOT).replace('_', ' ')
              + " differences in time, step "
              + ShortNumber.decimal(fit.timeStep())
              + (fit.timeUnits().isEmpty() ? "" : " " + fit.timeUnits()));
    }
    for (Constraint constraint : settings.constraints()) {
      line("constraint: " + constraint);
    }
    if (settings.ridge() > 0) {
      line("ridge " + ShortNumber.decimal(settings.ridge()));
    }
    if (settings.threshold() > 0) {
      line("coefficients below " + ShortNumber.decimal(settings.threshold()) + " set to zero");
    }
    line("");
  }

  private void kernel(String input) {
    Stencil stencil = fit.stencil(input);
    String units = fit.coefficientUnits(input);
    line("kernel on " + input + (units.isEmpty() ? "" : " in " + units));
    text.append(KernelTable.of(stencil, fit.standardErrors(input), fit.stencilAxes(), units));
    line("");
    if (stencil.largestCoefficient() == 0) {
      item("identified", "zero");
      return;
    }
    String[] names = fit.stencilAxes().stream().map(Axis::name).toArray(String[]::new);
    String[] lengths = fit.stencilAxes().stream().map(Axis::units).toArray(String[]::new);
    String[] lengthUnits =
        Arrays.stream(lengths).allMatch(String::isEmpty) ? new String[0] : lengths;
    item("identified", fit.identified(input).sentence(units, lengthUnits, names));
    Accuracy accuracy = fit.accuracy(input);
    item("approximates", accuracy.toString(names));
    item("order", order(accuracy));
    item("symbol", symbol(stencil));
    if (input.equals(fit.inputs().getFirst())) {
      rateUnits(units).ifPresent(this::stability);
    }
    line("");
  }

  private static String order(Accuracy accuracy) {
    if (accuracy.order().isEmpty()) {
      return "exact as far as the errors of the coefficients tell";
    }
    int order = accuracy.order().getAsInt();
    return order > 0 ? String.valueOf(order) : "not consistent with a single operator";
  }

  private static String symbol(Stencil stencil) {
    FourierSymbol symbol = stencil.symbol();
    List<String> values = new ArrayList<>();
    int dims = stencil.dims();
    for (int mask = 1; mask < 1 << dims; mask++) {
      double[] angles = new double[dims];
      List<String> named = new ArrayList<>();
      for (int axis = 0; axis < dims; axis++) {
        boolean shortest = (mask >> axis & 1) == 1;
        angles[axis] = shortest ? Math.PI : 0;
        named.add(shortest ? "π" : "0");
      }
      Complex value = symbol.atAngles(angles);
      values.add("(" + String.join(",", named) + ") " + complex(value, stencil));
    }
    for (int axis = dims - 1; axis >= 0; axis--) {
      double[] angles = new double[dims];
      angles[axis] = Math.PI / 2;
      Complex value = symbol.atAngles(angles);
      if (Math.abs(value.getImaginaryPart()) > REAL * stencil.largestCoefficient()) {
        String[] named = new String[dims];
        Arrays.setAll(named, i -> angles[i] == 0 ? "0" : "π/2");
        values.add("(" + String.join(",", named) + ") " + complex(value, stencil));
      }
    }
    return String.join("   ", values);
  }

  private static String complex(Complex value, Stencil stencil) {
    boolean real = Math.abs(value.getImaginaryPart()) <= REAL * stencil.largestCoefficient();
    String part = ShortNumber.decimal(value.getRealPart(), 5);
    return real
        ? part
        : part
            + (value.getImaginaryPart() < 0 ? " - " : " + ")
            + ShortNumber.decimal(Math.abs(value.getImaginaryPart()), 5)
            + "i";
  }

  /** Units of time, where the target is a rate of the input: formed here, or by its units. */
  private Optional<String> rateUnits(String coefficientUnits) {
    if (fit.timeDifference() != null) {
      return Optional.of(fit.timeUnits());
    }
    return coefficientUnits.equals("1/s") ? Optional.of("s") : Optional.empty();
  }

  private void stability(String timeUnits) {
    List<String> steps = new ArrayList<>();
    for (TimeScheme scheme : TimeScheme.values()) {
      StabilityLimit limit = fit.largestStableStep(scheme);
      steps.add(scheme + " " + (limit.isStable() ? ShortNumber.decimal(limit.step(), 5) : "none"));
    }
    item(
        "largest step",
        String.join(", ", steps) + (timeUnits.isEmpty() ? "" : " (" + timeUnits + ")"));
  }

  private void quality() {
    if (fit.hasBias()) {
      item("bias", new Estimate(fit.bias(), fit.biasStandardError()).toString());
    }
    item("R²", rSquared());
    item(
        "residual",
        String.format(
            Locale.ROOT,
            "%.3g standard deviation (target: %.3g root mean square)",
            fit.residualStandardDeviation(),
            fit.targetRootMeanSquare()));
    item(
        "samples",
        String.format(Locale.ROOT, "%,d", fit.samples())
            + (fit.leftOut() == 0
                ? ""
                : String.format(Locale.ROOT, ", %,d left out for missing values", fit.leftOut())));
    item("condition", String.format(Locale.ROOT, "%.3g", fit.conditionNumber()));
    if (fit.noise().warning().isEmpty()) {
      item("noise", fit.noise().explanation());
    }
  }

  private String rSquared() {
    double unexplained = 1 - fit.rSquared();
    if (Double.isNaN(unexplained)) {
      return "none: the target does not vary";
    }
    String share =
        Math.abs(unexplained) < 1e-14
            ? "1 to rounding"
            : unexplained > 0 && unexplained < 1e-4
                ? String.format(Locale.ROOT, "1 - %.1e", unexplained)
                : String.format(Locale.ROOT, "%.6f", fit.rSquared());
    return share + (fit.hasBias() ? " about the mean" : " about zero");
  }

  private void warnings() {
    for (String warning : fit.warnings()) {
      line("warning: " + warning);
    }
  }

  private String axes() {
    return String.join(
        ", ",
        fit.stencilAxes().stream()
            .map(
                axis ->
                    axis.name()
                        + " (spacing "
                        + ShortNumber.decimal(Math.abs(axis.spacing()))
                        + (axis.units().isEmpty() ? "" : " " + axis.units())
                        + ")")
            .toList());
  }

  private String boundary() {
    List<String> modes =
        fit.boundary().stream().map(mode -> mode.name().toLowerCase(Locale.ROOT)).toList();
    return modes.stream().distinct().count() == 1 ? modes.getFirst() : String.join(", ", modes);
  }

  private void item(String label, String value) {
    line(label + " ".repeat(Math.max(1, LABEL - label.length())) + value);
  }

  private void line(String line) {
    text.append(line).append('\n');
  }
}
