package org.sciml4j.sindy.autoencoder;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.hipparchus.analysis.polynomials.PolynomialFunctionLagrangeForm;

/**
 * Coordinates in which one more coefficient of a sparse system vanishes: shears {@code w_i = v_i +
 * a v_j} for all pairs, shifts {@code w_i = v_i + a}, and each a that does so. Equally sparse forms
 * of one system lie such moves apart, where no descent leads from one to the other.
 *
 * @param monomials of the system
 * @param coefficients of the sparse system, {@code [equation][monomial]}
 */
record ElementaryMoves(Monomials monomials, double[][] coefficients) {
  private static final double SMALL = 1e-9;

  /**
   * New coordinates v, {@code w = M v + s}.
   *
   * @param matrix M
   * @param shift s
   * @param kept coefficients that are not zero
   */
  record Move(double[][] matrix, double[] shift, boolean[] kept) {
    int terms() {
      int count = 0;
      for (boolean one : kept) {
        count += one ? 1 : 0;
      }
      return count;
    }
  }

  /** All of them. */
  List<Move> all() {
    List<Move> all = new ArrayList<>();
    int n = coefficients.length;
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        for (double distance : distances(i, j)) {
          all.add(move(i, j, distance));
        }
      }
    }
    return all;
  }

  /** A shift where both numbers are the same. */
  private Move move(int i, int j, double distance) {
    double[][] matrix = AffineChange.identity(coefficients.length).matrix();
    double[] shift = new double[matrix.length];
    if (i == j) {
      shift[i] = distance;
    } else {
      matrix[i][j] = distance;
    }
    return new Move(matrix, shift, kept(i, j, distance));
  }

  private boolean[] kept(int i, int j, double distance) {
    double[] moved = moved(i, j, distance);
    double largest = Arrays.stream(moved).map(Math::abs).max().orElse(0);
    boolean[] kept = new boolean[moved.length];
    for (int k = 0; k < kept.length; k++) {
      kept[k] = Math.abs(moved[k]) > SMALL * largest;
    }
    return kept;
  }

  /** Roots of the polynomials in a that the coefficients are, by interpolation. */
  private List<Double> distances(int i, int j) {
    int degree = monomials.degree(monomials.size() - 1) + 1;
    double[] nodes = new double[degree + 1];
    List<double[]> values = new ArrayList<>();
    for (int k = 0; k <= degree; k++) {
      nodes[k] = Math.cos(Math.PI * (k + 0.5) / (degree + 1));
      values.add(moved(i, j, nodes[k]));
    }
    List<Double> roots = new ArrayList<>();
    for (int c = 0; c < values.getFirst().length; c++) {
      int at = c;
      double[] course = values.stream().mapToDouble(all -> all[at]).toArray();
      double largest = Arrays.stream(course).map(Math::abs).max().orElse(0);
      if (largest > 0) {
        double[] polynomial = new PolynomialFunctionLagrangeForm(nodes, course).getCoefficients();
        for (int k = 0; k < polynomial.length; k++) {
          polynomial[k] = Math.abs(polynomial[k]) < SMALL * largest ? 0 : polynomial[k];
        }
        RealRoots.addTo(roots, polynomial);
      }
    }
    return RealRoots.distinct(roots);
  }

  private double[] moved(int i, int j, double distance) {
    int n = coefficients.length;
    int variables = monomials.variables();
    double[][] linear = AffineChange.identity(variables).matrix();
    double[] shift = new double[variables];
    if (i == j) {
      shift[i] = distance;
    }
    for (int block = 0; i != j && block < variables; block += n) {
      linear[block + i][block + j] = distance;
    }
    double[][] terms = monomials.substituted(linear, shift);
    double[] all = new double[n * monomials.size()];
    for (int e = 0; e < n; e++) {
      for (int k = 0; k < monomials.size(); k++) {
        double own = coefficients[e][k] - (e == i && i != j ? distance * coefficients[j][k] : 0);
        for (int l = 0; own != 0 && l < monomials.size(); l++) {
          all[e * monomials.size() + l] += own * terms[k][l];
        }
      }
    }
    return all;
  }
}
