package org.sciml4j.sindy.autoencoder;

import org.sciml4j.core.InvalidInputException;

/**
 * When coefficients are left out: after the epochs {@code every, 2 every, ...}, counted from 0, of
 * the first {@code epochs} those stay whose magnitude is above the threshold. Coefficients left out
 * are still trained by the L1 part of the loss and judged anew each time. Then come the refinement
 * epochs, without L1 and with the last choice (Champion et al. 2019, sequential thresholding).
 *
 * @param threshold of magnitudes
 * @param every epochs between two choices
 * @param epochs with L1 and thresholding
 * @param refinementEpochs after those
 */
public record SparsitySchedule(double threshold, int every, int epochs, int refinementEpochs) {
  /**
   * Checks the numbers.
   *
   * @throws InvalidInputException if one is out of range
   */
  public SparsitySchedule {
    if (!(threshold >= 0)) {
      throw new InvalidInputException("threshold", threshold, "0 or more", "the paper has 0.1");
    }
    if (every < 1 || epochs < 1 || refinementEpochs < 0) {
      throw new InvalidInputException(
          "schedule",
          "every " + every + " of " + epochs + " epochs, then " + refinementEpochs,
          "at least 1 epoch, thresholding every 1 or more, 0 or more for refinement",
          "the paper has every 500 of 5001 epochs, then 1001");
    }
  }

  /** All epochs. */
  public int allEpochs() {
    return epochs + refinementEpochs;
  }

  /** Whether the choice after this epoch, counted from 0, is made anew. */
  public boolean choosesAfter(int epoch) {
    return epoch > 0 && epoch < epochs && epoch % every == 0;
  }
}
