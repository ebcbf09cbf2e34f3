package org.sciml4j.core.training;

import java.util.List;
import org.sciml4j.core.InvalidInputException;
import org.sciml4j.core.graph.TensorType;
import org.sciml4j.core.random.RandomKey;
import org.sciml4j.core.tensor.Tensor;

/** Numbered samples, each a tuple of tensors, for example input and target; read when asked for. */
public interface Dataset {
  /** Number of samples. */
  long size();

  /** Types of one sample's tensors. */
  List<TensorType> types();

  /**
   * Reads samples side by side.
   *
   * @param samples numbers of the samples, those from {@code from} to {@code from + count - 1} of
   *     the array are meant
   * @param from first entry of {@code samples}
   * @param count number of samples
   * @param into one native tensor {@code [count or more, ...]} for each of {@link #types()}; rows
   *     from {@code count} on stay as they are
   */
  void read(long[] samples, int from, int count, List<Tensor> into);

  /**
   * Whether a trainer shall read each batch while it trains on the one before. {@link #read} is
   * then called from a thread of the trainer's own, never twice at the same time; it is worth it
   * where samples come from files. Not wanted unless overridden.
   */
  default boolean wantsReadAhead() {
    return false;
  }

  /**
   * Some of the samples, in this order. A view.
   *
   * @throws InvalidInputException if there is no such sample
   */
  default Dataset subset(long... samples) {
    return new Subset(this, samples);
  }

  /**
   * Two parts chosen at random, the second with {@code round(fraction size)} samples, each in
   * ascending order.
   *
   * @throws InvalidInputException if the fraction is not within (0, 1) or a part would be empty
   */
  default Split split(double fraction, RandomKey key) {
    return Split.of(this, fraction, Permutation.of(size(), key));
  }

  /**
   * Two parts in order: the last {@code round(fraction size)} samples are the second, as is right
   * for a time series.
   *
   * @throws InvalidInputException if the fraction is not within (0, 1) or a part would be empty
   */
  default Split splitAtEnd(double fraction) {
    return Split.of(this, fraction, Permutation.identity(size()));
  }
}
