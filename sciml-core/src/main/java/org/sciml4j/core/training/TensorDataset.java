package org.sciml4j.core.training;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.List;
import org.sciml4j.core.InvalidInputException;
import org.sciml4j.core.graph.TensorType;
import org.sciml4j.core.tensor.Tensor;

/** Samples that lie along the first axis of tensors in memory; the tensors stay the caller's. */
public final class TensorDataset implements Dataset {
  private final List<Tensor> arrays;
  private final List<TensorType> types;

  private TensorDataset(List<Tensor> arrays) {
    this.arrays = arrays;
    types = arrays.stream().map(TensorDataset::sampleType).toList();
  }

  /**
   * Samples of these tensors {@code [samples, ...]}, for example inputs and targets.
   *
   * @throws InvalidInputException if there is none, one is closed, one has no axis or no samples,
   *     or their numbers of samples differ
   */
  public static TensorDataset of(Tensor... arrays) {
    if (arrays.length == 0) {
      throw new InvalidInputException("dataset", "no tensors", "at least one", "pass some");
    }
    requireOpen(List.of(arrays));
    for (Tensor array : arrays) {
      if (array.rank() == 0 || array.size(0) == 0) {
        throw new InvalidInputException(
            "tensor of a dataset",
            "of shape " + Arrays.toString(array.shape()),
            "one with samples along its first axis",
            "check that the data was read");
      }
      if (array.size(0) != arrays[0].size(0)) {
        throw new InvalidInputException(
            "tensors of a dataset",
            array.size(0) + " and " + arrays[0].size(0) + " samples",
            "as many samples in each",
            "cut the longer one");
      }
    }
    return new TensorDataset(List.of(arrays));
  }

  private static void requireOpen(List<Tensor> arrays) {
    for (int k = 0; k < arrays.size(); k++) {
      if (!arrays.get(k).segment().scope().isAlive()) {
        arrays.get(k).requireOpen("array " + k + " of the dataset");
      }
    }
  }

  private static TensorType sampleType(Tensor array) {
    return new TensorType(array.dtype(), Arrays.copyOfRange(array.shape(), 1, array.rank()));
  }

  @Override
  public long size() {
    return arrays.getFirst().size(0);
  }

  @Override
  public List<TensorType> types() {
    return types;
  }

  @Override
  public void read(long[] samples, int from, int count, List<Tensor> into) {
    requireOpen(arrays);
    for (int k = 0; k < arrays.size(); k++) {
      MemorySegment source = arrays.get(k).segment();
      MemorySegment target = into.get(k).segment();
      long bytes = types.get(k).bytes();
      for (int i = 0; i < count; i++) {
        MemorySegment.copy(source, samples[from + i] * bytes, target, i * bytes, bytes);
      }
    }
  }
}
