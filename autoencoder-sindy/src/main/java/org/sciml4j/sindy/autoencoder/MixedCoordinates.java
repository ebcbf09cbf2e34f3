package org.sciml4j.sindy.autoencoder;

import java.util.Arrays;
import org.hipparchus.linear.LUDecomposition;
import org.hipparchus.linear.MatrixUtils;
import org.hipparchus.linear.RealMatrix;
import org.hipparchus.linear.SingularValueDecomposition;

/**
 * A polynomial system in coordinates w, {@code z = A w + b}, where each {@code w_i} is a unit
 * vector times {@code z - b}. What changes when the coordinates do is known in closed form: from
 * {@code w} to v, {@code w = (I + G) v + g}, the right-hand sides f gain {@code f' (G w + g) - G
 * f}.
 */
final class MixedCoordinates {
  /** A variable at rest is measured by this square of the rates of the others. */
  private static final double REST = 1e-16;

  private final SampledSystem system;
  private final Monomials monomials;
  private final double[][] matrix;
  private final double[][] inverse;
  private final double[] shift;
  private final double[][] coefficients;
  private final double[][] units;

  /** A system in coordinates {@code z = A w + b} up to the scale of each w. */
  MixedCoordinates(SampledSystem system, double[][] matrix, double... shift) {
    this.system = system;
    monomials = system.monomials();
    int n = system.equations();
    this.shift = shift;
    RealMatrix mixing = MatrixUtils.createRealMatrix(matrix);
    double[][] rows = new LUDecomposition(mixing).getSolver().getInverse().getData();
    this.matrix = mixing.getData();
    for (int i = 0; i < n; i++) {
      double length = Math.sqrt(Arrays.stream(rows[i]).map(u -> u * u).sum());
      for (int j = 0; j < n; j++) {
        rows[i][j] /= length;
        this.matrix[j][i] *= length;
      }
    }
    inverse = rows;
    coefficients =
        MatrixUtils.createRealMatrix(inverse)
            .multiply(MatrixUtils.createRealMatrix(system.coefficients()))
            .multiply(MatrixUtils.createRealMatrix(substituted()))
            .getData();
    units = measuredUnits();
  }

  private int equations() {
    return system.equations();
  }

  double[][] matrix() {
    return matrix;
  }

  double[] shift() {
    return shift;
  }

  /** {@code [equation][monomial]}. */
  double[][] coefficients() {
    return Arrays.stream(coefficients).map(double[]::clone).toArray(double[][]::new);
  }

  /**
   * The coefficients that would make each term as large as the rate of change of its variable, both
   * in the root mean square over the samples, {@code [equation][monomial]}.
   */
  double[][] units() {
    return units;
  }

  private double[][] substituted() {
    int n = equations();
    int variables = monomials.variables();
    double[][] linear = new double[variables][variables];
    double[] shifts = new double[variables];
    for (int i = 0; i < variables; i++) {
      System.arraycopy(matrix[i % n], 0, linear[i], i / n * n, n);
      shifts[i] = i < n ? shift[i] : 0;
    }
    return monomials.substituted(linear, shifts);
  }

  private double[][] measuredUnits() {
    int n = equations();
    double[] terms = new double[monomials.size()];
    double[] rates = new double[n];
    double[] point = new double[monomials.variables()];
    for (int s = 0; s < system.states().length; s++) {
      double[] state = system.states()[s];
      for (int i = 0; i < point.length; i++) {
        point[i] = 0;
        for (int a = 0; a < n; a++) {
          double origin = i < n ? shift[a] : 0;
          point[i] += inverse[i % n][a] * (state[i / n * n + a] - origin);
        }
      }
      double[] values = monomials.values(point);
      for (int k = 0; k < values.length; k++) {
        terms[k] += values[k] * values[k];
      }
      for (int i = 0; i < n; i++) {
        double rate = 0;
        for (int a = 0; a < n; a++) {
          rate += inverse[i][a] * system.rates()[s][a];
        }
        rates[i] += rate * rate;
      }
    }
    double least = REST * Arrays.stream(rates).max().orElse(0);
    double[][] all = new double[n][terms.length];
    for (int i = 0; i < n; i++) {
      for (int k = 0; k < terms.length; k++) {
        all[i][k] = Math.sqrt(Math.max(rates[i], least) / terms[k]);
      }
    }
    return all;
  }

  /** Number of ways to move: one for each pair of coordinates, and one along each of them. */
  int freedoms() {
    return equations() * equations();
  }

  /**
   * Derivatives of the coefficients, {@code [freedom][equation * monomials + monomial]}: by G_ab
   * with a != b, row after row, then by g.
   */
  double[][] jacobian() {
    int n = equations();
    double[][] all = new double[freedoms()][];
    int next = 0;
    for (int a = 0; a < n; a++) {
      double[] own = generator(a, a);
      for (int b = 0; b < n; b++) {
        if (a != b) {
          double[] column = generator(a, b);
          double kept = correlation(a, b);
          for (int k = 0; k < column.length; k++) {
            column[k] -= kept * own[k];
          }
          all[next++] = column;
        }
      }
    }
    for (int a = 0; a < n; a++) {
      double[] column = new double[n * monomials.size()];
      double[] part = new double[monomials.size()];
      for (int i = 0; i < n; i++) {
        Arrays.fill(part, 0);
        monomials.addDerivative(coefficients[i], a, part);
        System.arraycopy(part, 0, column, i * part.length, part.length);
      }
      all[next++] = column;
    }
    return all;
  }

  private double[] generator(int a, int b) {
    int n = equations();
    double[] column = new double[n * monomials.size()];
    double[] part = new double[monomials.size()];
    for (int i = 0; i < n; i++) {
      Arrays.fill(part, 0);
      for (int block = 0; block < monomials.variables(); block += n) {
        monomials.addDerivativeTimes(coefficients[i], block + a, block + b, part);
      }
      for (int k = 0; i == a && k < part.length; k++) {
        part[k] -= coefficients[b][k];
      }
      System.arraycopy(part, 0, column, i * part.length, part.length);
    }
    return column;
  }

  private double correlation(int a, int b) {
    double sum = 0;
    for (int k = 0; k < equations(); k++) {
      sum += inverse[a][k] * inverse[b][k];
    }
    return sum;
  }

  /** The coordinates after a move, as {@link #jacobian} numbers it. */
  MixedCoordinates moved(double... move) {
    int n = equations();
    double[][] g = new double[n][n];
    int next = 0;
    for (int a = 0; a < n; a++) {
      g[a][a] = 1;
      for (int b = 0; b < n; b++) {
        if (a != b) {
          g[a][b] = move[next++];
          g[a][a] -= g[a][b] * correlation(a, b);
        }
      }
    }
    RealMatrix old = MatrixUtils.createRealMatrix(matrix);
    double[] moved = old.operate(Arrays.copyOfRange(move, next, next + n));
    for (int i = 0; i < n; i++) {
      moved[i] += shift[i];
    }
    return new MixedCoordinates(
        system, old.multiply(MatrixUtils.createRealMatrix(g)).getData(), moved);
  }

  /** The coordinates v of {@code w = M v + s}. */
  MixedCoordinates mixed(double[][] further, double... by) {
    RealMatrix old = MatrixUtils.createRealMatrix(matrix);
    double[] moved = old.operate(by);
    Arrays.setAll(moved, i -> moved[i] + shift[i]);
    return new MixedCoordinates(
        system, old.multiply(MatrixUtils.createRealMatrix(further)).getData(), moved);
  }

  /**
   * How far the coordinates are from independent: the condition of their correlation over the
   * samples.
   */
  double condition() {
    int n = equations();
    RealMatrix correlation = covariance();
    double[] size = deviations();
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        correlation.multiplyEntry(i, j, 1 / (size[i] * size[j]));
      }
    }
    return new SingularValueDecomposition(correlation).getConditionNumber();
  }

  /** Standard deviations of the coordinates over the samples. */
  double[] deviations() {
    RealMatrix covariance = covariance();
    double[] size = new double[equations()];
    Arrays.setAll(size, i -> Math.sqrt(covariance.getEntry(i, i)));
    return size;
  }

  private RealMatrix covariance() {
    int n = equations();
    RealMatrix covariance = MatrixUtils.createRealMatrix(n, n);
    double[][] w = new double[system.states().length][n];
    double[] mean = new double[n];
    for (int s = 0; s < w.length; s++) {
      for (int i = 0; i < n; i++) {
        for (int a = 0; a < n; a++) {
          w[s][i] += inverse[i][a] * system.states()[s][a];
        }
        mean[i] += w[s][i] / w.length;
      }
    }
    for (double[] point : w) {
      for (int i = 0; i < n; i++) {
        for (int j = 0; j < n; j++) {
          covariance.addToEntry(i, j, (point[i] - mean[i]) * (point[j] - mean[j]) / w.length);
        }
      }
    }
    return covariance;
  }
}
