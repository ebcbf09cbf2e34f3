package org.sciml4j.validation.autoencoder;

import java.util.List;
import java.util.stream.IntStream;
import org.sciml4j.core.random.RandomKey;
import org.sciml4j.core.tensor.DType;
import org.sciml4j.core.tensor.Tensor;
import org.sciml4j.core.training.TensorDataset;

/**
 * High-dimensional samples with their derivatives by time.
 *
 * @param tensors x, ẋ and perhaps ẍ, {@code [samples, ...]}
 */
public record Samples(List<Tensor> tensors) implements AutoCloseable {
  /** Copies the list. */
  public Samples {
    tensors = List.copyOf(tensors);
  }

  /** Zeros to be filled. */
  static Samples zeros(DType dtype, int arrays, long... shape) {
    return new Samples(
        IntStream.range(0, arrays).mapToObj(_ -> Tensor.zeros(dtype, shape)).toList());
  }

  /** Adds normal noise of that standard deviation to all of them. */
  Samples noisy(double deviation, RandomKey key) {
    for (int k = 0; k < tensors.size(); k++) {
      Tensor tensor = tensors.get(k);
      RandomKey own = key.child(k);
      for (long i = 0; i < tensor.count(); i++) {
        tensor.setFlat(i, tensor.getFlat(i) + deviation * own.normal(i));
      }
    }
    return this;
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
