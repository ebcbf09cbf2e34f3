package org.sciml4j.cli;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.sciml4j.cli.figure.CoefficientPathFigure;
import org.sciml4j.cli.figure.Figure;
import org.sciml4j.core.InvalidInputException;
import org.sciml4j.core.random.RandomKey;
import org.sciml4j.sindy.regression.CoefficientPath;
import org.sciml4j.sindy.regression.Ensemble;
import org.sciml4j.sindy.regression.LeastSquaresProblem;
import org.sciml4j.sindy.regression.ModifiedStlsq;
import org.sciml4j.sindy.regression.SparseRegression;
import org.sciml4j.sindy.regression.UnitFreeStlsq;
import picocli.CommandLine.Option;

/** How terms are chosen. */
final class RegressionOptions {
  private static final double USUAL_THRESHOLD = 0.1;
  private static final double DECADES = 30;
  private static final int PATH_POINTS = 121;

  @Option(
      names = "--optimizer",
      paramLabel = "METHOD",
      description =
          "Sparse regression: "
              + RegressionSyntax.METHODS
              + ". Default: stlsq; mstls, which finds its own threshold, of fields unless one is"
              + " given.")
  private String optimizer;

  @Option(
      names = "--threshold",
      paramLabel = "NUMBER",
      description =
          "Smallest coefficient that stays; tolerance of stridge, weight of lasso. Default: 0.1.")
  private Double threshold;

  @Option(
      names = "--ensemble",
      paramLabel = "N",
      description = "Fit N models to rows drawn with replacement and take the median.")
  private Integer ensemble;

  @Option(
      names = "--seed",
      defaultValue = "0",
      paramLabel = "NUMBER",
      description = "Of the draws of --ensemble, --sample and stridge: ${DEFAULT-VALUE}.")
  private long seed;

  /**
   * The method, in an ensemble where one is asked for.
   *
   * @param usual the method where neither one nor a threshold is given
   */
  SparseRegression method(String usual) {
    return ensemble(usual)
        .<SparseRegression>map(together -> together)
        .orElseGet(() -> alone(usual));
  }

  /** The ensemble, where one is asked for. */
  Optional<Ensemble> ensemble(String usual) {
    return Optional.ofNullable(ensemble)
        .map(models -> Ensemble.bagging(alone(usual), models, key()));
  }

  private SparseRegression alone(String usual) {
    String name = name(usual);
    SparseRegression method = RegressionSyntax.parse(name, threshold(), key());
    if (threshold != null && !RegressionSyntax.hasThreshold(name)) {
      throw new InvalidInputException(
          "--threshold",
          "given for " + name + ", which has none",
          "stlsq, stridge, sr3 or lasso with it",
          "leave it out or choose another method with --optimizer");
    }
    return method;
  }

  private double threshold() {
    return threshold == null ? USUAL_THRESHOLD : threshold;
  }

  RandomKey key() {
    return RandomKey.of(seed);
  }

  /**
   * The coefficients over a range of thresholds, for methods that have one.
   *
   * @param equations left-hand sides, one for each target
   */
  Optional<Figure> path(
      String usual, LeastSquaresProblem problem, List<String> equations, List<String> terms) {
    double[] thresholds;
    double[] chosen = new double[equations.size()];
    CoefficientPath path;
    if (MethodText.parse("--optimizer", name(usual)).name().equals("mstls")) {
      thresholds = CoefficientPath.geometric(1e-4, 1, PATH_POINTS);
      path =
          CoefficientPath.of(
              problem, thresholds, t -> new UnitFreeStlsq(new ModifiedStlsq(new double[] {t})));
      Arrays.setAll(
          chosen, target -> UnitFreeStlsq.published().choose(problem, target).threshold());
    } else if (RegressionSyntax.hasThreshold(name(usual))) {
      thresholds =
          CoefficientPath.geometric(threshold() / DECADES, threshold() * DECADES, PATH_POINTS);
      path =
          CoefficientPath.of(
              problem, thresholds, t -> RegressionSyntax.parse(name(usual), t, key()));
      Arrays.fill(chosen, threshold());
    } else {
      return Optional.empty();
    }
    return Optional.of(
        CoefficientPathFigure.of(
            "thresholds",
            "Coefficients over the threshold",
            equations,
            terms,
            thresholds,
            chosen,
            path.coefficients()));
  }

  private String name(String usual) {
    String otherwise = threshold == null ? usual : "stlsq";
    return optimizer == null ? otherwise : optimizer;
  }
}
