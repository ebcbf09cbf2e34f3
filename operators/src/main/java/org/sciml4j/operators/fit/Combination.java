package org.sciml4j.operators.fit;

import java.util.ArrayList;
import java.util.List;
import org.sciml4j.operators.notation.ShortNumber;

/**
 * A combination of coefficients, such as {@code u[0,0] - 2 u[0,1]}.
 *
 * @param terms the coefficients and their weights, none zero
 */
public record Combination(List<Term> terms) {
  private static final double NEGLIGIBLE = 1e-7;
  private static final int LONGEST = 12;

  /**
   * One coefficient.
   *
   * @param name input and offset, such as {@code u[0,1]}
   */
  public record Term(String name, double weight) {}

  /** Copies the terms. */
  public Combination {
    terms = List.copyOf(terms);
  }

  /** Rows of weights brought to reduced echelon form, so that each reads as simply as it can. */
  static List<Combination> simplest(double[][] rows, List<String> names) {
    double[][] m = new double[rows.length][];
    for (int i = 0; i < rows.length; i++) {
      m[i] = rows[i].clone();
    }
    int rank = 0;
    for (int column = 0; column < names.size() && rank < m.length; column++) {
      int pivot = rank;
      for (int i = rank + 1; i < m.length; i++) {
        pivot = Math.abs(m[i][column]) > Math.abs(m[pivot][column]) ? i : pivot;
      }
      if (Math.abs(m[pivot][column]) <= NEGLIGIBLE * largest(m[pivot])) {
        continue;
      }
      double[] swap = m[rank];
      m[rank] = m[pivot];
      m[pivot] = swap;
      eliminate(m, rank, column);
      rank++;
    }
    List<Combination> result = new ArrayList<>();
    for (int i = 0; i < rank; i++) {
      result.add(of(m[i], names));
    }
    return result;
  }

  private static void eliminate(double[][] m, int rank, int column) {
    double lead = m[rank][column];
    for (int j = 0; j < m[rank].length; j++) {
      m[rank][j] /= lead;
    }
    for (int i = 0; i < m.length; i++) {
      if (i != rank) {
        double factor = m[i][column];
        for (int j = 0; j < m[i].length; j++) {
          m[i][j] -= factor * m[rank][j];
        }
        m[i][column] = 0;
      }
    }
  }

  private static Combination of(double[] weights, List<String> names) {
    double largest = largest(weights);
    List<Term> terms = new ArrayList<>();
    for (int j = 0; j < weights.length; j++) {
      if (Math.abs(weights[j]) > NEGLIGIBLE * largest) {
        terms.add(new Term(names.get(j), weights[j]));
      }
    }
    return new Combination(terms);
  }

  private static double largest(double[] row) {
    double largest = 0;
    for (double x : row) {
      largest = Math.max(largest, Math.abs(x));
    }
    return largest;
  }

  /** Whether every weight is one. */
  public boolean isSum() {
    return terms.stream().allMatch(term -> Math.abs(term.weight() - 1) <= 1e-6);
  }

  @Override
  public String toString() {
    if (isSum() && terms.size() > LONGEST) {
      return "the sum of "
          + terms.size()
          + " coefficients "
          + terms.getFirst().name()
          + " to "
          + terms.getLast().name();
    }
    StringBuilder text = new StringBuilder();
    for (Term term : terms.subList(0, Math.min(LONGEST, terms.size()))) {
      double weight = term.weight();
      String sign = weight < 0 ? (text.isEmpty() ? "-" : " - ") : (text.isEmpty() ? "" : " + ");
      double size = Math.abs(weight);
      String factor = Math.abs(size - 1) <= 1e-6 ? "" : ShortNumber.decimal(size, 4) + " ";
      text.append(sign).append(factor).append(term.name());
    }
    return terms.size() > LONGEST
        ? text + " + ... (" + terms.size() + " coefficients)"
        : text.toString();
  }
}
