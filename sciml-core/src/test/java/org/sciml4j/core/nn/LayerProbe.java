package org.sciml4j.core.nn;

import java.lang.foreign.Arena;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.sciml4j.core.autodiff.Autodiff;
import org.sciml4j.core.autodiff.DerivativeCheck;
import org.sciml4j.core.autodiff.Point;
import org.sciml4j.core.device.Device;
import org.sciml4j.core.device.Program;
import org.sciml4j.core.device.ReferenceDevice;
import org.sciml4j.core.graph.Graph;
import org.sciml4j.core.graph.RandomKeys;
import org.sciml4j.core.graph.TensorType;
import org.sciml4j.core.graph.Value;
import org.sciml4j.core.tensor.DType;
import org.sciml4j.core.tensor.Tensor;

/**
 * A layer traced in double precision on reproducible numbers that are easily made in other programs
 * too: element i of the input is {@code sin(0.7 i + 0.3)}, of parameter k = 1, 2, ... {@code 0.5
 * sin(0.7 i + k + 0.3)}, of every state {@code 1.5 + sin(0.7 i + 0.3)}; the random key is seed 5,
 * step 1.
 */
public final class LayerProbe {
  private final Traced traced;
  private final List<double[]> inputs = new ArrayList<>();

  private LayerProbe(Traced traced) {
    this.traced = traced;
    inputs.add(wave(1, 0.3, 0, traced.batchInputs().getFirst()));
    List<Value> parameters = traced.parameterInputs();
    for (int k = 1; k <= parameters.size(); k++) {
      inputs.add(wave(0.5, k + 0.3, 0, parameters.get(k - 1)));
    }
    traced.stateInputs().forEach(state -> inputs.add(wave(1, 0.3, 1.5, state)));
    inputs.add(new double[] {0, 5, 1});
  }

  /** A layer as it behaves in prediction. */
  public static LayerProbe of(Layer layer, long... inputShape) {
    return new LayerProbe(Traced.of(layer, new TensorType(DType.F64, inputShape), false));
  }

  /** A layer as it behaves in training. */
  public static LayerProbe training(Layer layer, long... inputShape) {
    return new LayerProbe(Traced.of(layer, new TensorType(DType.F64, inputShape), true));
  }

  private static double[] wave(double amplitude, double phase, double mean, Value of) {
    return IntStream.range(0, (int) of.type().count())
        .mapToDouble(i -> mean + amplitude * Math.sin(0.7 * i + phase))
        .toArray();
  }

  /** With other numbers for input or parameter {@code k}, the input being 0. */
  public LayerProbe with(int k, double... numbers) {
    inputs.set(k, numbers);
    return this;
  }

  public Traced traced() {
    return traced;
  }

  public long[] outputShape() {
    return traced.result().shape();
  }

  public double[] input() {
    return inputs.getFirst();
  }

  /** The layer's value. */
  public double[] output() {
    return outputs().getFirst();
  }

  /** This probe's layer in single precision, as it behaves in training. */
  public static LayerProbe single(Layer layer, long... inputShape) {
    return new LayerProbe(Traced.of(layer, new TensorType(DType.F32, inputShape), true));
  }

  /** What a device computes: all outputs, and derivatives by the input and the parameters. */
  public List<double[]> valuesAndDerivatives(Device device) {
    Graph graph = traced.graph();
    List<Value> outputs = new ArrayList<>(graph.outputs());
    List<Value> by = graph.inputs().subList(0, 1 + traced.parameters().size());
    outputs.addAll(Autodiff.grad(traced.result().sin().sum(), by));
    Tensor[] tensors = new Tensor[inputs.size()];
    try (Arena arena = Arena.ofConfined();
        Program program = device.compile(new Graph(graph.inputs(), outputs))) {
      for (int i = 0; i < tensors.length; i++) {
        TensorType type = graph.inputs().get(i).type();
        tensors[i] = Tensor.zeros(arena, type.dtype(), type.shape());
        tensors[i].copyFrom(Tensor.wrap(inputs.get(i), type.shape()));
      }
      List<Tensor> results = program.call(tensors);
      List<double[]> numbers = results.stream().map(Tensor::toDoubles).toList();
      results.forEach(Tensor::close);
      return numbers;
    }
  }

  /** First and last element, sum, and sum weighted by {@code cos i}, of row-major elements. */
  public static double[] fingerprint(double[] elements) {
    double sum = 0;
    double weighted = 0;
    for (int i = 0; i < elements.length; i++) {
      sum += elements[i];
      weighted += Math.cos(i) * elements[i];
    }
    return new double[] {elements[0], elements[elements.length - 1], sum, weighted};
  }

  /** The layer's value, the penalty and the new states. */
  public List<double[]> outputs() {
    return ReferenceDevice.evaluate(traced.graph(), inputs.toArray(double[][]::new));
  }

  /** Holds derivatives by the input and all parameters to central differences. */
  public void checkDerivatives() {
    int variable = 1 + traced.parameters().size();
    Point[] points =
        IntStream.range(0, variable)
            .mapToObj(i -> new Point(traced.graph().inputs().get(i).type(), inputs.get(i)))
            .toArray(Point[]::new);
    DerivativeCheck.of(
        values -> {
          List<Value> all = new ArrayList<>(values);
          for (int i = variable; i < inputs.size() - 1; i++) {
            all.add(Value.constant(traced.graph().inputs().get(i).type(), inputs.get(i)));
          }
          all.add(Value.constant(RandomKeys.TYPE, inputs.getLast()));
          return traced.graph().on(all).getFirst();
        },
        points);
  }
}
