package org.sciml4j.pde.discretization;

import org.hipparchus.fraction.BigFraction;

/** What the numbers of a grid say about a function. */
public enum Sampling {
  /** Its values at the nodes. */
  POINT_VALUES,
  /** Its averages over cells of unit width centred at the nodes. */
  CELL_AVERAGES;

  private static final BigFraction HALF = new BigFraction(1, 2);

  /** What a node holds of the monomial {@code x^power}, the width of a cell being one. */
  BigFraction moment(BigFraction node, int power) {
    return switch (this) {
      case POINT_VALUES -> node.pow(power);
      case CELL_AVERAGES ->
          node.add(HALF)
              .pow(power + 1)
              .subtract(node.subtract(HALF).pow(power + 1))
              .divide(power + 1);
    };
  }
}
