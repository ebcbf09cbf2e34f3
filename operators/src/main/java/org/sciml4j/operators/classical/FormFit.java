package org.sciml4j.operators.classical;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.hipparchus.linear.Array2DRowRealMatrix;
import org.hipparchus.linear.ArrayRealVector;
import org.hipparchus.linear.CholeskyDecomposition;
import org.hipparchus.linear.DecompositionSolver;
import org.hipparchus.linear.MatrixUtils;
import org.hipparchus.linear.QRDecomposition;
import org.hipparchus.linear.RealMatrix;
import org.hipparchus.linear.RealVector;
import org.sciml4j.operators.Stencil;
import org.sciml4j.operators.notation.Estimate;

/**
 * Fits sums of classical stencils to a stencil by generalised least squares, with the inverse of
 * the coefficients' covariance as weight. A small multiple of the identity is added to the
 * covariance, the resolution below which two stencils are the same.
 */
final class FormFit {
  /** Resolution relative to the largest coefficient, for coefficients known with their errors. */
  private static final double RESOLUTION = 1e-6;

  /** The same where nothing is known of errors; kernels are typed with few digits. */
  private static final double RESOLUTION_UNKNOWN = 1e-4;

  /** Beyond so many coefficients more of them do not make a form more credible. */
  private static final int MOST_COUNTED = 25;

  private static final int KEPT = 5;
  private static final double SINGULAR = 1e-9;

  private final Stencil stencil;
  private final int[] extents;
  private final RealMatrix covariance;
  private final boolean errorsKnown;

  FormFit(Stencil stencil, Optional<RealMatrix> covariance) {
    this.stencil = stencil;
    this.extents = stencil.extents();
    this.errorsKnown = covariance.isPresent();
    this.covariance = overBox(covariance);
  }

  /** The best forms, best first. */
  List<Identification.Form> nearest() {
    List<CandidateSum> candidates = CandidateSums.of(stencil);
    Map<ClassicalStencil, RealVector> kernels = new LinkedHashMap<>();
    ClassicalStencil identity = ClassicalStencils.named("identity", stencil.dims());
    kernels.put(identity, kernel(identity));
    candidates.stream()
        .flatMap(candidate -> candidate.entries().stream())
        .forEach(entry -> kernels.computeIfAbsent(entry, this::kernel));
    Whitened whitened = new Whitened(kernels);
    List<Scored> scored = new ArrayList<>();
    double logN = Math.log(counted());
    double best = Double.POSITIVE_INFINITY;
    for (CandidateSum candidate : candidates) {
      if (candidate.unknowns() * logN > best) {
        break;
      }
      Optional<Scored> fitted = whitened.fit(candidate);
      fitted.ifPresent(scored::add);
      best = Math.min(best, fitted.map(Scored::score).orElse(best));
    }
    return scored.stream()
        .sorted(Comparator.comparingDouble(Scored::score))
        .limit(KEPT)
        .map(fitted -> form(fitted, kernels))
        .toList();
  }

  /** Whether the distance is what the errors of the coefficients make likely. */
  boolean isWithinErrors(Identification.Form form) {
    int n = counted();
    double q = n * Math.expm1(2.0 / n * (form.score() - unknowns(form) * Math.log(n)));
    double size = stencil.largestCoefficient() * Math.sqrt(stencil.size());
    double noise = Math.sqrt(covariance.getTrace()) / size;
    return q <= n + 4 * Math.sqrt(2.0 * n) && noise < 0.5;
  }

  private record Scored(CandidateSum candidate, double[] factors, double score) {}

  /** All kernels in coordinates in which the weighted distance is the plain one. */
  private final class Whitened {
    private final Map<ClassicalStencil, RealVector> vectors = new LinkedHashMap<>();
    private final RealVector target;
    private final RealVector identity;

    Whitened(Map<ClassicalStencil, RealVector> kernels) {
      CholeskyDecomposition factor = new CholeskyDecomposition(withResolution(), 1e-9, 0);
      RealMatrix columns = new Array2DRowRealMatrix(boxSize(), kernels.size() + 1);
      int column = 0;
      for (RealVector kernel : kernels.values()) {
        columns.setColumnVector(column++, whiten(factor, kernel));
      }
      columns.setColumnVector(column, whiten(factor, target()));
      RealMatrix compressed = compress(columns);
      column = 0;
      for (ClassicalStencil entry : kernels.keySet()) {
        vectors.put(entry, compressed.getColumnVector(column++));
      }
      target = compressed.getColumnVector(column);
      identity = compressed.getColumnVector(0);
    }

    private RealVector whiten(CholeskyDecomposition factor, RealVector kernel) {
      RealVector whitened = kernel.copy();
      MatrixUtils.solveLowerTriangularSystem(factor.getL(), whitened);
      return whitened;
    }

    /** Distances are kept by the triangular factor, which has no more rows than columns. */
    private RealMatrix compress(RealMatrix columns) {
      int n = columns.getColumnDimension();
      return columns.getRowDimension() <= n
          ? columns
          : new QRDecomposition(columns).getR().getSubMatrix(0, n - 1, 0, n - 1);
    }

    Optional<Scored> fit(CandidateSum candidate) {
      RealVector wanted = candidate.onIdentity() ? target.subtract(identity) : target;
      RealMatrix design = new Array2DRowRealMatrix(target.getDimension(), candidate.unknowns());
      double[] lengths = new double[candidate.unknowns()];
      for (int i = 0; i < lengths.length; i++) {
        RealVector vector = vectors.get(candidate.entries().get(i));
        lengths[i] = vector.getNorm();
        design.setColumnVector(i, vector.mapDivide(lengths[i]));
      }
      DecompositionSolver solver = new QRDecomposition(design, SINGULAR).getSolver();
      if (design.getColumnDimension() > design.getRowDimension() || !solver.isNonSingular()) {
        return Optional.empty();
      }
      RealVector factors = solver.solve(wanted);
      double q = wanted.subtract(design.operate(factors)).getNorm();
      for (int i = 0; i < lengths.length; i++) {
        factors.setEntry(i, factors.getEntry(i) / lengths[i]);
      }
      int n = counted();
      double score =
          0.5 * n * Math.log1p(q * q / n) + candidate.unknowns() * Math.log(n);
      return Optional.of(new Scored(candidate, factors.toArray(), score));
    }
  }

  private Identification.Form form(Scored fitted, Map<ClassicalStencil, RealVector> kernels) {
    List<ClassicalStencil> entries = fitted.candidate().entries();
    RealVector residual = target();
    if (fitted.candidate().onIdentity()) {
      residual = residual.subtract(kernels.values().iterator().next());
    }
    double size = residual.getNorm();
    RealMatrix basis = new Array2DRowRealMatrix(boxSize(), entries.size());
    for (int i = 0; i < entries.size(); i++) {
      RealVector kernel = kernels.get(entries.get(i));
      basis.setColumnVector(i, kernel);
      residual = residual.subtract(kernel.mapMultiply(fitted.factors()[i]));
    }
    double[] errors = standardErrors(basis, residual);
    List<IdentifiedTerm> terms = new ArrayList<>();
    if (fitted.candidate().onIdentity()) {
      ClassicalStencil identity = kernels.keySet().iterator().next();
      terms.add(new IdentifiedTerm(new Estimate(1, 0), identity, true));
    }
    for (int i = 0; i < entries.size(); i++) {
      Estimate factor = new Estimate(fitted.factors()[i], errors[i]);
      terms.add(new IdentifiedTerm(factor, entries.get(i), false));
    }
    double distance = size == 0 ? 0 : residual.getNorm() / size;
    return new Identification.Form(terms, distance, fitted.score());
  }

  /**
   * Standard errors of the factors: the coefficients' covariance carried through the weighted fit,
   * plus what the residual has beyond it, as independent errors of equal size.
   */
  private double[] standardErrors(RealMatrix basis, RealVector residual) {
    RealMatrix weight =
        new CholeskyDecomposition(withResolution(), 1e-9, 0).getSolver().getInverse();
    RealMatrix weighted = basis.transposeMultiply(weight);
    RealMatrix solve =
        new QRDecomposition(weighted.multiply(basis)).getSolver().getInverse().multiply(weighted);
    RealMatrix remaining =
        MatrixUtils.createRealIdentityMatrix(boxSize()).subtract(basis.multiply(solve));
    double expected =
        remaining.multiply(covariance).multiplyTransposed(remaining).getTrace();
    int freedom = Math.max(1, stencil.size() - basis.getColumnDimension());
    double excess =
        Math.max(0, residual.dotProduct(residual) - expected) / freedom;
    RealMatrix total =
        covariance.add(MatrixUtils.createRealIdentityMatrix(boxSize()).scalarMultiply(excess));
    RealMatrix ofFactors = solve.multiply(total).multiplyTransposed(solve);
    return IntStream.range(0, basis.getColumnDimension())
        .mapToDouble(i -> Math.sqrt(Math.max(0, ofFactors.getEntry(i, i))))
        .toArray();
  }

  private RealMatrix withResolution() {
    double resolution =
        (errorsKnown ? RESOLUTION : RESOLUTION_UNKNOWN) * stencil.largestCoefficient();
    return covariance.add(
        MatrixUtils.createRealIdentityMatrix(boxSize()).scalarMultiply(resolution * resolution));
  }

  /** The covariance over the whole box; coefficients outside the stencil are zero for certain. */
  private RealMatrix overBox(Optional<RealMatrix> ofPoints) {
    RealMatrix box = new Array2DRowRealMatrix(boxSize(), boxSize());
    ofPoints.ifPresent(
        points -> {
          int[] at = Arrays.stream(stencil.offsets()).mapToInt(this::indexInBox).toArray();
          for (int i = 0; i < at.length; i++) {
            for (int j = 0; j < at.length; j++) {
              box.setEntry(at[i], at[j], points.getEntry(i, j));
            }
          }
        });
    return box;
  }

  private int indexInBox(int[] offset) {
    int index = 0;
    for (int axis = 0; axis < extents.length; axis++) {
      index = index * extents[axis] + offset[axis] + extents[axis] / 2;
    }
    return index;
  }

  private RealVector target() {
    return new ArrayRealVector(stencil.toDense());
  }

  private RealVector kernel(ClassicalStencil entry) {
    return new ArrayRealVector(entry.on(stencil.spacing()).toDense(extents));
  }

  private int boxSize() {
    return Arrays.stream(extents).reduce(1, Math::multiplyExact);
  }

  private int counted() {
    return Math.clamp(boxSize(), 2, MOST_COUNTED);
  }

  private static int unknowns(Identification.Form form) {
    return (int) form.terms().stream().filter(term -> !term.fixed()).count();
  }
}
