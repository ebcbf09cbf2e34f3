package org.sciml4j.operators.classical;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.hipparchus.linear.MatrixUtils;
import org.hipparchus.linear.RealMatrix;
import org.sciml4j.core.InvalidInputException;
import org.sciml4j.operators.DifferentialOperator;
import org.sciml4j.operators.MultiIndex;
import org.sciml4j.operators.Stencil;
import org.sciml4j.operators.analysis.TaylorExpansion;
import org.sciml4j.operators.notation.Estimate;
import org.sciml4j.operators.notation.ShortNumber;

/**
 * What a stencil is: the simplest classical stencil, or sum of them, that it cannot be told from.
 *
 * <p>Among all forms the one with the lowest {@code N/2 ln(1 + Q/N) + 2 q ln N} is chosen, where Q
 * is the squared distance in standard errors (in units of the resolution where coefficients are
 * exact), N the number of coefficients and q the number of unknown factors: an extra term must
 * explain clearly more than chance would.
 */
public final class Identification {
  /** Relative distance up to which a form counts as what the stencil is. */
  public static final double MATCH = 0.02;

  /** Standard errors a moment must differ from zero to be named. */
  private static final double SIGNIFICANT = 3;

  private final Stencil stencil;
  private final List<Form> forms;
  private final SortedMap<MultiIndex, Estimate> derivatives;
  private final boolean withinErrors;

  private Identification(
      Stencil stencil,
      List<Form> forms,
      SortedMap<MultiIndex, Estimate> derivatives,
      boolean withinErrors) {
    this.stencil = stencil;
    this.forms = forms;
    this.derivatives = Collections.unmodifiableSortedMap(derivatives);
    this.withinErrors = withinErrors;
  }

  /**
   * One form with its factors.
   *
   * @param terms classical stencils and their factors
   * @param relativeDistance distance of the stencil from their sum over the stencil's own size,
   *     both as root of the sum of squares; the identity of a time step is left out of the size
   * @param score the number forms are compared by; lower is better
   */
  public record Form(List<IdentifiedTerm> terms, double relativeDistance, double score) {
    /** Keeps its own copy. */
    public Form {
      terms = List.copyOf(terms);
    }
  }

  /** Of a stencil whose coefficients are exact. */
  public static Identification of(Stencil stencil) {
    return search(stencil, Optional.empty());
  }

  /**
   * Of a stencil with uncertain coefficients.
   *
   * @param covariance of the coefficients, in the order of the stencil's offsets
   */
  public static Identification of(Stencil stencil, RealMatrix covariance) {
    if (covariance.getRowDimension() != stencil.size() || !covariance.isSquare()) {
      throw new InvalidInputException(
          "covariance",
          covariance.getRowDimension() + " x " + covariance.getColumnDimension(),
          stencil.size() + " x " + stencil.size(),
          "give a row and a column per offset");
    }
    return search(stencil, Optional.of(covariance));
  }

  /**
   * Of a stencil with independent errors.
   *
   * @param standardErrors one per coefficient, in the order of the stencil's offsets
   */
  public static Identification of(Stencil stencil, double[] standardErrors) {
    double[] variances = new double[standardErrors.length];
    for (int k = 0; k < variances.length; k++) {
      variances[k] = standardErrors[k] * standardErrors[k];
    }
    return of(stencil, MatrixUtils.createRealDiagonalMatrix(variances));
  }

  /** Of a stencil that is one of many, as the data it comes from leaves coefficients open. */
  public static Identification ofUndetermined(Stencil stencil) {
    return new Identification(stencil, List.of(), derivatives(TaylorExpansion.of(stencil)), false);
  }

  /** The stencil that was identified. */
  public Stencil stencil() {
    return stencil;
  }

  /** Terms of the nearest form; empty for a stencil of zeros and for one left open. */
  public List<IdentifiedTerm> terms() {
    return forms.isEmpty() ? List.of() : forms.getFirst().terms();
  }

  /** The nearest forms, best first. */
  public List<Form> forms() {
    return forms;
  }

  /** How far the stencil is from its nearest form, over its own size. */
  public double relativeDistance() {
    return forms.isEmpty() ? 0 : forms.getFirst().relativeDistance();
  }

  /**
   * Whether the nearest form is within {@link #MATCH}, or within the errors of the coefficients.
   */
  public boolean isMatch() {
    return !forms.isEmpty() && (relativeDistance() <= MATCH || withinErrors);
  }

  /** Whether the nearest form is no farther away than the errors of the coefficients explain. */
  public boolean isWithinErrors() {
    return withinErrors;
  }

  /**
   * The differential operator that the stencil's significant moments name, up to second order or to
   * the lowest there is, whatever the classical stencils say.
   */
  public DifferentialOperator operator() {
    Map<MultiIndex, Double> terms = new TreeMap<>();
    derivatives.forEach((alpha, coefficient) -> terms.put(alpha, coefficient.value()));
    return DifferentialOperator.of(stencil.dims(), terms);
  }

  /**
   * The coefficients of {@link #operator()} with their standard errors. Data often determine these
   * moments far better than the single coefficients of the stencil.
   */
  public SortedMap<MultiIndex, Estimate> derivatives() {
    return derivatives;
  }

  /** The sum of the nearest form's terms on the stencil's grid. */
  public Stencil nearest() {
    Stencil sum = stencil.times(0);
    for (IdentifiedTerm term : terms()) {
      sum = sum.plus(term.stencil().on(stencil.spacing()).times(term.scale().value()));
    }
    return sum;
  }

  /** {@link #sentence(String, String[], String...)} without units, with standard axis names. */
  @Override
  public String toString() {
    return sentence("", new String[0]);
  }

  /**
   * What the stencil is, in words: {@code 0.1000 ± 0.0002 m²/s × 5-point Laplacian}, or, where it
   * is none of the classical ones, the derivatives its moments name, and the nearest of them.
   *
   * @param coefficientUnits units of the stencil's coefficients, e.g. {@code 1/s}; empty for none
   * @param lengthUnits units of the coordinates, one per axis or one for all; empty for none
   * @param axisNames names of the axes, one per axis; none for the standard ones
   */
  public String sentence(String coefficientUnits, String[] lengthUnits, String... axisNames) {
    return IdentificationText.of(this, coefficientUnits, lengthUnits, axisNames);
  }

  private static Identification search(Stencil stencil, Optional<RealMatrix> covariance) {
    if (stencil.largestCoefficient() == 0) {
      return new Identification(stencil, List.of(), new TreeMap<>(), false);
    }
    FormFit fit = new FormFit(stencil, covariance);
    List<Form> forms = fit.nearest();
    TaylorExpansion expansion =
        covariance
            .map(c -> TaylorExpansion.of(stencil, c, SIGNIFICANT))
            .orElseGet(() -> TaylorExpansion.of(stencil));
    boolean withinErrors =
        !forms.isEmpty() && covariance.isPresent() && fit.isWithinErrors(forms.getFirst());
    return new Identification(stencil, forms, derivatives(expansion), withinErrors);
  }

  private static SortedMap<MultiIndex, Estimate> derivatives(TaylorExpansion expansion) {
    SortedMap<MultiIndex, Estimate> derivatives = new TreeMap<>();
    expansion
        .lowest()
        .terms()
        .keySet()
        .forEach(alpha -> derivatives.put(alpha, expansion.moment(alpha)));
    return derivatives;
  }

  /** {@code 2.1 %}. */
  static String percent(double ratio) {
    return ShortNumber.decimal(100 * ratio, 2) + " %";
  }
}
