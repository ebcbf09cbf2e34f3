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
    TwiceMatrix zz = run.products(instruments, instruments);
    DoubleDouble[] scale = new DoubleDouble[instruments.length];
    for (int i = 0; i < scale.length; i++) {
      DoubleDouble length = zz.get(i, i).squareRoot();
      scale[i] = length.value() > 0 ? length : DoubleDouble.ONE;
    }
    TwiceMatrix scaled = new TwiceMatrix(scale.length, scale.length);
    for (int i = 0; i < scale.length; i++) {
      for (int j = 0; j < scale.length; j++) {
        scaled.set(i, j, zz.get(i, j).over(scale[i].times(scale[j])));
      }
    }
    PivotedCholesky factor = new PivotedCholesky(scaled, tolerance * tolerance);
    TwiceMatrix x = factor.forward(scaledRows(run.products(instruments, regressors), scale));
    TwiceMatrix y = factor.forward(scaledRows(run.products(instruments, target), scale));
    TwiceMatrix right = x.transpose().times(y);
    DoubleDouble[] values = new DoubleDouble[regressors.length];
    Arrays.setAll(values, i -> right.get(i, 0));
    return new Projection(x.transpose().times(x), values, scaledRows(factor.backward(x), scale));
  }

  private static TwiceMatrix scaledRows(TwiceMatrix rows, DoubleDouble[] scale) {
    TwiceMatrix scaled = new TwiceMatrix(rows.rows(), rows.columns());
    for (int i = 0; i < rows.rows(); i++) {
      for (int j = 0; j < rows.columns(); j++) {
        scaled.set(i, j, rows.get(i, j).over(scale[i]));
      }
    }
    return scaled;
  }
}
