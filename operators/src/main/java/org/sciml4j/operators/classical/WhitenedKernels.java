package org.sciml4j.operators.classical;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hipparchus.linear.Array2DRowRealMatrix;
import org.hipparchus.linear.DecompositionSolver;
import org.hipparchus.linear.QRDecomposition;
import org.hipparchus.linear.RealMatrix;
import org.hipparchus.linear.RealVector;

/**
 * Kernels of classical stencils and the one to be identified in coordinates where distance counts
 * in standard errors. A triangular factor keeps all distances and has no more rows than there are
 * kernels, which makes thousands of small least-squares fits cheap.
 */
final class WhitenedKernels {
  /** Columns whose remainder is smaller than this depend on the others. */
  private static final double DEPENDENT = 1e-9;

  private final Map<ClassicalStencil, RealVector> vectors = new LinkedHashMap<>();
  private final RealVector target;

  WhitenedKernels(
      Map<ClassicalStencil, RealVector> kernels, RealVector target, CoefficientErrors errors) {
    RealMatrix columns = new Array2DRowRealMatrix(target.getDimension(), kernels.size() + 1);
    int column = 0;
    for (RealVector kernel : kernels.values()) {
      columns.setColumnVector(column++, errors.whiten(kernel));
    }
    columns.setColumnVector(column, errors.whiten(target));
    RealMatrix compressed = compress(columns);
    column = 0;
    for (ClassicalStencil entry : kernels.keySet()) {
      vectors.put(entry, compressed.getColumnVector(column++));
    }
    this.target = compressed.getColumnVector(column);
  }

  private static RealMatrix compress(RealMatrix columns) {
    int n = columns.getColumnDimension();
    return columns.getRowDimension() <= n
        ? columns
        : new QRDecomposition(columns).getR().getSubMatrix(0, n - 1, 0, n - 1);
  }

  /**
   * A least-squares fit.
   *
   * @param factors one per stencil
   * @param squaredDistance in squared standard errors
   */
  record Solution(List<Double> factors, double squaredDistance) {}

  /**
   * Fits a sum of stencils, on top of another with factor one where that is given; empty where the
   * stencils depend on one another.
   */
  Optional<Solution> solve(List<ClassicalStencil> entries, Optional<ClassicalStencil> onTopOf) {
    int unknowns = entries.size();
    if (unknowns > target.getDimension()) {
      return Optional.empty();
    }
    RealVector wanted = onTopOf.map(base -> target.subtract(vectors.get(base))).orElse(target);
    RealMatrix design = new Array2DRowRealMatrix(target.getDimension(), unknowns);
    double[] lengths = new double[unknowns];
    for (int i = 0; i < unknowns; i++) {
      RealVector vector = vectors.get(entries.get(i));
      lengths[i] = vector.getNorm();
      design.setColumnVector(i, vector.mapDivide(lengths[i]));
    }
    DecompositionSolver solver = new QRDecomposition(design, DEPENDENT).getSolver();
    if (!solver.isNonSingular()) {
      return Optional.empty();
    }
    RealVector factors = solver.solve(wanted);
    double distance = wanted.subtract(design.operate(factors)).getNorm();
    for (int i = 0; i < unknowns; i++) {
      factors.setEntry(i, factors.getEntry(i) / lengths[i]);
    }
    return Optional.of(
        new Solution(Arrays.stream(factors.toArray()).boxed().toList(), distance * distance));
  }
}
