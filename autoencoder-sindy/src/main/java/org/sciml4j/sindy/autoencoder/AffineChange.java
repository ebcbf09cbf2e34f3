package org.sciml4j.sindy.autoencoder;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.hipparchus.linear.LUDecomposition;
import org.hipparchus.linear.MatrixUtils;
import org.hipparchus.linear.RealMatrix;
import org.sciml4j.core.InvalidInputException;

/**
 * New latent coordinates w: {@code z = A w + b}. A model with polynomials stays one of the same
 * degree.
 *
 * @param matrix A, invertible, {@code [old][new]}
 * @param shift b
 */
public record AffineChange(double[][] matrix, double[] shift) {
  /**
   * Copies the numbers.
   *
   * @throws InvalidInputException if A is not square and invertible or b does not fit
   */
  public AffineChange {
    matrix = Arrays.stream(matrix).map(double[]::clone).toArray(double[][]::new);
    shift = shift.clone();
    int n = matrix.length;
    if (shift.length != n || Arrays.stream(matrix).anyMatch(row -> row.length != n)) {
      throw new InvalidInputException(
          "affine change",
          n + " rows and " + shift.length + " shifts",
          "a square matrix and as many" + " shifts",
          "correct it");
    }
    if (new LUDecomposition(MatrixUtils.createRealMatrix(matrix)).getDeterminant() == 0) {
      throw new InvalidInputException(
          "affine change", "singular", "an invertible matrix", "choose independent coordinates");
    }
  }

  /** {@code z_i = scales_i w_i + shift_i}. */
  public static AffineChange scaling(double[] scales, double[] shift) {
    return new AffineChange(
        IntStream.range(0, scales.length)
            .mapToObj(
                i -> {
                  double[] row = new double[scales.length];
                  row[i] = scales[i];
                  return row;
                })
            .toArray(double[][]::new),
        shift);
  }

  /** The coordinates there are. */
  public static AffineChange identity(int coordinates) {
    double[] ones = new double[coordinates];
    Arrays.fill(ones, 1);
    return scaling(ones, new double[coordinates]);
  }

  /**
   * A permutation with signs that makes the columns of a matrix look like the identity's: the
   * largest entries of all, relative to their column, come to the diagonal and are positive.
   */
  static AffineChange reordered(double[][] columns) {
    int n = columns.length;
    double[][] turned = new double[n][n];
    boolean[] isRowTaken = new boolean[n];
    boolean[] isColumnTaken = new boolean[n];
    for (int step = 0; step < n; step++) {
      int row = -1;
      int column = -1;
      double largest = -1;
      for (int j = 0; j < n; j++) {
        double size = 0;
        for (double[] one : columns) {
          size = Math.max(size, Math.abs(one[j]));
        }
        for (int i = 0; i < n; i++) {
          boolean isFree = !isRowTaken[i] && !isColumnTaken[j];
          if (isFree && Math.abs(columns[i][j]) / size > largest) {
            largest = Math.abs(columns[i][j]) / size;
            row = i;
            column = j;
          }
        }
      }
      isRowTaken[row] = true;
      isColumnTaken[column] = true;
      turned[column][row] = columns[row][column] < 0 ? -1 : 1;
    }
    return new AffineChange(turned, new double[n]);
  }

  /** This change followed by another: {@code z = A (A' v + b') + b}. */
  public AffineChange then(AffineChange next) {
    RealMatrix a = MatrixUtils.createRealMatrix(matrix);
    double[] moved = a.operate(next.shift);
    for (int i = 0; i < moved.length; i++) {
      moved[i] += shift[i];
    }
    return new AffineChange(a.multiply(MatrixUtils.createRealMatrix(next.matrix)).getData(), moved);
  }

  /**
   * The same dynamics in the new coordinates.
   *
   * @param tolerance coefficients below this fraction of the largest of their equation become zero
   * @throws InvalidInputException if the numbers of coordinates differ, or a variable under a sine
   *     becomes anything but ± a new one
   */
  public LatentSystem of(LatentSystem system, double tolerance) {
    int n = matrix.length;
    if (n != system.equationCount()) {
      throw new InvalidInputException(
          "affine change", n + " coordinates", system.equationCount() + "", "match the system's");
    }
    LatentLibrary library = system.library();
    Monomials monomials = new Monomials(library.variables(), library.degree());
    double[][] terms = substituted(monomials);
    double[][] old = system.coefficients();
    double[][] changed = new double[n][library.size()];
    for (int i = 0; i < n; i++) {
      for (int k = 0; k < library.size(); k++) {
        if (old[i][k] == 0) {
          continue;
        }
        if (k >= monomials.size()) {
          addSine(changed[i], old[i][k], k - monomials.size(), monomials.size());
          continue;
        }
        for (int l = 0; l < monomials.size(); l++) {
          changed[i][l] += old[i][k] * terms[k][l];
        }
      }
    }
    RealMatrix inverse =
        new LUDecomposition(MatrixUtils.createRealMatrix(matrix)).getSolver().getInverse();
    double[][] rates = inverse.multiply(MatrixUtils.createRealMatrix(changed)).getData();
    for (double[] row : rates) {
      double largest = Arrays.stream(row).map(Math::abs).max().orElse(0);
      for (int k = 0; k < row.length; k++) {
        row[k] = Math.abs(row[k]) <= tolerance * largest ? 0 : row[k];
      }
    }
    return new LatentSystem(library, system.variables(), system.order(), rates);
  }

  /** Each monomial of the old variables, velocities included, as a polynomial of the new ones. */
  private double[][] substituted(Monomials monomials) {
    int n = matrix.length;
    int variables = monomials.variables();
    double[][] linear = new double[variables][variables];
    for (int i = 0; i < variables; i++) {
      System.arraycopy(matrix[i % n], 0, linear[i], i / n * n, n);
    }
    return monomials.substituted(linear, Arrays.copyOf(shift, variables));
  }

  private void addSine(double[] changed, double coefficient, int variable, int first) {
    int n = matrix.length;
    double[] row = matrix[variable % n];
    for (int j = 0; j < n; j++) {
      boolean isAlone = Arrays.stream(row).filter(a -> a != 0).count() == 1;
      if (Math.abs(row[j]) == 1 && isAlone && (variable >= n || shift[variable] == 0)) {
        changed[first + j + variable / n * n] += row[j] * coefficient;
        return;
      }
    }
    throw new InvalidInputException(
        "affine change",
        Arrays.toString(row) + " for variable " + variable % n + " under a sine",
        "one entry of 1 or -1 and no shift",
        "leave this variable as it is");
  }
}
