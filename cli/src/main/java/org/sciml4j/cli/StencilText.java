package org.sciml4j.cli;

import java.io.PrintWriter;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.hipparchus.complex.Complex;
import org.sciml4j.operators.Stencil;
import org.sciml4j.operators.analysis.Accuracy;
import org.sciml4j.operators.analysis.StabilityLimit;
import org.sciml4j.operators.analysis.TimeScheme;
import org.sciml4j.operators.notation.ShortNumber;

/** Prints what a stencil's coefficients imply: operator, order, symbol and stability. */
final class StencilText {
  private static final double[] TURNS = {0.25, 0.5, 0.75, 1};

  private StencilText() {}

  /** Prints one section after the other, each with its heading in a left column. */
  static void print(Stencil stencil, Accuracy accuracy, List<String> axisNames, PrintWriter out) {
    String[] names = axisNames.toArray(String[]::new);
    section(out, "kernel", stencil.toString());
    section(out, "operator", "K u = " + accuracy.toString(names));
    section(
        out,
        "order",
        accuracy.order().isEmpty()
            ? "exact: no error term"
            : accuracy.isConsistent()
                ? Integer.toString(accuracy.order().getAsInt())
                : "not consistent with its leading derivative");
    section(out, "symbol", symbol(stencil, accuracy, axisNames));
    section(out, "stability", stability(stencil));
  }

  /** Prints a heading and lines of text, indented beside it. */
  static void section(PrintWriter out, String heading, String text) {
    String[] lines = text.split("\\R");
    for (int i = 0; i < lines.length; i++) {
      out.println(String.format("%-11s", i == 0 ? heading : "") + lines[i]);
    }
  }

  private static String symbol(Stencil stencil, Accuracy accuracy, List<String> axisNames) {
    StringBuilder text = new StringBuilder("\u03bb(k), exact in brackets");
    for (int axis = stencil.dims() - 1; axis >= 0; axis--) {
      for (double turn : TURNS) {
        double[] k = new double[stencil.dims()];
        k[axis] = turn * stencil.symbol().nyquist(axis);
        text.append("\n  ")
            .append(String.format("%-14s", "k" + axisNames.get(axis) + " h = " + angle(turn)))
            .append(complex(stencil.symbol().at(k)))
            .append("  (")
            .append(complex(accuracy.operator().symbol(k)))
            .append(')');
      }
    }
    return text.toString();
  }

  private static String stability(Stencil stencil) {
    List<StabilityLimit> limits = limits(stencil);
    return limits.stream().anyMatch(StabilityLimit::isStable)
        ? stability("K u", limits)
        : stability("K u", limits) + "\n" + stability("-K u", limits(stencil.times(-1)));
  }

  private static String stability(String rightHandSide, List<StabilityLimit> limits) {
    return "of du/dt = "
        + rightHandSide
        + limits.stream().map(limit -> "\n  " + limit).collect(Collectors.joining());
  }

  private static List<StabilityLimit> limits(Stencil stencil) {
    return Arrays.stream(TimeScheme.values()).map(stencil::largestStableStep).toList();
  }

  private static String angle(double turn) {
    return turn == 1 ? "\u03c0" : ShortNumber.decimal(turn) + "\u03c0";
  }

  private static String complex(Complex value) {
    String re = ShortNumber.decimal(value.getReal(), 5);
    if (Math.abs(value.getImaginary()) <= 1e-12 * value.norm()) {
      return re;
    }
    String im = ShortNumber.decimal(Math.abs(value.getImaginary()), 5) + "i";
    if (Math.abs(value.getReal()) <= 1e-12 * value.norm()) {
      return (value.getImaginary() < 0 ? "-" : "") + im;
    }
    return re + (value.getImaginary() < 0 ? " - " : " + ") + im;
  }
}
