package org.sciml4j.core.training;

import java.util.List;
import java.util.stream.LongStream;
import org.sciml4j.core.graph.TensorType;
import org.sciml4j.core.tensor.Tensor;

/** Room for samples side by side on the host. */
record Batch(int size, List<Tensor> tensors) implements AutoCloseable {
  static Batch of(Dataset data, int size) {
    return new Batch(
        size,
        types(data, size).stream().map(type -> Tensor.zeros(type.dtype(), type.shape())).toList());
  }

  /** Types {@code [size, ...]} of a dataset's samples side by side. */
  static List<TensorType> types(Dataset data, int size) {
    return data.types().stream()
        .map(
            type ->
                type.withShape(
                    LongStream.concat(LongStream.of(size), LongStream.of(type.shape())).toArray()))
        .toList();
  }

  @Override
  public void close() {
    tensors.forEach(Tensor::close);
  }
}
