package org.sciml4j.core.device;

import org.sciml4j.core.graph.Graph;
import org.sciml4j.core.graph.TensorType;
import org.sciml4j.core.tensor.Tensor;

/** A processor with its memory: it turns graphs into programs that run on its buffers. */
public interface Device extends AutoCloseable {
  /** Its name, for example {@code cpu}. */
  String name();

  /** New memory, filled with zeros. */
  Buffer allocate(TensorType type);

  /** New memory that holds what the tensor holds now. */
  default Buffer upload(Tensor tensor) {
    Buffer buffer = allocate(new TensorType(tensor.dtype(), tensor.shape()));
    try {
      buffer.copyFrom(tensor);
      return buffer;
    } catch (RuntimeException | Error failure) {
      buffer.close();
      throw failure;
    }
  }

  /**
   * A program that computes the graph's outputs from its inputs.
   *
   * @throws org.sciml4j.core.InvalidInputException if the options do not fit the graph
   */
  Program compile(Graph graph, CompileOptions options);

  /** As {@link #compile(Graph, CompileOptions)} with the default options. */
  default Program compile(Graph graph) {
    return compile(graph, CompileOptions.DEFAULT);
  }

  /** Frees what the device itself holds. Close programs and buffers first. */
  @Override
  void close();
}
