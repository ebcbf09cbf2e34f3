package org.sciml4j.core.training;

import java.util.Arrays;
import org.sciml4j.core.InvalidInputException;

/**
 * Samples to learn from and samples to judge by.
 *
 * @param training samples to learn from
 * @param validation the others
 */
public record Split(Dataset training, Dataset validation) {
  static Split of(Dataset all, double fraction, long... order) {
    long held = fraction > 0 && fraction < 1 ? Math.round(fraction * all.size()) : 0;
    if (held < 1 || held >= all.size()) {
      throw new InvalidInputException(
          "validation fraction",
          fraction + " of " + all.size() + " samples",
          "a fraction between 0 and 1 that leaves samples in both parts",
          "choose another fraction");
    }
    int cut = Math.toIntExact(all.size() - held);
    long[] first = Arrays.copyOf(order, cut);
    long[] second = Arrays.copyOfRange(order, cut, order.length);
    Arrays.sort(first);
    Arrays.sort(second);
    return new Split(all.subset(first), all.subset(second));
  }
}
