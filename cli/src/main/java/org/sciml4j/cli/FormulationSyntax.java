package org.sciml4j.cli;

import org.sciml4j.sindy.differentiation.Differentiation;
import org.sciml4j.sindy.differentiation.FiniteDifferences;
import org.sciml4j.sindy.differentiation.SavitzkyGolay;
import org.sciml4j.sindy.differentiation.SmoothingSpline;
import org.sciml4j.sindy.differentiation.SpectralDifferentiation;
import org.sciml4j.sindy.differentiation.TotalVariation;
import org.sciml4j.sindy.formulation.Formulation;
import org.sciml4j.sindy.formulation.StrongForm;
import org.sciml4j.sindy.formulation.WeakForm;

/** Reads {@code --differentiate fd:2}: how samples become rows of the regression. */
final class FormulationSyntax {
  private FormulationSyntax() {}

  static Formulation parse(String text, int order) {
    MethodText method = MethodText.parse("--differentiate", text);
    if (!method.name().equals("weak")) {
      return new StrongForm(differentiation(method), order);
    }
    if (order != 1) {
      throw method.bad("a method that differentiates twice, for --second-order");
    }
    return WeakForm.weakForm(method.atMost(1).whole(0, 100));
  }

  private static Differentiation differentiation(MethodText method) {
    return switch (method.name()) {
      case "fd" -> FiniteDifferences.centralDifferences(method.atMost(1).whole(0, 2));
      case "savgol" ->
          SavitzkyGolay.savitzkyGolay(method.atMost(2).whole(0, 11), method.whole(1, 3));
      case "spline" ->
          method.atMost(1).has(0)
              ? SmoothingSpline.smoothingSpline(method.number(0, 0))
              : SmoothingSpline.smoothingSpline();
      case "spectral" -> {
        method.atMost(0);
        yield SpectralDifferentiation.spectralDifferentiation();
      }
      case "tv" -> TotalVariation.totalVariation(method.atMost(1).number(0, 1e-3));
      case "trend" -> TotalVariation.trendFilter(method.atMost(1).number(0, 1e-3));
      default ->
          throw method.bad(
              "fd:ACCURACY, savgol:WINDOW:DEGREE, spline[:LAMBDA], spectral, tv:ALPHA,"
                  + " trend:ALPHA or weak:SUBDOMAINS");
    };
  }
}
