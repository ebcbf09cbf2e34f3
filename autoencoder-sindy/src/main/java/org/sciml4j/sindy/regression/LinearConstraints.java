package org.sciml4j.sindy.regression;

import java.util.ArrayList;
import java.util.List;
import org.sciml4j.core.InvalidInputException;

/**
 * Linear conditions on the coefficients w[target][column] of all targets together. Immutable; each
 * method gives the conditions with one more.
 *
 * @param equalities sums that equal their bound
 * @param inequalities sums that are not below their bound
 */
public record LinearConstraints(List<Condition> equalities, List<Condition> inequalities) {
  /** No conditions. */
  public static final LinearConstraints NONE = new LinearConstraints(List.of(), List.of());

  /**
   * One addend of a sum.
   *
   * @param target whose coefficient
   * @param column of which column
   * @param factor what it is multiplied by
   */
  public record Part(int target, int column, double factor) {}

  /**
   * A sum and its bound.
   *
   * @param parts of the sum
   * @param bound in the units of the sum
   */
  public record Condition(List<Part> parts, double bound) {
    /** Copies the parts. */
    public Condition {
      parts = List.copyOf(parts);
    }

    double sum(double[][] w) {
      return parts.stream().mapToDouble(p -> p.factor() * w[p.target()][p.column()]).sum();
    }
  }

  /** Copies the lists. */
  public LinearConstraints {
    equalities = List.copyOf(equalities);
    inequalities = List.copyOf(inequalities);
  }

  /** With Σ factor w = value. */
  public LinearConstraints equal(double value, Part... parts) {
    return new LinearConstraints(
        with(equalities, new Condition(List.of(parts), value)), inequalities);
  }

  /** With Σ factor w ≥ bound. */
  public LinearConstraints atLeast(double bound, Part... parts) {
    return new LinearConstraints(
        equalities, with(inequalities, new Condition(List.of(parts), bound)));
  }

  /** With Σ factor w ≤ bound. */
  public LinearConstraints atMost(double bound, Part... parts) {
    List<Part> negative = new ArrayList<>();
    for (Part part : parts) {
      negative.add(new Part(part.target(), part.column(), -part.factor()));
    }
    return new LinearConstraints(equalities, with(inequalities, new Condition(negative, -bound)));
  }

  /** With low ≤ w ≤ high for one coefficient; an infinite bound is none. */
  public LinearConstraints between(int target, int column, double low, double high) {
    if (!(low <= high)) {
      throw new InvalidInputException(
          "bounds", low + " to " + high, "the lower one first", "swap them");
    }
    Part part = new Part(target, column, 1);
    if (low == high) {
      return equal(low, part);
    }
    LinearConstraints result = this;
    if (low > Double.NEGATIVE_INFINITY) {
      result = result.atLeast(low, part);
    }
    return high < Double.POSITIVE_INFINITY ? result.atMost(high, part) : result;
  }

  /** With the conditions of both. */
  public LinearConstraints and(LinearConstraints others) {
    List<Condition> equal = new ArrayList<>(equalities);
    equal.addAll(others.equalities);
    List<Condition> unequal = new ArrayList<>(inequalities);
    unequal.addAll(others.inequalities);
    return new LinearConstraints(equal, unequal);
  }

  /** The largest amount by which coefficients miss a condition. */
  public double violation(double[][] w) {
    double equal =
        equalities.stream().mapToDouble(c -> Math.abs(c.sum(w) - c.bound())).max().orElse(0);
    double unequal = inequalities.stream().mapToDouble(c -> c.bound() - c.sum(w)).max().orElse(0);
    return Math.max(0, Math.max(equal, unequal));
  }

  void requireShape(LeastSquaresProblem problem) {
    for (List<Condition> conditions : List.of(equalities, inequalities)) {
      for (Condition condition : conditions) {
        for (Part part : condition.parts()) {
          boolean fits =
              part.target() >= 0
                  && part.target() < problem.targets()
                  && part.column() >= 0
                  && part.column() < problem.columns();
          if (!fits) {
            throw new InvalidInputException(
                "constraint on",
                "target " + part.target() + ", column " + part.column(),
                problem.targets() + " targets and " + problem.columns() + " columns",
                "number targets and columns from 0");
          }
        }
      }
    }
  }

  private static List<Condition> with(List<Condition> conditions, Condition added) {
    List<Condition> more = new ArrayList<>(conditions);
    more.add(added);
    return more;
  }
}
