package org.sciml4j.core.training;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * What each epoch of a training reached.
 *
 * @param epochs in order
 */
public record History(List<Epoch> epochs) {
  /** Copies the list. */
  public History {
    epochs = List.copyOf(epochs);
  }

  /** Before the first epoch. */
  public static History empty() {
    return new History(List.of());
  }

  /** With one more epoch. */
  public History and(Epoch epoch) {
    List<Epoch> more = new ArrayList<>(epochs);
    more.add(epoch);
    return new History(more);
  }

  /** The losses of the training samples, an epoch each. */
  public double[] losses() {
    return epochs.stream().mapToDouble(Epoch::loss).toArray();
  }

  /** The watched losses: of the validation samples where there are some. */
  public double[] watched() {
    return epochs.stream().mapToDouble(Epoch::watched).toArray();
  }

  /**
   * One pass over the training samples.
   *
   * @param number counted from 1
   * @param loss mean over the samples, each batch's before its step
   * @param validationLoss mean over the validation samples after the epoch, where there are some
   * @param metrics means by name over the same samples as the watched loss; where parts alternate,
   *     the mean loss of each by its scope
   * @param learningRate that of the epoch's last step
   */
  public record Epoch(
      int number,
      double loss,
      OptionalDouble validationLoss,
      Map<String, Double> metrics,
      double learningRate) {
    /** The validation loss where there is one, else the loss. */
    public double watched() {
      return validationLoss.orElse(loss);
    }
  }
}
