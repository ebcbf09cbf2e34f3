package org.sciml4j.core.training;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
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
  private final IntFunction<TrainingStep> guardedStep;
  private final Trainer trainer;
  private final Dataset data;
  private final TrainingMemory memory;
  private final List<Integer> sizes = new ArrayList<>();
  private final List<TrainingStep> steps = new ArrayList<>();
  private String operation = "";
  private String parameter = "";

  NonFiniteDiagnosis(
      IntFunction<TrainingStep> guardedStep, Trainer trainer, Dataset data, TrainingMemory memory) {
    this.guardedStep = guardedStep;
    this.trainer = trainer;
    this.data = data;
    this.memory = memory;
  }

  boolean isFound() {
    return !operation.isEmpty() || !parameter.isEmpty();
  }

  void step(int size, Batch batch, long seed, long step, double rate) {
    if (!sizes.contains(size)) {
      sizes.add(size);
      steps.add(guardedStep.apply(size));
    }
    try (Parameters before = memory.snapshot()) {
      try {
        steps.get(sizes.indexOf(size)).run(batch.tensors(), seed, step, rate);
        parameter = memory.firstNonFinite();
      } catch (NonFiniteException found) {
        operation = found.operation();
      }
      if (isFound()) {
        memory.restore(before);
        String gradient = firstGradient(size, batch, seed, step);
        parameter = gradient.isEmpty() ? parameter : gradient;
      }
    }
  }

  /** The first parameter whose gradient is not finite; empty if there is none. */
  private String firstGradient(int size, Batch batch, long seed, long step) {
    Traced traced = trainer.trace(data, size);
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
      RandomKeys.write(seed, step, key);
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

  NonFiniteLossException exception(double loss, int epoch, long step, Parameters lastGood) {
    return NonFiniteLossException.at(
        "step " + step + " of epoch " + epoch,
        loss,
        operation,
        parameter,
        trainer.checkpoint(),
        lastGood);
  }

  @Override
  public void close() {
    steps.forEach(TrainingStep::close);
  }
}
