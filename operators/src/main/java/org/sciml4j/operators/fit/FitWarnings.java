package org.sciml4j.operators.fit;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What deserves attention about a fit, apart from noise. */
final class FitWarnings {
  private static final double ILL_CONDITIONED = 1e8;
  private static final int MOST_LISTED = 6;

  private FitWarnings() {}

  static List<String> of(StencilFit fit, FitNumbers numbers, FitSettings settings) {
    List<String> warnings = new ArrayList<>();
    if (numbers.openDirections() > 0) {
      warnings.add(undetermined(fit, numbers));
    } else if (fit.conditionNumber() > ILL_CONDITIONED) {
      warnings.add(
          String.format(
              Locale.ROOT,
              "ill-conditioned data (condition number %.1e): the field is so smooth that some"
                  + " combinations of coefficients are poorly determined; constrain the stencil",
              fit.conditionNumber()));
    }
    if (numbers.targetVariance() == 0) {
      warnings.add("the target is zero everywhere, so the coefficients are zero");
    }
    if (settings.ridge() > 0 && settings.threshold() == 0) {
      warnings.add("ridge pulls the coefficients towards zero; the error bars leave this out");
    }
    return warnings;
  }

  private static String undetermined(StencilFit fit, FitNumbers numbers) {
    List<Combination> open = fit.undetermined();
    List<Combination> known = fit.determined();
    boolean tellKnown = known.size() <= open.size();
    List<Combination> told = tellKnown ? known : open;
    String list =
        String.join("; ", told.stream().limit(MOST_LISTED).map(Combination::toString).toList())
            + (told.size() > MOST_LISTED ? "; ..." : "");
    return "the data leaves "
        + numbers.openDirections()
        + (numbers.openDirections() == 1 ? " direction" : " directions")
        + " of the coefficients open: it determines "
        + (tellKnown ? "only " + list : "nothing about multiples of " + list)
        + ". The shortest solution is shown; constrain the stencil or use richer data";
  }
}
