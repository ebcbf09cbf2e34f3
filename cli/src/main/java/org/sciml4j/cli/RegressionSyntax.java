package org.sciml4j.cli;

import java.util.List;
import org.sciml4j.core.random.RandomKey;
import org.sciml4j.sindy.regression.BestSubset;
import org.sciml4j.sindy.regression.Frols;
import org.sciml4j.sindy.regression.InformationCriterion;
import org.sciml4j.sindy.regression.Lasso;
import org.sciml4j.sindy.regression.ModelSize;
import org.sciml4j.sindy.regression.Relaxation;
import org.sciml4j.sindy.regression.SparseRegression;
import org.sciml4j.sindy.regression.Sr3;
import org.sciml4j.sindy.regression.Ssr;
import org.sciml4j.sindy.regression.Stlsq;
import org.sciml4j.sindy.regression.Stridge;
import org.sciml4j.sindy.regression.UnitFreeStlsq;

/** Reads {@code --optimizer stlsq} with {@code --threshold}. */
final class RegressionSyntax {
  static final String METHODS =
      "stlsq[:RIDGE], stridge, sr3, lasso, mstls, ssr[:TERMS], frols[:TERMS], subset[:TERMS]";

  private RegressionSyntax() {}

  static SparseRegression parse(String text, double threshold, RandomKey key) {
    MethodText method = MethodText.parse("--optimizer", text).atMost(1);
    return switch (method.name()) {
      case "stlsq" -> {
        Stlsq usual = Stlsq.of(threshold);
        yield usual.withRidge(method.number(0, usual.ridge()));
      }
      case "stridge" -> Stridge.of(threshold, key);
      case "sr3" -> Sr3.of(Relaxation.threshold(threshold));
      case "lasso" -> Lasso.of(threshold);
      case "mstls" -> UnitFreeStlsq.published();
      case "ssr" -> new Ssr(size(method), false);
      case "frols" -> new Frols(size(method));
      case "subset" -> new BestSubset(size(method));
      default -> throw method.bad(METHODS);
    };
  }

  /** Whether the method's choice depends on {@code --threshold}. */
  static boolean hasThreshold(String text) {
    return List.of("stlsq", "stridge", "sr3", "lasso")
        .contains(MethodText.parse("--optimizer", text).name());
  }

  /** So many terms in each equation, or as many as Schwarz' criterion asks for. */
  private static ModelSize size(MethodText method) {
    return method.has(0)
        ? new ModelSize.Terms(method.whole(0, 1))
        : new ModelSize.Least(InformationCriterion.BIC);
  }
}
