package org.sciml4j.bench.step;

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
import org.sciml4j.core.nn.Parameters;
import org.sciml4j.core.nn.Traced;
import org.sciml4j.core.optim.Optimizer;
import org.sciml4j.core.random.RandomKey;
import org.sciml4j.core.tensor.DType;
import org.sciml4j.core.tensor.Tensor;

/**
 * One step of training as one program over data that stays on the device: loss, gradients, update
 * of parameters and slots in place, the step's number moved on by one.
 */
public final class TrainingProgram implements AutoCloseable {
  private static final long SEED = 1;

  private final long parameterCount;
  private final Program program;
  private final Program.Run run;
  private final List<Buffer> inputs = new ArrayList<>();
  private final Buffer lossBuffer;
  private final Tensor loss;

  /**
   * Compiles the step.
   *
   * @param trained the network, its loss and its data
   * @param samples samples in a batch
   */
  public TrainingProgram(
      TrainingCase trained, DType dtype, long samples, Optimizer optimizer, Device device) {
    List<Tensor> batch = trained.batch(dtype, samples);
    List<TensorType> types =
        batch.stream().map(one -> new TensorType(one.dtype(), one.shape())).toList();
    Traced traced = Traced.of(trained, dtype, types, true);
    parameterCount = traced.parameters().stream().mapToLong(spec -> spec.type().count()).sum();
    Graph graph = step(traced, optimizer);
    CompileOptions options = CompileOptions.DEFAULT;
    for (int i = batch.size(); i < graph.inputs().size(); i++) {
      options = options.overwriting(i, i - batch.size() + 1);
    }
    program = device.compile(graph, options);
    batch.forEach(one -> keep(device.upload(one), one));
    try (Parameters initial = Parameters.initial(traced.parameters(), RandomKey.of(SEED))) {
      initial.asMap().values().forEach(one -> inputs.add(device.upload(one)));
    }
    Tensor key = Tensor.zeros(RandomKeys.TYPE.dtype(), RandomKeys.TYPE.shape());
    RandomKeys.write(SEED, 0, key);
    keep(device.upload(key), key);
    for (int i = inputs.size(); i < graph.inputs().size(); i++) {
      inputs.add(device.allocate(graph.inputs().get(i).type()));
    }
    loss = Tensor.zeros(dtype);
    lossBuffer = device.upload(loss);
    List<Buffer> outputs = new ArrayList<>(List.of(lossBuffer));
    outputs.addAll(inputs.subList(batch.size(), inputs.size()));
    run = program.bind(inputs, outputs);
  }

  private void keep(Buffer buffer, Tensor copied) {
    inputs.add(buffer);
    copied.close();
  }

  /**
   * Inputs: batch, parameters, key, slots. Outputs: the loss, then new values of all inputs but the
   * batch.
   */
  private static Graph step(Traced traced, Optimizer optimizer) {
    Value loss = traced.result().plus(traced.penalty());
    Value key = traced.keyInput();
    Value number = key.at(0, 2).cast(loss.type().dtype()).plus(1);
    Optimizer.Clock clock = new Optimizer.Clock(loss.filled(optimizer.learningRate()), number);
    List<Value> parameters = traced.trainableInputs();
    List<Value> gradients = Autodiff.grad(loss, parameters);
    List<Value> slots = new ArrayList<>();
    List<Value> newSlots = new ArrayList<>();
    List<Value> inputs = new ArrayList<>(traced.graph().inputs());
    List<Value> outputs = new ArrayList<>(List.of(loss));
    for (int i = 0; i < parameters.size(); i++) {
      Value parameter = parameters.get(i);
      String name = traced.parameters().get(i).name();
      List<Value> own =
          optimizer.slots().stream()
              .map(slot -> Value.input(name + "@" + slot.name(), parameter.type()))
              .toList();
      Optimizer.Update update = optimizer.step(parameter, gradients.get(i), own, clock);
      outputs.add(update.parameter());
      slots.addAll(own);
      newSlots.addAll(update.slots());
    }
    outputs.add(key.plus(Value.constant(RandomKeys.TYPE, 0, 0, 1)));
    inputs.addAll(slots);
    outputs.addAll(newSlots);
    return new Graph(inputs, outputs);
  }

  /** Takes one step. */
  public void run() {
    run.run();
  }

  /** The loss of the last step, before its update. */
  public double loss() {
    lossBuffer.copyTo(loss);
    return loss.getFlat(0);
  }

  /** Number of numbers that are trained. */
  public long parameterCount() {
    return parameterCount;
  }

  /** Floating-point operations of the matrix products and convolutions of one step. */
  public long flops() {
    return FlopCount.of(program.graph());
  }

  /** Takes so many steps and tells how long each instruction took. */
  public String profile(int steps) {
    return run.profile(steps);
  }

  @Override
  public void close() {
    program.close();
    inputs.forEach(Buffer::close);
    lossBuffer.close();
    loss.close();
  }
}
