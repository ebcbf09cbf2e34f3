package org.sciml4j.core.training;

import java.util.ArrayList;
import java.util.List;
import org.sciml4j.core.autodiff.Autodiff;
import org.sciml4j.core.device.Buffer;
import org.sciml4j.core.device.CompileOptions;
import org.sciml4j.core.device.Device;
import org.sciml4j.core.device.Program;
import org.sciml4j.core.graph.Graph;
import org.sciml4j.core.graph.RandomKeys;
import org.sciml4j.core.graph.TensorType;
import org.sciml4j.core.graph.Value;
import org.sciml4j.core.minimize.DifferentiableFunction;
import org.sciml4j.core.nn.ParameterSpec;
import org.sciml4j.core.nn.Traced;
import org.sciml4j.core.tensor.DType;
import org.sciml4j.core.tensor.Tensor;

/**
 * The loss of all samples, penalties included, as a function of all trainable parameters in one
 * vector. Random layers draw the same numbers in every evaluation. An evaluation allocates nothing
 * on the Java heap.
 */
final class FullBatchLoss implements DifferentiableFunction, AutoCloseable {
  private final FlatParameters flat;
  private final Resources own = new Resources();
  private final Program.Run run;
  private final Buffer vector;
  private final Buffer loss;
  private final Buffer slope;
  private final List<Buffer> newStates;
  private final List<Buffer> states;
  private final List<Tensor> stateCopies = new ArrayList<>();
  private final Tensor number;

  /**
   * Compiles it.
   *
   * @param samples all of them
   * @param seed of all draws
   * @param memory parameters that are not trained, and states
   */
  FullBatchLoss(
      Traced traced, List<Tensor> samples, long seed, TrainingMemory memory, boolean guarded) {
    try {
      Device device = memory.device();
      flat = FlatParameters.of(traced);
      Value all = flat.input();
      Value total = traced.result().plus(traced.penalty());
      List<Value> results = new ArrayList<>(List.of(total));
      results.addAll(Autodiff.grad(total, traced.trainableInputs()));
      results.addAll(traced.newStates());
      List<Value> arguments = flat.arguments(traced, all);
      List<Value> values = new Graph(traced.graph().inputs(), results).on(arguments);

      List<Value> inputs = new ArrayList<>(List.of(all));
      vector = own.keep(device.allocate(flat.type()));
      List<Buffer> in = new ArrayList<>(List.of(vector));
      for (int i = 0; i < samples.size(); i++) {
        inputs.add(traced.batchInputs().get(i));
        in.add(own.keep(device.upload(samples.get(i))));
      }
      for (int i = 0; i < traced.parameters().size(); i++) {
        ParameterSpec spec = traced.parameters().get(i);
        if (!spec.trainable()) {
          inputs.add(traced.parameterInputs().get(i));
          in.add(memory.buffer(spec.name()));
        }
      }
      states = memory.buffers(traced.states());
      inputs.addAll(traced.stateInputs());
      in.addAll(states);
      inputs.add(traced.keyInput());
      try (Tensor key = Tensor.zeros(DType.F64, RandomKeys.TYPE.shape())) {
        RandomKeys.write(seed, 0, key);
        in.add(own.keep(device.upload(key)));
      }
      int gradients = flat.specs().size();
      List<Value> outputs = new ArrayList<>();
      outputs.add(values.getFirst());
      outputs.add(flat.join(values.subList(1, 1 + gradients)));
      outputs.addAll(values.subList(1 + gradients, values.size()));
      TensorType numberType = total.type();
      number = own.keep(Tensor.zeros(numberType.dtype()));
      loss = own.keep(device.allocate(numberType));
      slope = own.keep(device.allocate(flat.type()));
      newStates =
          traced.states().stream().map(spec -> own.keep(device.allocate(spec.type()))).toList();
      for (Buffer state : states) {
        stateCopies.add(own.keep(Tensor.zeros(state.type().dtype(), state.type().shape())));
      }
      List<Buffer> out = new ArrayList<>(List.of(loss, slope));
      out.addAll(newStates);
      CompileOptions options = guarded ? CompileOptions.DEFAULT.guarded() : CompileOptions.DEFAULT;
      Program program = own.keep(device.compile(new Graph(inputs, outputs), options));
      run = program.bind(in, out);
    } catch (RuntimeException | Error failure) {
      own.close();
      throw failure;
    }
  }

  FlatParameters flat() {
    return flat;
  }

  @Override
  public long size() {
    return flat.size();
  }

  @Override
  public DType dtype() {
    return flat.type().dtype();
  }

  @Override
  public double valueAndGradient(Tensor x, Tensor gradient) {
    vector.copyFrom(x);
    run.run();
    slope.copyTo(gradient);
    loss.copyTo(number);
    return number.getFlat(0);
  }

  /** Lets the network's states become those after one more pass over the samples. */
  void advanceStates(Tensor x) {
    if (states.isEmpty()) {
      return;
    }
    vector.copyFrom(x);
    run.run();
    for (int i = 0; i < states.size(); i++) {
      newStates.get(i).copyTo(stateCopies.get(i));
      states.get(i).copyFrom(stateCopies.get(i));
    }
  }

  @Override
  public void close() {
    own.close();
  }
}
