package org.sciml4j.operators.fit;

import org.sciml4j.core.correlation.DoubleDouble;

/**
 * The products {@code AᵀA} after every column of A was divided by its length.
 *
 * @param lengths of the columns; one for a column of zeros
 */
record ScaledGram(DoubleDouble[] lengths, TwiceMatrix products) {
  static ScaledGram of(TwiceMatrix products) {
    DoubleDouble[] lengths = new DoubleDouble[products.rows()];
    for (int i = 0; i < lengths.length; i++) {
      DoubleDouble length = products.get(i, i).squareRoot();
      lengths[i] = length.value() > 0 ? length : DoubleDouble.ONE;
    }
    return new ScaledGram(lengths, overBoth(products, lengths));
  }

  /** Every row divided by the length of its column of A. */
  TwiceMatrix over(TwiceMatrix rows) {
    TwiceMatrix result = new TwiceMatrix(rows.rows(), rows.columns());
    for (int i = 0; i < rows.rows(); i++) {
      for (int j = 0; j < rows.columns(); j++) {
        result.set(i, j, rows.get(i, j).over(lengths[i]));
      }
    }
    return result;
  }

  /** Rows and columns divided by the lengths. */
  TwiceMatrix overBoth(TwiceMatrix square) {
    return overBoth(square, lengths);
  }

  private static TwiceMatrix overBoth(TwiceMatrix square, DoubleDouble[] lengths) {
    int n = lengths.length;
    TwiceMatrix result = new TwiceMatrix(n, n);
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        result.set(i, j, square.get(i, j).over(lengths[i].times(lengths[j])));
      }
    }
    return result;
  }
}
