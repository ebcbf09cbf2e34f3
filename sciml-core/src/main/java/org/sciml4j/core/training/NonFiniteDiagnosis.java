package org.sciml4j.core.training;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.sciml4j.core.autodiff.Autodiff;
import org.sciml4j.core.device.NonFiniteException;
import org.sciml4j.core.device.Program;
import org.sciml4j.core.graph.Graph;
import org.sciml4j.core.graph.RandomKeys;
import org.sciml4j.core.graph.Value;
import org.sciml4j.core.nn.ParameterSpec;
import org.sciml4j.core.nn.Parameters;
import org.sciml4j.core.nn.Traced;
import org.sciml4j.core.tensor.Tensor;

/**
 * Finds where numbers stop being finite: replays an epoch's steps, which give the same bits, with
 * programs that watch every operation.
 */
final class NonFiniteDiagnosis implements AutoCloseable {
  /** The steps of a training, of one kind for each batch size or part. */
  interface Steps {
    /** The loss that steps of a kind lower. */
    Traced traced(int kind);

    /** A step of a kind that watches every operation. */
    TrainingStep guarded(int kind);
  }

  private final Steps kinds;
  private final TrainingMemory memory;
  private final Map<Integer, TrainingStep> steps = new HashMap<>();
  private String operation = "";
  private String parameter = "";

  NonFiniteDiagnosis(Steps kinds, TrainingMemory memory) {
    this.kinds = kinds;
    this.memory = memory;
  }

  boolean isFound() {
    return !operation.isEmpty() || !parameter.isEmpty();
  }

  /** The first operation whose result was not finite; empty if there was none. */
  String operation() {
    return operation;
  }

  /** The first parameter whose gradient or value was not finite; empty if there was none. */
  String parameter() {
    return parameter;
  }

  /** Repeats a step as {@link TrainingStep#run(List, long, long, long, double)} took it. */
  void step(int kind, Batch batch, long seed, long draw, long step, double rate) {
    TrainingStep guarded = steps.computeIfAbsent(kind, kinds::guarded);
    try (Parameters before = memory.snapshot()) {
      try {
        guarded.run(batch.tensors(), seed, draw, step, rate);
        parameter = memory.firstNonFinite();
      } catch (NonFiniteException found) {
        operation = found.operation();
      }
      if (isFound()) {
        memory.restore(before);
        String gradient = firstGradient(kinds.traced(kind), batch, seed, draw);
        parameter = gradient.isEmpty() ? parameter : gradient;
      }
    }
  }

  /** The first parameter whose gradient is not finite; empty if there is none. */
  private String firstGradient(Traced traced, Batch batch, long seed, long draw) {
    Value loss = traced.result().plus(traced.penalty());
    Graph graph = new Graph(traced.graph().inputs(), Autodiff.grad(loss, traced.trainableInputs()));
    List<String> names =
        traced.parameters().stream()
            .filter(ParameterSpec::trainable)
            .map(ParameterSpec::name)
            .toList();
    List<Tensor> inputs = new ArrayList<>(batch.tensors());
    try (Program program = memory.device().compile(graph);
        Parameters now = memory.parameters();
        Tensor key = Tensor.zeros(RandomKeys.TYPE.dtype(), RandomKeys.TYPE.shape())) {
      traced.specs().forEach(spec -> inputs.add(now.get(spec.name())));
      RandomKeys.write(seed, draw, key);
      inputs.add(key);
      List<Tensor> gradients = program.call(inputs.toArray(Tensor[]::new));
      String first = "";
      for (int i = gradients.size() - 1; i >= 0; i--) {
        first = TrainingMemory.isFinite(gradients.get(i)) ? first : names.get(i);
        gradients.get(i).close();
      }
      return first;
    }
  }

  @Override
  public void close() {
    steps.values().forEach(TrainingStep::close);
  }
}
