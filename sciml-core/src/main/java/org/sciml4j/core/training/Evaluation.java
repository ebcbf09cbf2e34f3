package org.sciml4j.core.training;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.sciml4j.core.device.Buffer;
import org.sciml4j.core.device.Device;
import org.sciml4j.core.device.Program;
import org.sciml4j.core.graph.RandomKeys;
import org.sciml4j.core.graph.TensorType;
import org.sciml4j.core.graph.Value;
import org.sciml4j.core.nn.Network;
import org.sciml4j.core.nn.Objective;
import org.sciml4j.core.nn.ParameterSpec;
import org.sciml4j.core.nn.Traced;
import org.sciml4j.core.tensor.DType;
import org.sciml4j.core.tensor.Tensor;

/**
 * Loss and metrics over a whole dataset, batch by batch, with layers as in use rather than
 * training: means over the samples.
 */
final class Evaluation implements AutoCloseable {
  private final Dataset data;
  private final List<String> names;
  private final List<Part> parts = new ArrayList<>();
  private final long[] order;

  Evaluation(
      Objective objective,
      Map<String, Objective> metrics,
      DType dtype,
      Dataset data,
      int batchSize,
      TrainingMemory memory) {
    this.data = data;
    names = new ArrayList<>(metrics.keySet());
    order = Permutation.identity(data.size());
    Network network =
        (inputs, scope) -> {
          List<Value> results = new ArrayList<>(List.of(objective.loss(scope, inputs)));
          metrics.values().forEach(metric -> results.add(metric.loss(scope, inputs)));
          return results;
        };
    int full = (int) Math.min(batchSize, data.size());
    int rest = (int) (data.size() % full);
    parts.add(new Part(network, dtype, Batch.of(data, full), memory));
    if (rest > 0) {
      parts.add(new Part(network, dtype, Batch.of(data, rest), memory));
    }
  }

  /** The loss with penalties, then the metrics, in order. */
  double[] run() {
    double[] sums = new double[names.size() + 1];
    int from = 0;
    while (from < order.length) {
      Part part = parts.get(order.length - from >= parts.getFirst().batch.size() ? 0 : 1);
      data.read(order, from, part.batch.size(), part.batch.tensors());
      part.addTo(sums);
      from += part.batch.size();
    }
    for (int i = 0; i < sums.length; i++) {
      sums[i] /= order.length;
    }
    return sums;
  }

  /** The metrics by name, out of what {@link #run} returned. */
  Map<String, Double> metrics(double... means) {
    Map<String, Double> metrics = new LinkedHashMap<>();
    for (int i = 0; i < names.size(); i++) {
      metrics.put(names.get(i), means[i + 1]);
    }
    return metrics;
  }

  @Override
  public void close() {
    parts.forEach(Part::close);
  }

  /** A program for one batch size. */
  private static final class Part {
    private final Batch batch;
    private final Program program;
    private final Program.Run run;
    private final List<Buffer> inputs;
    private final List<Buffer> outputs;
    private final Buffer key;
    private final List<Tensor> results = new ArrayList<>();

    Part(Network network, DType dtype, Batch batch, TrainingMemory memory) {
      this.batch = batch;
      Device device = memory.device();
      Traced traced =
          Traced.ofNetwork(
              network, dtype, batch.tensors().stream().map(Part::type).toList(), false);
      List<ParameterSpec> specs = traced.specs();
      program = device.compile(traced.graph());
      inputs = traced.batch().stream().map(device::allocate).toList();
      key = device.allocate(RandomKeys.TYPE);
      outputs = traced.graph().outputs().stream().map(Value::type).map(device::allocate).toList();
      List<Buffer> in = new ArrayList<>(inputs);
      in.addAll(memory.buffers(specs));
      in.add(key);
      run = program.bind(in, outputs);
      for (int i = 0; i <= traced.results(); i++) {
        results.add(Tensor.zeros(outputs.get(i).type().dtype(), outputs.get(i).type().shape()));
      }
    }

    private static TensorType type(Tensor tensor) {
      return new TensorType(tensor.dtype(), tensor.shape());
    }

    void addTo(double... sums) {
      for (int i = 0; i < inputs.size(); i++) {
        inputs.get(i).copyFrom(batch.tensors().get(i));
      }
      run.run();
      for (int i = 0; i < results.size(); i++) {
        outputs.get(i).copyTo(results.get(i));
        int metric = i == results.size() - 1 ? 0 : i;
        sums[metric] += batch.size() * results.get(i).getFlat(0);
      }
    }

    void close() {
      program.close();
      inputs.forEach(Buffer::close);
      outputs.forEach(Buffer::close);
      key.close();
      results.forEach(Tensor::close);
      batch.close();
    }
  }
}
