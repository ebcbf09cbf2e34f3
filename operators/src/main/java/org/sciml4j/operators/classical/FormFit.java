package org.sciml4j.operators.classical;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.hipparchus.linear.Array2DRowRealMatrix;
import org.hipparchus.linear.ArrayRealVector;
import org.hipparchus.linear.DecompositionSolver;
import org.hipparchus.linear.MatrixUtils;
import org.hipparchus.linear.QRDecomposition;
import org.hipparchus.linear.RealMatrix;
import org.hipparchus.linear.RealVector;
import org.sciml4j.operators.Stencil;
import org.sciml4j.operators.notation.Estimate;

/**
 * Fits sums of classical stencils to a stencil by generalised least squares, with the inverse of
 * the coefficients' covariance as weight, and ranks them.
 */
final class FormFit {
  /** Beyond so many coefficients more of them do not make a form more credible. */
  private static final int MOST_COUNTED = 25;

  private static final int KEPT = 5;

  /** Scores this close are equally good; the plainer form is taken. */
  private static final double TIE = 0.1;

  /** A filter's factor is one within this. */
  private static final double UNSCALED = 1e-3;

  private final Stencil stencil;
  private final CoefficientErrors errors;
  private final RealVector target;
  private final Map<ClassicalStencil, RealVector> kernels = new LinkedHashMap<>();
  private final ClassicalStencil identity;
  private final List<CandidateSum> candidates;

  FormFit(Stencil stencil, Optional<RealMatrix> covariance) {
    this.stencil = stencil;
    this.errors = new CoefficientErrors(stencil, covariance);
    this.target = new ArrayRealVector(stencil.toDense());
    this.identity = ClassicalStencils.named("identity", stencil.dims());
    this.candidates = CandidateSums.of(stencil);
    kernels.put(identity, kernel(identity));
    candidates.stream()
        .flatMap(candidate -> candidate.entries().stream())
        .forEach(entry -> kernels.computeIfAbsent(entry, this::kernel));
  }

  /** The best forms, best first. */
  List<Identification.Form> nearest() {
    WhitenedKernels whitened = new WhitenedKernels(kernels, target, errors);
    List<Scored> scored = new ArrayList<>();
    double best = Double.POSITIVE_INFINITY;
    for (CandidateSum candidate : candidates) {
      if (penalty(candidate.unknowns(), false) > best + TIE) {
        break;
      }
      boolean onIdentity = candidate.onIdentity();
      Optional<WhitenedKernels.Solution> solution =
          whitened.solve(
              candidate.entries(), onIdentity ? Optional.of(identity) : Optional.empty());
      if (solution.isPresent()) {
        double score =
            misfit(solution.get().squaredDistance()) + penalty(candidate.unknowns(), onIdentity);
        scored.add(new Scored(candidate, solution.get().factors(), score));
        best = Math.min(best, score);
      }
    }
    double limit = best + TIE;
    return scored.stream()
        .sorted(
            Comparator.<Scored>comparingInt(form -> form.score <= limit ? form.plainness() : 9)
                .thenComparingDouble(form -> form.score <= limit ? 0 : form.score))
        .limit(KEPT)
        .map(this::form)
        .toList();
  }

  /** Whether the distance of the best form is what the errors of the coefficients make likely. */
  boolean isWithinErrors(Identification.Form form) {
    int n = counted();
    int unknowns = (int) form.terms().stream().filter(term -> !term.fixed()).count();
    boolean onIdentity = unknowns < form.terms().size();
    double q = n * Math.expm1((form.score() - penalty(unknowns, onIdentity)) * 2 / n);
    double noise = Math.sqrt(errors.totalVariance()) / target.getNorm();
    return q <= n + 4 * Math.sqrt(2.0 * n) && noise < 0.5;
  }

  private record Scored(CandidateSum candidate, List<Double> factors, double score) {
    /** Fewer unknowns first; filters before sums where unscaled, after them where scaled. */
    int plainness() {
      if (candidate.isFilter()) {
        return Math.abs(factors.getFirst() - 1) < UNSCALED ? 1 : 3;
      }
      return candidate.unknowns() == 1 && !candidate.onIdentity() ? 0 : 1 + candidate.unknowns();
    }
  }

  private double misfit(double squaredDistance) {
    return 0.5 * counted() * Math.log1p(squaredDistance / counted());
  }

  /** Hundreds of forms compete, so an unknown must earn twice what one form alone would ask. */
  private double penalty(int unknowns, boolean onIdentity) {
    return (2 * unknowns + (onIdentity ? 1 : 0)) * Math.log(counted());
  }

  private int counted() {
    return Math.clamp(target.getDimension(), 3, MOST_COUNTED);
  }

  private Identification.Form form(Scored fitted) {
    List<ClassicalStencil> entries = fitted.candidate().entries();
    boolean onIdentity = fitted.candidate().onIdentity();
    RealVector residual = onIdentity ? target.subtract(kernels.get(identity)) : target;
    double size = residual.getNorm();
    RealMatrix basis = new Array2DRowRealMatrix(target.getDimension(), entries.size());
    for (int i = 0; i < entries.size(); i++) {
      RealVector kernel = kernels.get(entries.get(i));
      basis.setColumnVector(i, kernel);
      residual = residual.subtract(kernel.mapMultiply(fitted.factors().get(i)));
    }
    double[] standardErrors = standardErrors(basis);
    List<IdentifiedTerm> terms = new ArrayList<>();
    if (onIdentity) {
      terms.add(new IdentifiedTerm(new Estimate(1, 0), identity, true));
    }
    for (int i = 0; i < entries.size(); i++) {
      Estimate factor = new Estimate(fitted.factors().get(i), standardErrors[i]);
      terms.add(new IdentifiedTerm(factor, entries.get(i), false));
    }
    double distance = size == 0 ? 0 : residual.getNorm() / size;
    return new Identification.Form(terms, distance, fitted.score());
  }

  /**
   * Standard errors of the factors {@code s = G c}, {@code G = (BᵀWB)⁻¹BᵀW}: the coefficients'
   * covariance carried through. A misfit is told by the distance and does not widen them; they are
   * not a number where nothing is known of the coefficients' errors.
   */
  private double[] standardErrors(RealMatrix basis) {
    int unknowns = basis.getColumnDimension();
    if (!errors.areKnown()) {
      return DoubleStream.generate(() -> Double.NaN).limit(unknowns).toArray();
    }
    RealMatrix weighted = columns(basis, errors::weight);
    DecompositionSolver normal = new QRDecomposition(weighted.transposeMultiply(basis)).getSolver();
    RealMatrix g = normal.solve(weighted.transpose());
    RealMatrix ofFactors = g.multiply(columns(g.transpose(), errors::covariance));
    return IntStream.range(0, unknowns)
        .mapToDouble(i -> Math.sqrt(Math.max(0, ofFactors.getEntry(i, i))))
        .toArray();
  }

  private static RealMatrix columns(RealMatrix matrix, UnaryOperator<RealVector> map) {
    RealMatrix mapped = matrix.copy();
    for (int i = 0; i < matrix.getColumnDimension(); i++) {
      mapped.setColumnVector(i, map.apply(matrix.getColumnVector(i)));
    }
    return mapped;
  }

  private RealVector kernel(ClassicalStencil entry) {
    return MatrixUtils.createRealVector(entry.on(stencil.spacing()).toDense(stencil.extents()));
  }
}
