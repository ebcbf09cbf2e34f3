package org.sciml4j.core.training;

import java.util.List;
import org.sciml4j.core.InvalidInputException;
import org.sciml4j.core.graph.TensorType;
import org.sciml4j.core.tensor.Tensor;

/** Some samples of another dataset. */
final class Subset implements Dataset {
  private final Dataset all;
  private final long[] chosen;
  private final long[] numbers;

  Subset(Dataset all, long... chosen) {
    this.all = all;
    this.chosen = chosen.clone();
    numbers = new long[chosen.length];
    for (long sample : chosen) {
      if (sample < 0 || sample >= all.size()) {
        throw new InvalidInputException(
            "sample", sample, "0 to " + (all.size() - 1), "choose samples of the dataset");
      }
    }
  }

  @Override
  public long size() {
    return chosen.length;
  }

  @Override
  public List<TensorType> types() {
    return all.types();
  }

  @Override
  public boolean wantsReadAhead() {
    return all.wantsReadAhead();
  }

  @Override
  public void read(long[] samples, int from, int count, List<Tensor> into) {
    for (int i = 0; i < count; i++) {
      numbers[i] = chosen[(int) samples[from + i]];
    }
    all.read(numbers, 0, count, into);
  }
}
