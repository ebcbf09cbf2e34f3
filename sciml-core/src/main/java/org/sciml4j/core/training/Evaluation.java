package org.sciml4j.core.training;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.sciml4j.core.device.Buffer;
import org.sciml4j.core.device.CompileOptions;
import org.sciml4j.core.device.Device;
import org.sciml4j.core.device.Program;
import org.sciml4j.core.graph.Graph;
import org.sciml4j.core.graph.TensorType;
import org.sciml4j.core.graph.Value;
import org.sciml4j.core.nn.Objective;
import org.sciml4j.core.nn.ParameterSpec;
import org.sciml4j.core.nn.Traced;
import org.sciml4j.core.tensor.DType;
import org.sciml4j.core.tensor.Tensor;

/**
 * Loss and metrics over a whole dataset, batch by batch, with layers as in use rather than
 * training: means over the samples. The states of sequences go on from batch to batch; the caller
 * resets them.
 */
final class Evaluation implements AutoCloseable {
  private final BatchReader reader;
  private final boolean validates;
  private final List<String> names;
  private final TrainingMemory memory;
  private final Resources own = new Resources();
  private final List<Part> parts = new ArrayList<>();
  private final long[] order;

  private Evaluation(
      Objective objective,
      TrainingOptions options,
      Dataset data,
      int batchSize,
      TrainingMemory memory) {
    TrainingOptions.requireSamples(data);
    this.memory = memory;
    validates = options.validation().isPresent();
    DType dtype = options.dtype();
    Map<String, Objective> metrics = options.metrics();
    names = new ArrayList<>(metrics.keySet());
    order = Permutation.identity(data.size());
    try {
      reader = own.keep(new BatchReader(data, (int) Math.min(batchSize, data.size()), false));
      for (int size : reader.sizes()) {
        List<TensorType> types = Batch.types(data, size);
        List<Traced> traced = new ArrayList<>(List.of(trace(objective, dtype, types)));
        metrics.values().forEach(metric -> traced.add(trace(metric, dtype, types)));
        parts.add(own.keep(new Part(traced, memory)));
      }
    } catch (RuntimeException | Error failure) {
      own.close();
      throw failure;
    }
  }

  private static Traced trace(Objective objective, DType dtype, List<TensorType> batch) {
    return DataTypes.trace(types -> Traced.of(objective, dtype, types, false), dtype, batch, true);
  }

  /**
   * What judges a training: by the validation samples where there are some, by the training's own
   * where there are metrics alone, not at all where there is neither.
   */
  static Optional<Evaluation> of(
      Objective objective,
      TrainingOptions options,
      Dataset training,
      int batchSize,
      TrainingMemory memory) {
    return options.validation().isEmpty() && options.metrics().isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Evaluation(
                objective, options, options.validation().orElse(training), batchSize, memory));
  }

  /**
   * What an epoch has reached.
   *
   * @throws NonFiniteLossException if the validation's loss is not finite, with the parameters as
   *     they are
   * @throws org.sciml4j.core.InvalidInputException if that is because of a label that is no class
   */
  Result judge(int epoch, Optional<Path> checkpoint) {
    double[] means = means();
    if (validates && !Double.isFinite(means[0])) {
      throw NonFiniteLossException.at(
          "the validation samples after epoch " + epoch,
          means[0],
          dataFault(),
          "",
          "",
          checkpoint,
          memory.parameters());
    }
    Map<String, Double> metrics = new LinkedHashMap<>();
    for (int i = 0; i < names.size(); i++) {
      metrics.put(names.get(i), means[i + 1]);
    }
    return new Result(validates ? OptionalDouble.of(means[0]) : OptionalDouble.empty(), metrics);
  }

  private String dataFault() {
    String found = "";
    reader.start(order, 0);
    while (found.isEmpty() && reader.hasNext()) {
      Batch batch = reader.next();
      Traced traced = parts.get(reader.sizeIndex(batch)).objective;
      found = BatchFaults.find(traced, batch.tensors(), reader.samples());
    }
    return found;
  }

  /**
   * What an evaluation found.
   *
   * @param validationLoss with penalties, where there are validation samples
   * @param metrics by name
   */
  record Result(OptionalDouble validationLoss, Map<String, Double> metrics) {
    static final Result NONE = new Result(OptionalDouble.empty(), Map.of());
  }

  /** The loss with penalties, then the metrics, in order. */
  private double[] means() {
    double[] sums = new double[names.size() + 1];
    reader.start(order, 0);
    while (reader.hasNext()) {
      Batch batch = reader.next();
      parts.get(reader.sizeIndex(batch)).addTo(batch, sums);
    }
    for (int i = 0; i < sums.length; i++) {
      sums[i] /= order.length;
    }
    return sums;
  }

  @Override
  public void close() {
    own.close();
  }

  /** A program for one batch size. */
  private static final class Part implements AutoCloseable {
    private final Resources own = new Resources();
    private final Traced objective;
    private final Program.Run run;
    private final List<Buffer> inputs;
    private final List<Buffer> outputs;
    private final List<Tensor> results;

    /** Of the objective and the metrics, each traced on its own. */
    Part(List<Traced> traced, TrainingMemory memory) {
      try {
        Device device = memory.device();
        objective = traced.getFirst();
        Map<String, Value> known = new LinkedHashMap<>();
        List<Value> values = new ArrayList<>();
        traced.forEach(one -> values.add(result(one, objective, known)));
        values.set(0, values.getFirst().plus(objective.penalty()));
        Map<String, ParameterSpec> specs = new LinkedHashMap<>();
        traced.forEach(one -> one.specs().forEach(spec -> specs.putIfAbsent(spec.name(), spec)));

        List<Value> from = new ArrayList<>(objective.batchInputs());
        specs.keySet().forEach(name -> from.add(known.get(name)));
        from.add(objective.keyInput());
        inputs = objective.batch().stream().map(type -> own.keep(device.allocate(type))).toList();
        outputs = values.stream().map(one -> own.keep(device.allocate(one.type()))).toList();
        List<Buffer> in = new ArrayList<>(inputs);
        in.addAll(memory.buffers(List.copyOf(specs.values())));
        in.add(own.keep(device.allocate(objective.keyInput().type())));
        List<Buffer> out = new ArrayList<>(outputs);
        CompileOptions options = CompileOptions.DEFAULT;
        for (int i = 0; i < objective.states().size(); i++) {
          ParameterSpec state = objective.states().get(i);
          if (state.ofSequence()) {
            options = options.overwriting(from.indexOf(known.get(state.name())), values.size());
            values.add(objective.newStates().get(i));
            out.add(memory.buffer(state.name()));
          }
        }
        Program program = own.keep(device.compile(new Graph(from, values), options));
        run = program.bind(in, out);
        results = outputs.stream().map(one -> own.keep(Tensor.zeros(one.type().dtype()))).toList();
      } catch (RuntimeException | Error failure) {
        own.close();
        throw failure;
      }
    }

    /**
     * The result of one of the networks as a function of the objective's inputs.
     *
     * @param known the inputs of parameters and states by name, to which those of this network are
     *     added
     */
    private static Value result(Traced one, Traced objective, Map<String, Value> known) {
      List<Value> arguments = new ArrayList<>(objective.batchInputs());
      for (int i = 0; i < one.specs().size(); i++) {
        Value own = one.graph().inputs().get(one.batch().size() + i);
        arguments.add(known.computeIfAbsent(one.specs().get(i).name(), _ -> own));
      }
      arguments.add(objective.keyInput());
      return one == objective
          ? objective.result()
          : new Graph(one.graph().inputs(), List.of(one.result())).on(arguments).getFirst();
    }

    void addTo(Batch batch, double... sums) {
      for (int i = 0; i < inputs.size(); i++) {
        inputs.get(i).copyFrom(batch.tensors().get(i));
      }
      run.run();
      for (int i = 0; i < results.size(); i++) {
        outputs.get(i).copyTo(results.get(i));
        sums[i] += batch.size() * results.get(i).getFlat(0);
      }
    }

    @Override
    public void close() {
      own.close();
    }
  }
}
