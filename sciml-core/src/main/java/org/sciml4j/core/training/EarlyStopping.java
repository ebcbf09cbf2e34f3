package org.sciml4j.core.training;

import org.sciml4j.core.InvalidInputException;

/**
 * The end of a training whose watched loss, that of the validation samples where there are some,
 * has not fallen for a while (Prechelt 1998, Early stopping - but when?, criterion UP).
 *
 * @param patience epochs to wait for a smaller loss
 * @param smallestChange by how much it must be smaller to count
 * @param restoreBest whether the parameters of the best epoch are the result, rather than the last
 */
public record EarlyStopping(int patience, double smallestChange, boolean restoreBest) {
  /**
   * Checks the numbers.
   *
   * @throws InvalidInputException if the patience is below 1 or the change negative
   */
  public EarlyStopping {
    if (patience < 1) {
      throw new InvalidInputException(
          "patience", patience, "1 epoch or more", "wait for at least one epoch");
    }
    if (!(smallestChange >= 0)) {
      throw new InvalidInputException(
          "smallest change", smallestChange, "0 or more", "choose such a number");
    }
  }

  /** Any smaller loss counts, and the best parameters are restored. */
  public static EarlyStopping after(int patience) {
    return new EarlyStopping(patience, 0, true);
  }
}
