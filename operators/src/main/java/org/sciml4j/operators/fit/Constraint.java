package org.sciml4j.operators.fit;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.sciml4j.core.InvalidInputException;
import org.sciml4j.core.correlation.DoubleDouble;
import org.sciml4j.operators.DifferentialOperator;
import org.sciml4j.operators.MultiIndex;

/**
 * A linear condition that the coefficients of a stencil must meet exactly. A constraint holds for
 * every input field unless it is tied to one by {@link #on}.
 */
public sealed interface Constraint {
  /** The stencil that a constraint is about. */
  record Support(double[] spacing, int[][] offsets) {
    int position(int[] offset) {
      for (int k = 0; k < offsets.length; k++) {
        if (Arrays.equals(offsets[k], offset)) {
          return k;
        }
      }
      return -1;
    }

    int dims() {
      return spacing.length;
    }

    /** {@code sum_k w_k c_k} with {@code w_k = k^α h^α / α!}. */
    DoubleDouble[] moment(MultiIndex alpha) {
      DoubleDouble[] weights = new DoubleDouble[offsets.length];
      for (int k = 0; k < weights.length; k++) {
        DoubleDouble weight =
            DoubleDouble.of(alpha.powerOf(offsets[k])).over(DoubleDouble.of(alpha.factorial()));
        for (int axis = 0; axis < dims(); axis++) {
          for (int power = 0; power < alpha.power(axis); power++) {
            weight = weight.times(spacing[axis]);
          }
        }
        weights[k] = weight;
      }
      return weights;
    }
  }

  /** The equations it stands for. */
  List<LinearEquation> equations(Support support);

  /**
   * Consistent with a differential operator: {@code K u = L u + O(h^accuracy)} for smooth u, with
   * the operator's own coefficients. Every moment below total order {@code L.order() + accuracy} is
   * fixed.
   *
   * @param accuracy order of accuracy, at least 1
   */
  static Constraint consistentWith(DifferentialOperator operator, int accuracy) {
    return new Consistent(operator, accuracy, false);
  }

  /**
   * Consistent with an unknown multiple of a differential operator, whose factor the data decides.
   *
   * @param accuracy order of accuracy, at least 1
   */
  static Constraint consistentUpToFactor(DifferentialOperator operator, int accuracy) {
    return new Consistent(operator, accuracy, true);
  }

  /** The coefficients add up to zero: a constant field gives zero. */
  static Constraint zeroSum() {
    return new ZeroSum();
  }

  /**
   * One moment has a given value: {@code sum_k c_k (k h)^α / α! = value}, the factor of {@code ∂^α
   * u} in what the stencil approximates.
   *
   * @param alpha number of derivatives along each axis
   */
  static Constraint moment(double value, int... alpha) {
    return new Moment(MultiIndex.of(alpha), value);
  }

  /** One coefficient has a given value. */
  static Constraint coefficient(double value, int... offset) {
    return new Coefficient(offset, value);
  }

  /** Coefficients are zero outside these offsets. */
  static Constraint pattern(int[]... offsets) {
    return new Pattern(offsets);
  }

  /** The stencil does not change when mirrored along an axis. */
  static Constraint even(int axis) {
    return new Reflection(axis, 1);
  }

  /** The stencil changes sign when mirrored along an axis. */
  static Constraint odd(int axis) {
    return new Reflection(axis, -1);
  }

  /** The stencil does not change when turned by a quarter in the plane of two axes. */
  static Constraint quarterTurns(int oneAxis, int otherAxis) {
    return new QuarterTurn(oneAxis, otherAxis);
  }

  /**
   * All symmetries of the grid: mirrored along any axis and with any axes exchanged, the stencil
   * does not change (the group D4 in two dimensions, Oh in three).
   */
  static Constraint allSymmetries() {
    return new AllSymmetries();
  }

  /** A constraint on one input field only. */
  static Constraint on(String input, Constraint constraint) {
    return new OnInput(input, constraint);
  }

  /** See {@link #consistentWith} and {@link #consistentUpToFactor}. */
  record Consistent(DifferentialOperator operator, int accuracy, boolean factorFree)
      implements Constraint {
    /** Checks the arguments. */
    public Consistent {
      if (accuracy < 1) {
        throw new InvalidInputException(
            "accuracy", accuracy, "at least 1", "ask for a positive order of accuracy");
      }
      if (operator.isZero()) {
        throw new InvalidInputException(
            "operator", "zero", "an operator with a term", "use a threshold to remove an input");
      }
    }

    @Override
    public List<LinearEquation> equations(Support support) {
      requireDims("operator", operator.dims(), support);
      Map.Entry<MultiIndex, Double> lead = operator.terms().entrySet().iterator().next();
      int fixed = operator.order() + accuracy;
      return IntStream.range(0, fixed)
          .mapToObj(order -> MultiIndex.ofOrder(support.dims(), order))
          .flatMap(List::stream)
          .filter(alpha -> !factorFree || !alpha.equals(lead.getKey()))
          .map(alpha -> equation(support, alpha, lead))
          .toList();
    }

    private LinearEquation equation(
        Support support, MultiIndex alpha, Map.Entry<MultiIndex, Double> lead) {
      DoubleDouble[] weights = support.moment(alpha);
      double wanted = operator.coefficient(alpha);
      if (!factorFree) {
        return new LinearEquation(weights, DoubleDouble.of(wanted), toString());
      }
      DoubleDouble ratio = DoubleDouble.of(wanted).over(DoubleDouble.of(lead.getValue()));
      DoubleDouble[] leading = support.moment(lead.getKey());
      for (int k = 0; k < weights.length; k++) {
        weights[k] = weights[k].minus(leading[k].times(ratio));
      }
      return new LinearEquation(weights, DoubleDouble.ZERO, toString());
    }

    @Override
    public String toString() {
      return "consistent with "
          + (factorFree ? "a multiple of " : "")
          + operator
          + " to order "
          + accuracy;
    }
  }

  /** See {@link #zeroSum}. */
  record ZeroSum() implements Constraint {
    @Override
    public List<LinearEquation> equations(Support support) {
      DoubleDouble[] weights = new DoubleDouble[support.offsets().length];
      Arrays.fill(weights, DoubleDouble.ONE);
      return List.of(new LinearEquation(weights, DoubleDouble.ZERO, toString()));
    }

    @Override
    public String toString() {
      return "coefficients add up to zero";
    }
  }

  /** See {@link #moment}. */
  record Moment(MultiIndex alpha, double value) implements Constraint {
    @Override
    public List<LinearEquation> equations(Support support) {
      requireDims("moment", alpha.dims(), support);
      return List.of(new LinearEquation(support.moment(alpha), DoubleDouble.of(value), toString()));
    }

    @Override
    public String toString() {
      return "moment " + alpha.powers() + " is " + value;
    }
  }

  /** See {@link #coefficient}. */
  record Coefficient(int[] offset, double value) implements Constraint {
    /** Copies the offset. */
    public Coefficient {
      offset = offset.clone();
    }

    @Override
    public List<LinearEquation> equations(Support support) {
      requireDims("offset", offset.length, support);
      int k = support.position(offset);
      DoubleDouble[] weights = zeros(support);
      if (k >= 0) {
        weights[k] = DoubleDouble.ONE;
      }
      return List.of(new LinearEquation(weights, DoubleDouble.of(value), toString()));
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Coefficient that
          && Arrays.equals(offset, that.offset)
          && value == that.value;
    }

    @Override
    public int hashCode() {
      return 31 * Arrays.hashCode(offset) + Double.hashCode(value);
    }

    @Override
    public String toString() {
      return "coefficient " + Arrays.toString(offset) + " is " + value;
    }
  }

  /** See {@link #pattern}. */
  record Pattern(int[][] kept) implements Constraint {
    /** Copies the offsets. */
    public Pattern {
      kept = Arrays.stream(kept).map(int[]::clone).toArray(int[][]::new);
    }

    @Override
    public List<LinearEquation> equations(Support support) {
      return Arrays.stream(support.offsets())
          .filter(offset -> Arrays.stream(kept).noneMatch(k -> Arrays.equals(k, offset)))
          .flatMap(offset -> new Coefficient(offset, 0).equations(support).stream())
          .toList();
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Pattern that && Arrays.deepEquals(kept, that.kept);
    }

    @Override
    public int hashCode() {
      return Arrays.deepHashCode(kept);
    }

    @Override
    public String toString() {
      return "zero outside " + Arrays.deepToString(kept);
    }
  }

  /** See {@link #even} and {@link #odd}. */
  record Reflection(int axis, int parity) implements Constraint {
    @Override
    public List<LinearEquation> equations(Support support) {
      requireAxis(axis, support);
      return Arrays.stream(support.offsets())
          .map(
              offset -> {
                int[] image = offset.clone();
                image[axis] = -image[axis];
                return same(support, offset, image, parity, toString());
              })
          .toList();
    }

    @Override
    public String toString() {
      return (parity > 0 ? "even" : "odd") + " along axis " + axis;
    }
  }

  /** See {@link #quarterTurns}. */
  record QuarterTurn(int oneAxis, int otherAxis) implements Constraint {
    @Override
    public List<LinearEquation> equations(Support support) {
      requireAxis(oneAxis, support);
      requireAxis(otherAxis, support);
      return Arrays.stream(support.offsets())
          .map(
              offset -> {
                int[] image = offset.clone();
                image[oneAxis] = -offset[otherAxis];
                image[otherAxis] = offset[oneAxis];
                return same(support, offset, image, 1, toString());
              })
          .toList();
    }

    @Override
    public String toString() {
      return "unchanged by quarter turns of axes " + oneAxis + " and " + otherAxis;
    }
  }

  /** See {@link #allSymmetries}. */
  record AllSymmetries() implements Constraint {
    @Override
    public List<LinearEquation> equations(Support support) {
      Stream<LinearEquation> mirrored =
          IntStream.range(0, support.dims())
              .mapToObj(axis -> new Reflection(axis, 1).equations(support))
              .flatMap(List::stream);
      Stream<LinearEquation> exchanged =
          IntStream.range(1, support.dims())
              .boxed()
              .flatMap(
                  axis ->
                      Arrays.stream(support.offsets())
                          .map(
                              offset -> {
                                int[] image = offset.clone();
                                image[axis] = offset[axis - 1];
                                image[axis - 1] = offset[axis];
                                return same(support, offset, image, 1, toString());
                              }));
      return Stream.concat(mirrored, exchanged).toList();
    }

    @Override
    public String toString() {
      return "unchanged by all symmetries of the grid";
    }
  }

  /** See {@link #on}. */
  record OnInput(String input, Constraint constraint) implements Constraint {
    @Override
    public List<LinearEquation> equations(Support support) {
      return constraint.equations(support);
    }

    @Override
    public String toString() {
      return constraint + " for " + input;
    }
  }

  private static LinearEquation same(
      Support support, int[] offset, int[] image, int parity, String reason) {
    DoubleDouble[] weights = zeros(support);
    int k = support.position(offset);
    int other = support.position(image);
    weights[k] = DoubleDouble.ONE;
    if (other >= 0) {
      weights[other] = weights[other].minus(DoubleDouble.of(parity));
    }
    return new LinearEquation(weights, DoubleDouble.ZERO, reason);
  }

  private static DoubleDouble[] zeros(Support support) {
    DoubleDouble[] zeros = new DoubleDouble[support.offsets().length];
    Arrays.fill(zeros, DoubleDouble.ZERO);
    return zeros;
  }

  private static void requireDims(String what, int dims, Support support) {
    if (dims != support.dims()) {
      throw new InvalidInputException(
          what + " in a constraint",
          dims + "-dimensional",
          support.dims() + " dimensions, as the stencil has",
          "give one number per axis of the stencil");
    }
  }

  private static void requireAxis(int axis, Support support) {
    if (axis < 0 || axis >= support.dims()) {
      throw new InvalidInputException(
          "axis in a constraint", axis, "0 to " + (support.dims() - 1), "name a stencil axis");
    }
  }
}
