package org.sciml4j.sindy.regression;

/**
 * The triangular factor of a block of rows by two Cholesky factorisations of Gram matrices: Θ = Q₁
 * R₁, Q₁ = Q R₂, R = R₂ R₁ (CholeskyQR2; Yamamoto, Nakatsukasa, Yanagisawa &amp; Fukaya 2015, ETNA
 * 44, 306, whose result is as accurate as Householder's while κ(Θ) after scaling the columns stays
 * below about 1e8). Whether it does is read off Q₁ᵀQ₁; where it does not the caller takes
 * reflections.
 *
 * <p>Columns are stored one after the other, the targets behind the columns of Θ.
 */
final class CholeskyQr {
  /** A pivot this small against its column is rounding noise. */
  private static final double PIVOT = 1e-14;

  /** How far Q₁ᵀQ₁ may be from the identity. */
  private static final double DEVIATION = 0.1;

  private final int columns;
  private final int width;
  private final int height;
  private final double[] data;
  private final double[][] first;
  private final double[][] second;
  private final Gram gram = Gram.selected();
  private final RightSolve solve = RightSolve.selected();

  CholeskyQr(int columns, int targets, int height) {
    this.columns = columns;
    this.height = height;
    width = columns + targets;
    data = new double[width * height];
    first = new double[width][width];
    second = new double[width][width];
  }

  /** Where the block's columns are to be put, {@code height} apart. */
  double[] data() {
    return data;
  }

  /** Distance of two columns of {@link #data()}. */
  int height() {
    return height;
  }

  /**
   * Factorises the first {@code rows} rows; {@link #data()} is overwritten.
   *
   * @return null where the block is too ill-conditioned for Gram matrices
   */
  Triangle factor(int rows) {
    gram.compute(data, height, rows, width, first);
    if (!cholesky(first)) {
      return null;
    }
    solve.divide(data, height, rows, first, columns);
    gram.compute(data, height, rows, width, second);
    if (!nearIdentity() || !cholesky(second)) {
      return null;
    }
    return product();
  }

  /** Upper Cholesky factor of the first columns; targets become R⁻ᵀ times theirs. */
  private boolean cholesky(double[][] g) {
    for (int k = 0; k < columns; k++) {
      double[] row = g[k];
      double diagonal = row[k];
      for (int i = 0; i < k; i++) {
        double factor = g[i][k];
        double[] above = g[i];
        for (int j = k; j < width; j++) {
          row[j] -= factor * above[j];
        }
      }
      if (!(row[k] > PIVOT * diagonal) || row[k] > Double.MAX_VALUE) {
        return false;
      }
      double root = Math.sqrt(row[k]);
      row[k] = root;
      for (int j = k + 1; j < width; j++) {
        row[j] /= root;
      }
    }
    for (int t = columns; t < width; t++) {
      if (!Double.isFinite(g[t][t])) {
        return false;
      }
    }
    return true;
  }

  private boolean nearIdentity() {
    for (int i = 0; i < columns; i++) {
      for (int j = i; j < columns; j++) {
        if (!(Math.abs(second[i][j] - (i == j ? 1 : 0)) < DEVIATION / columns)) {
          return false;
        }
      }
    }
    return true;
  }

  private Triangle product() {
    Triangle result = Triangle.empty(columns, width - columns);
    for (int i = 0; i < columns; i++) {
      double[] row = result.rows()[i];
      System.arraycopy(second[i], columns, row, columns, width - columns);
      for (int k = i; k < columns; k++) {
        double factor = second[i][k];
        for (int j = k; j < width; j++) {
          row[j] += factor * first[k][j];
        }
      }
    }
    for (int t = columns; t < width; t++) {
      double rest = second[t][t];
      for (int k = 0; k < columns; k++) {
        rest -= second[k][t] * second[k][t];
      }
      result.outside()[t - columns] = Math.max(0, rest);
    }
    return result;
  }
}
