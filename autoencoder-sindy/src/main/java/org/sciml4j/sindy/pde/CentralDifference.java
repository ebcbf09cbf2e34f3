package org.sciml4j.sindy.pde;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.sciml4j.core.InvalidInputException;
import org.sciml4j.operators.differences.FornbergWeights;

/**
 * Central finite differences, one-sided at the ends of an axis; values stay as they are.
 *
 * @param accuracy order of the error in the spacing, even
 * @param highest order of derivative that is one difference; those above are differences of it
 */
public record CentralDifference(int accuracy, int highest) implements LocalDerivative {
  /**
   * Checks the orders.
   *
   * @throws InvalidInputException if the accuracy is odd or not positive, or no derivative is a
   *     difference
   */
  public CentralDifference {
    if (accuracy < 2 || accuracy % 2 != 0) {
      throw new InvalidInputException("accuracy", accuracy, "2, 4, 6, ...", "give an even order");
    }
    if (highest < 1) {
      throw new InvalidInputException("highest", highest, "1 or more", "difference at least once");
    }
  }

  /** Each derivative is one difference, of second order. */
  public static CentralDifference secondOrder() {
    return new CentralDifference(2, Integer.MAX_VALUE);
  }

  /** The differences of PDE-FIND: of second order, derivatives above the third in steps of it. */
  public static CentralDifference published() {
    return new CentralDifference(2, 3);
  }

  @Override
  public List<Integer> steps(int order) {
    List<Integer> steps = new ArrayList<>();
    for (int left = order; left > highest; left -= highest) {
      steps.add(highest);
    }
    steps.add(order - highest * steps.size());
    return steps;
  }

  @Override
  public int reach(int order) {
    return order == 0 ? 0 : (order + 1) / 2 + accuracy / 2 - 1;
  }

  @Override
  public int margin() {
    return 0;
  }

  @Override
  public int endCount(int order) {
    return order == 0 ? 1 : order + accuracy;
  }

  @Override
  public double[] weights(int order, int left, int count) {
    double[] nodes = new double[count];
    Arrays.setAll(nodes, j -> j - left);
    return FornbergWeights.at(0, nodes, order)[order];
  }
}
