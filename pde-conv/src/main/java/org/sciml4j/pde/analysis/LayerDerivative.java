package org.sciml4j.pde.analysis;

import java.util.ArrayList;
import java.util.List;
import org.sciml4j.core.InvalidInputException;
import org.sciml4j.core.autodiff.Autodiff;
import org.sciml4j.core.cpu.CpuDevice;
import org.sciml4j.core.device.Buffer;
import org.sciml4j.core.device.Program;
import org.sciml4j.core.graph.Graph;
import org.sciml4j.core.graph.TensorType;
import org.sciml4j.core.graph.Value;
import org.sciml4j.core.nn.Layer;
import org.sciml4j.core.nn.ParameterSpec;
import org.sciml4j.core.nn.Parameters;
import org.sciml4j.core.nn.Traced;
import org.sciml4j.core.tensor.DType;
import org.sciml4j.core.tensor.Tensor;

/** A layer of states compiled with its derivative at a state, in double precision. */
final class LayerDerivative implements AutoCloseable {
  private final TensorType type;
  private final Program program;
  private final List<Buffer> inputs = new ArrayList<>();
  private final List<Buffer> outputs = new ArrayList<>();
  private final Program.Run run;
  private final Tensor vector;
  private final Tensor product;

  /** The layer's value and {@code v -> vᵀ J} (reverse) or {@code v -> J v}. */
  LayerDerivative(Layer layer, Parameters parameters, long[] state, boolean reverse) {
    long[] shape = new long[state.length + 1];
    shape[0] = 1;
    System.arraycopy(state, 0, shape, 1, state.length);
    type = new TensorType(DType.F64, shape);
    Traced traced = Traced.of(layer, type, false);
    Value u = traced.batchInputs().getFirst();
    Value y = traced.result();
    if (!y.type().equals(type)) {
      throw new InvalidInputException(
          "layer", "gives " + y.type(), "the type " + type + " of its input", "choose another");
    }
    Value v = Value.input("vector", type);
    Value derivative =
        reverse
            ? Autodiff.vjp(List.of(y), List.of(u), List.of(v)).getFirst()
            : Autodiff.jvp(y, u, v);
    List<Value> all = new ArrayList<>(traced.graph().inputs());
    all.add(v);
    CpuDevice device = CpuDevice.common();
    program = device.compile(Graph.of(all, y, derivative));
    all.forEach(input -> inputs.add(device.allocate(input.type())));
    List<ParameterSpec> specs = traced.specs();
    for (int i = 0; i < specs.size(); i++) {
      try (Tensor numbers = parameters.get(specs.get(i).name()).to(DType.F64)) {
        inputs.get(1 + i).copyFrom(numbers);
      }
    }
    outputs.add(device.allocate(type));
    outputs.add(device.allocate(type));
    vector = Tensor.zeros(DType.F64, shape);
    product = Tensor.zeros(DType.F64, shape);
    run = program.bind(inputs, outputs);
  }

  int size() {
    return Math.toIntExact(type.count());
  }

  /** Where the derivative is taken. */
  void at(double[] state) {
    inputs.getFirst().copyFrom(Tensor.wrap(state, type.shape()));
  }

  /** The product with a vector. */
  double[] times(double[] v) {
    vector.copyFrom(Tensor.wrap(v, type.shape()));
    inputs.getLast().copyFrom(vector);
    run.run();
    outputs.get(1).copyTo(product);
    return product.toDoubles();
  }

  /** The layer's value at the state of the last product. */
  double[] value() {
    outputs.get(0).copyTo(product);
    return product.toDoubles();
  }

  @Override
  public void close() {
    program.close();
    inputs.forEach(Buffer::close);
    outputs.forEach(Buffer::close);
    vector.close();
    product.close();
  }
}
