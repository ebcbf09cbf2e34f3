package org.sciml4j.io;

import org.sciml4j.core.tensor.Tensor;

/**
 * Images and what they show.
 *
 * @param images {@code [images, channels, rows, columns]}
 * @param labels {@code [images]}, classes counted from 0
 */
public record LabelledImages(Tensor images, Tensor labels) implements AutoCloseable {
  /** Frees both tensors. */
  @Override
  public void close() {
    images.close();
    labels.close();
  }
}
