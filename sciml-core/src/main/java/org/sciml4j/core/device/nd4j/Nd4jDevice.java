package org.sciml4j.core.device.nd4j;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.sciml4j.core.InvalidInputException;
import org.sciml4j.core.device.Buffer;
import org.sciml4j.core.device.CompileOptions;
import org.sciml4j.core.device.Device;
import org.sciml4j.core.device.Program;
import org.sciml4j.core.graph.Graph;
import org.sciml4j.core.graph.TensorType;
import org.sciml4j.core.tensor.Tensor;

/**
 * Runs graphs operation by operation on ND4J arrays, sharing no kernel with the other devices: what
 * they are compared with. Reductions and comparisons treat NaN as ND4J does. Arrays without
 * elements, which ND4J lacks, are refused.
 */
public final class Nd4jDevice implements Device {
  @Override
  public String name() {
    return "nd4j";
  }

  @Override
  public Buffer allocate(TensorType type) {
    return new ArrayBuffer(type, NdArrays.zeros(type));
  }

  /**
   * {@inheritDoc}
   *
   * @throws InvalidInputException if a value of the graph has no elements
   */
  @Override
  public Program compile(Graph graph, CompileOptions options) {
    return new Nd4jProgram(this, graph, options);
  }

  /** Does nothing: arrays are freed when they are no longer used. */
  @Override
  public void close() {}

  /**
   * A buffer that is an ND4J array.
   *
   * @param type its type
   * @param array row-major and dense
   */
  record ArrayBuffer(TensorType type, INDArray array) implements Buffer {
    @Override
    public void copyFrom(Tensor tensor) {
      require(tensor);
      for (long i = 0; i < tensor.count(); i++) {
        array.data().put(i, tensor.getFlat(i));
      }
    }

    @Override
    public void copyTo(Tensor tensor) {
      require(tensor);
      for (long i = 0; i < tensor.count(); i++) {
        tensor.setFlat(i, array.data().getDouble(i));
      }
    }

    private void require(Tensor tensor) {
      tensor.requireOpen("tensor");
      TensorType other = new TensorType(tensor.dtype(), tensor.shape());
      if (!other.equals(type)) {
        throw new InvalidInputException(
            "tensor", other, "the buffer's type " + type, "convert or reshape it first");
      }
    }

    @Override
    public void close() {
      if (array.closeable()) {
        array.close();
      }
    }
  }
}
