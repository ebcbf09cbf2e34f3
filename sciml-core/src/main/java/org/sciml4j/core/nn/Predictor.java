package org.sciml4j.core.nn;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.sciml4j.core.device.Buffer;
import org.sciml4j.core.device.CompileOptions;
import org.sciml4j.core.device.Device;
import org.sciml4j.core.device.Program;
import org.sciml4j.core.graph.TensorType;
import org.sciml4j.core.tensor.Tensor;

/**
 * A layer compiled for a device and a batch of fixed size, with parameters and states of its own in
 * the device's memory. Predicting allocates nothing on the Java heap. States go on from one
 * prediction to the next.
 */
public final class Predictor implements AutoCloseable {
  private final Traced traced;
  private final Program program;
  private final List<Buffer> inputs = new ArrayList<>();
  private final List<Buffer> outputs = new ArrayList<>();
  private final Program.Run run;

  Predictor(Traced traced, Parameters parameters, Device device) {
    this.traced = traced;
    int states = traced.batch().size() + traced.parameters().size();
    CompileOptions options = CompileOptions.DEFAULT;
    for (int i = 0; i < traced.states().size(); i++) {
      options = options.overwriting(states + i, traced.results() + 1 + i);
    }
    program = device.compile(traced.graph(), options);
    try {
      traced.graph().inputs().forEach(input -> inputs.add(device.allocate(input.type())));
      IntStream.rangeClosed(0, traced.results())
          .mapToObj(i -> device.allocate(traced.graph().outputs().get(i).type()))
          .forEach(outputs::add);
      List<Buffer> bound = new ArrayList<>(outputs);
      bound.addAll(inputs.subList(states, states + traced.states().size()));
      run = program.bind(inputs, bound);
      load(parameters);
    } catch (RuntimeException | Error failure) {
      close();
      throw failure;
    }
  }

  /** Type of the inputs, {@code [n, ...]}. */
  public TensorType inputType() {
    return inputs.getFirst().type();
  }

  /** Type of the predictions, {@code [n, ...]}. */
  public TensorType outputType() {
    return outputs.getFirst().type();
  }

  /**
   * Copies numbers to the device, states included.
   *
   * @throws org.sciml4j.core.InvalidInputException if one is missing or of another shape
   */
  public void load(Parameters parameters) {
    List<ParameterSpec> specs = traced.specs();
    parameters.requireFor(specs);
    for (int i = 0; i < specs.size(); i++) {
      inputs.get(traced.batch().size() + i).copyFrom(parameters.get(specs.get(i).name()));
    }
  }

  /**
   * Overwrites {@code output} with the layer's value.
   *
   * @param input of {@link #inputType}
   * @param output of {@link #outputType}
   * @throws org.sciml4j.core.InvalidInputException if a type differs
   */
  public void predict(Tensor input, Tensor output) {
    inputs.getFirst().copyFrom(input);
    run.run();
    outputs.getFirst().copyTo(output);
  }

  /** Frees program and buffers. */
  @Override
  public void close() {
    program.close();
    inputs.forEach(Buffer::close);
    outputs.forEach(Buffer::close);
  }
}
