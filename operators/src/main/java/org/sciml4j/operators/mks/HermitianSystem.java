package org.sciml4j.operators.mks;

/**
 * Solves the normal equations of one wave vector, {@code G x = b} with G Hermitian and without
 * negative eigenvalues, by Cholesky factorisation with diagonal pivoting. Unknowns that the data do
 * not determine, because their column is empty or a combination of others, are zero.
 */
final class HermitianSystem {
  /** A column is new if this part of its square is not in the columns before it. */
  private static final double NEW = 1e-12;

  private final int n;
  private final int sides;

  /** Lower triangle by rows; room for the whole square. */
  final double[] re;

  final double[] im;

  /** Right-hand sides one after the other, replaced by the solutions. */
  final double[] sideRe;

  final double[] sideIm;

  private final double[] scale;
  private final double[] pivotRe;
  private final double[] pivotIm;
  private final int[] order;

  HermitianSystem(int n, int sides) {
    this.n = n;
    this.sides = sides;
    re = new double[n * n];
    im = new double[n * n];
    sideRe = new double[n * sides];
    sideIm = new double[n * sides];
    scale = new double[n];
    pivotRe = new double[n];
    pivotIm = new double[n];
    order = new int[n];
  }

  /**
   * Solves in place.
   *
   * @param floor columns whose diagonal is not above their entry here count as empty
   * @return how many unknowns were determined
   */
  int solve(double[] floor) {
    normalise(floor);
    int rank = factorise();
    for (int side = 0; side < sides; side++) {
      substitute(side * n, rank);
    }
    return rank;
  }

  /** Gives columns the length 1. */
  private void normalise(double[] floor) {
    for (int i = 0; i < n; i++) {
      double diagonal = re[i * n + i];
      scale[i] = diagonal > floor[i] ? 1 / Math.sqrt(diagonal) : 0;
      order[i] = i;
    }
    for (int i = 0; i < n; i++) {
      for (int j = 0; j <= i; j++) {
        double both = scale[i] * scale[j];
        re[i * n + j] *= both;
        im[i * n + j] *= both;
      }
      for (int side = 0; side < sides; side++) {
        sideRe[side * n + i] *= scale[i];
        sideIm[side * n + i] *= scale[i];
      }
    }
  }

  private int factorise() {
    for (int k = 0; k < n; k++) {
      int best = k;
      for (int i = k + 1; i < n; i++) {
        if (re[i * n + i] > re[best * n + best]) {
          best = i;
        }
      }
      if (!(re[best * n + best] > NEW)) {
        return k;
      }
      exchange(k, best);
      double root = Math.sqrt(re[k * n + k]);
      re[k * n + k] = root;
      for (int i = k + 1; i < n; i++) {
        re[i * n + k] /= root;
        im[i * n + k] /= root;
      }
      for (int i = k + 1; i < n; i++) {
        double ar = re[i * n + k];
        double ai = im[i * n + k];
        for (int j = k + 1; j <= i; j++) {
          double br = re[j * n + k];
          double bi = im[j * n + k];
          re[i * n + j] -= ar * br + ai * bi;
          im[i * n + j] -= ai * br - ar * bi;
        }
      }
    }
    return n;
  }

  /**
   * Exchanges rows and columns of the lower triangle; below the diagonal G[q][p] = conj G[p][q].
   */
  private void exchange(int p, int q) {
    if (p == q) {
      return;
    }
    swap(re, p * n + p, q * n + q);
    for (int j = 0; j < p; j++) {
      swap(re, p * n + j, q * n + j);
      swap(im, p * n + j, q * n + j);
    }
    for (int i = p + 1; i < q; i++) {
      swap(re, i * n + p, q * n + i);
      swap(im, i * n + p, q * n + i);
      im[i * n + p] = -im[i * n + p];
      im[q * n + i] = -im[q * n + i];
    }
    im[q * n + p] = -im[q * n + p];
    for (int i = q + 1; i < n; i++) {
      swap(re, i * n + p, i * n + q);
      swap(im, i * n + p, i * n + q);
    }
    int former = order[p];
    order[p] = order[q];
    order[q] = former;
  }

  private static void swap(double[] values, int i, int j) {
    double former = values[i];
    values[i] = values[j];
    values[j] = former;
  }

  private void substitute(int from, int rank) {
    for (int i = 0; i < rank; i++) {
      double r = sideRe[from + order[i]];
      double s = sideIm[from + order[i]];
      for (int j = 0; j < i; j++) {
        r -= re[i * n + j] * pivotRe[j] - im[i * n + j] * pivotIm[j];
        s -= re[i * n + j] * pivotIm[j] + im[i * n + j] * pivotRe[j];
      }
      pivotRe[i] = r / re[i * n + i];
      pivotIm[i] = s / re[i * n + i];
    }
    for (int i = rank - 1; i >= 0; i--) {
      double r = pivotRe[i];
      double s = pivotIm[i];
      for (int j = i + 1; j < rank; j++) {
        r -= re[j * n + i] * pivotRe[j] + im[j * n + i] * pivotIm[j];
        s -= re[j * n + i] * pivotIm[j] - im[j * n + i] * pivotRe[j];
      }
      pivotRe[i] = r / re[i * n + i];
      pivotIm[i] = s / re[i * n + i];
    }
    for (int i = 0; i < n; i++) {
      boolean determined = i < rank;
      sideRe[from + order[i]] = determined ? pivotRe[i] * scale[order[i]] : 0;
      sideIm[from + order[i]] = determined ? pivotIm[i] * scale[order[i]] : 0;
    }
  }
}
