package org.sciml4j.sindy.autoencoder;

import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;
import org.sciml4j.core.graph.TensorType;
import org.sciml4j.core.tensor.Tensor;
import org.sciml4j.core.training.Dataset;
import org.sciml4j.core.training.TensorDataset;

/**
 * Samples in memory.
 *
 * @param tensors x and its derivatives, {@code [n, ...]} each
 */
public record SampleArrays(List<Tensor> tensors) implements AutoCloseable {
  /** Copies the list. */
  public SampleArrays {
    tensors = List.copyOf(tensors);
  }

  /** Types of a batch of one sample. */
  static List<TensorType> oneOf(Dataset data) {
    return data.types().stream().map(type -> type.withShape(batched(1, type))).toList();
  }

  private static long[] batched(long samples, TensorType type) {
    return LongStream.concat(LongStream.of(samples), Arrays.stream(type.shape())).toArray();
  }

  /** At most so many samples of a dataset, spread evenly. */
  static SampleArrays of(Dataset data, int most) {
    int count = (int) Math.min(most, data.size());
    return of(data, LongStream.range(0, count).map(n -> n * data.size() / count).toArray());
  }

  /** The samples of these numbers. */
  static SampleArrays of(Dataset data, long... numbers) {
    List<Tensor> tensors =
        data.types().stream()
            .map(type -> Tensor.zeros(type.dtype(), batched(numbers.length, type)))
            .toList();
    SampleArrays samples = new SampleArrays(tensors);
    try {
      data.read(numbers, 0, numbers.length, tensors);
      return samples;
    } catch (RuntimeException | Error failure) {
      samples.close();
      throw failure;
    }
  }

  /** A view for training. */
  public TensorDataset dataset() {
    return TensorDataset.of(tensors.toArray(Tensor[]::new));
  }

  /** Frees the tensors. */
  @Override
  public void close() {
    tensors.forEach(Tensor::close);
  }
}
