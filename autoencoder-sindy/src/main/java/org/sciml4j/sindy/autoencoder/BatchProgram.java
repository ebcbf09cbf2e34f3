package org.sciml4j.sindy.autoencoder;

import java.util.ArrayList;
import java.util.List;
import org.sciml4j.core.device.Buffer;
import org.sciml4j.core.device.Device;
import org.sciml4j.core.device.Program;
import org.sciml4j.core.nn.ParameterSpec;
import org.sciml4j.core.nn.Parameters;
import org.sciml4j.core.nn.Traced;
import org.sciml4j.core.tensor.Tensor;

/** A network of several inputs and results with given parameters, compiled for one batch size. */
final class BatchProgram implements AutoCloseable {
  private final List<Buffer> inputs = new ArrayList<>();
  private final List<Buffer> outputs = new ArrayList<>();
  private final Program program;
  private final Program.Run run;

  BatchProgram(Traced traced, Parameters parameters, Device device) {
    program = device.compile(traced.graph());
    try {
      traced.graph().inputs().forEach(one -> inputs.add(device.allocate(one.type())));
      traced.graph().outputs().forEach(one -> outputs.add(device.allocate(one.type())));
      List<ParameterSpec> specs = traced.specs();
      parameters.requireFor(specs);
      for (int i = 0; i < specs.size(); i++) {
        inputs.get(traced.batch().size() + i).copyFrom(parameters.get(specs.get(i).name()));
      }
      run = program.bind(inputs, outputs);
    } catch (RuntimeException | Error failure) {
      close();
      throw failure;
    }
  }

  void run(List<Tensor> batch) {
    for (int i = 0; i < batch.size(); i++) {
      inputs.get(i).copyFrom(batch.get(i));
    }
    run.run();
  }

  /** A copy of a result of the last run, the caller's. */
  Tensor result(int index) {
    Buffer buffer = outputs.get(index);
    Tensor tensor = Tensor.zeros(buffer.type().dtype(), buffer.type().shape());
    buffer.copyTo(tensor);
    return tensor;
  }

  @Override
  public void close() {
    program.close();
    inputs.forEach(Buffer::close);
    outputs.forEach(Buffer::close);
  }
}
