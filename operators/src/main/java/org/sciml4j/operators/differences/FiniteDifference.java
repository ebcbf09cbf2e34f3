package org.sciml4j.operators.differences;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.hipparchus.fraction.BigFraction;
import org.sciml4j.core.InvalidInputException;

/**
 * A one-dimensional finite difference on the unit grid with exact weights: {@code u^(d)(0) ≈ h^-d Σ
 * weights[j] u(nodes[j] h)}.
 *
 * @param derivative order d of the derivative it approximates; 0 interpolates
 * @param nodes where values are taken, in grid spacings from the point of evaluation
 * @param weights one per node
 */
public record FiniteDifference(int derivative, List<BigFraction> nodes, List<BigFraction> weights) {
  /** Keeps its own copies. */
  public FiniteDifference {
    nodes = List.copyOf(nodes);
    weights = List.copyOf(weights);
  }

  /** The difference of highest accuracy on the given nodes, which may be any fractions. */
  public static FiniteDifference on(int derivative, List<BigFraction> nodes) {
    return new FiniteDifference(
        derivative, nodes, FornbergWeights.at(BigFraction.ZERO, nodes, derivative).get(derivative));
  }

  /** The difference of highest accuracy on grid points {@code -left .. right}. */
  public static FiniteDifference between(int derivative, int left, int right) {
    return on(derivative, IntStream.rangeClosed(-left, right).mapToObj(BigFraction::new).toList());
  }

  /**
   * The centred difference of a derivative.
   *
   * @param accuracy order of accuracy: 2, 4, 6, ...
   */
  public static FiniteDifference central(int derivative, int accuracy) {
    requireEven(accuracy);
    int radius = (derivative + 1) / 2 + accuracy / 2 - 1;
    return between(derivative, radius, radius);
  }

  /** The difference on grid points {@code 0, 1, 2, ...} only, of any order of accuracy. */
  public static FiniteDifference forward(int derivative, int accuracy) {
    requirePositive(accuracy);
    return between(derivative, 0, derivative + accuracy - 1);
  }

  /** The difference on grid points {@code ..., -2, -1, 0} only, of any order of accuracy. */
  public static FiniteDifference backward(int derivative, int accuracy) {
    requirePositive(accuracy);
    return between(derivative, derivative + accuracy - 1, 0);
  }

  /** The centred difference on the half points {@code ..., -1/2, 1/2, ...} of a staggered grid. */
  public static FiniteDifference staggered(int derivative, int accuracy) {
    requireEven(accuracy);
    int half = (derivative - derivative % 2 + accuracy) / 2;
    return on(
        derivative,
        IntStream.range(-half, half).mapToObj(j -> new BigFraction(2 * j + 1, 2)).toList());
  }

  /**
   * The value at a cell face from averages over the cells left and right of it; nodes are the cell
   * centres. Exact for averages of polynomials of degree below the number of cells.
   */
  public static FiniteDifference faceFromCellAverages(int cellsLeft, int cellsRight) {
    FiniteDifference ofPrimitive = between(1, cellsLeft, cellsRight);
    int cells = cellsLeft + cellsRight;
    List<BigFraction> centres = new ArrayList<>();
    BigFraction[] weights = new BigFraction[cells];
    BigFraction beyond = BigFraction.ZERO;
    for (int cell = cells - 1; cell >= 0; cell--) {
      beyond = beyond.add(ofPrimitive.weights.get(cell + 1));
      weights[cell] = beyond;
    }
    for (int cell = 0; cell < cells; cell++) {
      centres.add(new BigFraction(2 * (cell - cellsLeft) + 1, 2));
    }
    return new FiniteDifference(0, centres, List.of(weights));
  }

  /**
   * The upwind-biased first derivative of van Leer's kappa schemes, the difference of the face
   * values {@code u_{i+1/2} = u_i + (1+κ)/4 (u_{i+1} - u_i) + (1-κ)/4 (u_i - u_{i-1})}, on nodes -2
   * to 1. κ = -1 is the second-order upwind difference, 0 Fromm's, 1/3 the third-order one, 1/2
   * QUICK, 1 the central difference.
   *
   * <pre>
   * B. van Leer, Upwind-difference methods for aerodynamic problems governed by the Euler
   * equations, Lectures in Applied Mathematics 22 (1985) 327-336.
   * </pre>
   */
  public static FiniteDifference kappa(BigFraction kappa) {
    BigFraction ahead = BigFraction.ONE.add(kappa).divide(4);
    BigFraction behind = BigFraction.ONE.subtract(kappa).divide(4);
    BigFraction centre = BigFraction.ONE.subtract(ahead).add(behind);
    return new FiniteDifference(
        1,
        between(1, 2, 1).nodes(),
        List.of(behind, behind.negate().subtract(centre), centre.subtract(ahead), ahead));
  }

  /**
   * Order of accuracy p, found from the weights: the error is proportional to {@code h^p} for
   * smooth functions sampled at the nodes; {@link Integer#MAX_VALUE} where only the value at the
   * point of evaluation itself counts, so that there is no error.
   */
  public int accuracy() {
    if (IntStream.range(0, nodes.size())
        .allMatch(j -> weights.get(j).isZero() || nodes.get(j).isZero())) {
      return Integer.MAX_VALUE;
    }
    int power = derivative + 1;
    while (momentSum(power).isZero()) {
      power++;
    }
    return power - derivative;
  }

  /** {@code Σ weights[j] nodes[j]^power}. */
  public BigFraction momentSum(int power) {
    BigFraction sum = BigFraction.ZERO;
    for (int j = 0; j < nodes.size(); j++) {
      sum = sum.add(weights.get(j).multiply(nodes.get(j).pow(power)));
    }
    return sum;
  }

  /** Mirrored about the point of evaluation: forward becomes backward. */
  public FiniteDifference mirrored() {
    int sign = derivative % 2 == 0 ? 1 : -1;
    return new FiniteDifference(
        derivative,
        nodes.reversed().stream().map(BigFraction::negate).toList(),
        weights.reversed().stream().map(w -> w.multiply(sign)).toList());
  }

  /** Weights in double precision. */
  public double[] toDoubles() {
    return weights.stream().mapToDouble(BigFraction::doubleValue).toArray();
  }

  /** The fractions as printed in tables: {@code [-1/12, 4/3, -5/2, 4/3, -1/12]}. */
  @Override
  public String toString() {
    return weights.stream()
        .map(FiniteDifference::printed)
        .collect(Collectors.joining(", ", "[", "]"));
  }

  private static String printed(BigFraction f) {
    return f.getDenominator().bitLength() == 1
        ? f.getNumerator().toString()
        : f.getNumerator() + "/" + f.getDenominator();
  }

  private static void requireEven(int accuracy) {
    if (accuracy < 2 || accuracy % 2 != 0) {
      throw new InvalidInputException(
          "accuracy",
          accuracy,
          "2, 4, 6, ... for a centred difference",
          "take an even order, or a one-sided difference");
    }
  }

  private static void requirePositive(int accuracy) {
    if (accuracy < 1) {
      throw new InvalidInputException(
          "accuracy", accuracy, "at least 1", "take a positive order of accuracy");
    }
  }

  /** The nodes as grid offsets. */
  int[] offsets() {
    return nodes.stream()
        .mapToInt(
            node -> {
              if (node.getDenominator().bitLength() != 1) {
                throw new InvalidInputException(
                    "nodes",
                    Arrays.toString(nodes.toArray()),
                    "whole numbers",
                    "a difference on half points is no stencil of one grid");
              }
              return node.getNumeratorAsInt();
            })
        .toArray();
  }
}
