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
import org.sciml4j.core.nn.ParameterSpec;
import org.sciml4j.core.nn.Traced;
import org.sciml4j.core.optim.GradientClipping;
import org.sciml4j.core.optim.Optimizer;
import org.sciml4j.core.tensor.DType;
import org.sciml4j.core.tensor.Tensor;

/**
 * One step of training as a single program: loss, gradients, update of parameters, states and slots
 * in place. A run allocates nothing on the Java heap.
 */
final class TrainingStep implements AutoCloseable {
  private final Resources own = new Resources();
  private final Program program;
  private final Program.Run run;
  private final List<Buffer> batch;
  private final Buffer keyBuffer;
  private final Buffer rateBuffer;
  private final Buffer stepBuffer;
  private final Buffer lossBuffer;
  private final Tensor key;
  private final Tensor number;

  TrainingStep(
      Traced traced,
      Optimizer optimizer,
      GradientClipping clipping,
      TrainingMemory memory,
      boolean guarded) {
    try {
      Device device = memory.device();
      TensorType numberType = traced.penalty().type();
      key = own.keep(Tensor.zeros(DType.F64, 3));
      number = own.keep(Tensor.zeros(numberType.dtype()));
      Value rate = Value.input("learning rate", numberType);
      Value step = Value.input("step", numberType);
      Value loss = traced.result().plus(traced.penalty());
      List<Value> gradients = clipping.clip(Autodiff.grad(loss, traced.trainableInputs()));
      List<ParameterSpec> trainable =
          traced.parameters().stream().filter(ParameterSpec::trainable).toList();

      List<Value> inputs = new ArrayList<>(traced.graph().inputs());
      List<Value> outputs = new ArrayList<>(List.of(loss));
      batch = traced.batch().stream().map(type -> own.keep(device.allocate(type))).toList();
      keyBuffer = own.keep(device.allocate(RandomKeys.TYPE));
      rateBuffer = own.keep(device.allocate(numberType));
      stepBuffer = own.keep(device.allocate(numberType));
      lossBuffer = own.keep(device.allocate(numberType));
      List<Buffer> in = new ArrayList<>(batch);
      in.addAll(memory.buffers(traced.specs()));
      in.add(keyBuffer);
      List<Buffer> out = new ArrayList<>(List.of(lossBuffer));
      CompileOptions options = guarded ? CompileOptions.DEFAULT.guarded() : CompileOptions.DEFAULT;

      for (int i = 0; i < trainable.size(); i++) {
        ParameterSpec spec = trainable.get(i);
        Value parameter = traced.trainableInputs().get(i);
        options = options.overwriting(inputs.indexOf(parameter), outputs.size());
        List<Value> slots = new ArrayList<>();
        for (Optimizer.Slot slot : optimizer.slots()) {
          String name = TrainingMemory.slotName(spec, slot);
          slots.add(Value.input(name, spec.type()));
          options = options.overwriting(inputs.size(), outputs.size() + slots.size());
          inputs.add(slots.getLast());
          in.add(memory.buffer(name));
        }
        Optimizer.Update update =
            optimizer.step(parameter, gradients.get(i), slots, new Optimizer.Clock(rate, step));
        outputs.add(update.parameter());
        outputs.addAll(update.slots());
        out.add(memory.buffer(spec.name()));
        optimizer.slots().stream()
            .map(slot -> memory.buffer(TrainingMemory.slotName(spec, slot)))
            .forEach(out::add);
      }
      for (int i = 0; i < traced.states().size(); i++) {
        options = options.overwriting(inputs.indexOf(traced.stateInputs().get(i)), outputs.size());
        outputs.add(traced.newStates().get(i));
        out.add(memory.buffer(traced.states().get(i).name()));
      }
      inputs.addAll(List.of(rate, step));
      in.addAll(List.of(rateBuffer, stepBuffer));
      program = own.keep(device.compile(new Graph(inputs, outputs), options));
      run = program.bind(in, out);
    } catch (RuntimeException | Error failure) {
      own.close();
      throw failure;
    }
  }

  /**
   * Takes one step.
   *
   * @param samples the batch, of the step's types
   * @param seed of all random draws
   * @param draw number of the step among those of all parts, counted from 0, for random draws
   * @param step number of the step among those of its part, counted from 0, for the optimiser
   * @param rate learning rate
   * @return the loss before the step, penalties included
   */
  double run(List<Tensor> samples, long seed, long draw, long step, double rate) {
    for (int i = 0; i < batch.size(); i++) {
      batch.get(i).copyFrom(samples.get(i));
    }
    RandomKeys.write(seed, draw, key);
    keyBuffer.copyFrom(key);
    number.setFlat(0, rate);
    rateBuffer.copyFrom(number);
    number.setFlat(0, step + 1);
    stepBuffer.copyFrom(number);
    run.run();
    lossBuffer.copyTo(number);
    return number.getFlat(0);
  }

  String explain() {
    return program.explain();
  }

  @Override
  public void close() {
    own.close();
  }
}
