package org.sciml4j.operators.fit;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.sciml4j.core.correlation.DoubleDouble;

/**
 * The products {@code AᵀA} and {@code Aᵀb} of least squares, where A may be the data projected on
 * the instruments Z: {@code A = Z (ZᵀZ)⁻¹ Zᵀ X} (two-stage least squares).
 *
 * @param coefficients {@code (ZᵀZ)⁻¹ Zᵀ X}, or null where there are no instruments
 */
record Projection(TwiceMatrix products, DoubleDouble[] right, TwiceMatrix coefficients) {
  /** The data projected on the instruments of a design; redundant instruments are dropped. */
  static Projection on(FitRun run, TwiceMatrix gram, double tolerance) {
    int[] regressors = IntStream.range(0, gram.rows()).toArray();
    int[] target = {run.design().target()};
    int[] instruments = run.design().instrumentColumns();
    ScaledGram scaled = ScaledGram.of(run.products(instruments, instruments));
    PivotedCholesky factor = new PivotedCholesky(scaled.products(), tolerance * tolerance);
    TwiceMatrix x = factor.forward(scaled.over(run.products(instruments, regressors)));
    TwiceMatrix y = factor.forward(scaled.over(run.products(instruments, target)));
    TwiceMatrix right = x.transpose().times(y);
    DoubleDouble[] values = new DoubleDouble[regressors.length];
    Arrays.setAll(values, i -> right.get(i, 0));
    return new Projection(x.transpose().times(x), values, scaled.over(factor.backward(x)));
  }
}
