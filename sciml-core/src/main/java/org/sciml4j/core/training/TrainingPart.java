package org.sciml4j.core.training;

import java.util.List;
import java.util.stream.Stream;
import org.sciml4j.core.InvalidInputException;
import org.sciml4j.core.graph.TensorType;
import org.sciml4j.core.nn.Objective;
import org.sciml4j.core.nn.ParameterSpec;
import org.sciml4j.core.nn.Traced;
import org.sciml4j.core.optim.GradientClipping;
import org.sciml4j.core.optim.Optimizer;
import org.sciml4j.core.optim.Schedule;
import org.sciml4j.core.tensor.DType;

/**
 * Parameters that are trained by an objective and an optimiser of their own.
 *
 * @param scope parameters named {@code scope/...} are meant; all if empty
 * @param objective what to minimise
 * @param optimizer how
 * @param steps how many in a row, before the next part's
 * @param schedule learning rate over the part's steps
 * @param clipping limit of the gradients
 */
record TrainingPart(
    String scope,
    Objective objective,
    Optimizer optimizer,
    int steps,
    Schedule schedule,
    GradientClipping clipping) {

  /** At the optimiser's own learning rate and without clipping. */
  static TrainingPart of(String scope, Objective objective, Optimizer optimizer, int steps) {
    Schedule own = Schedule.constant(optimizer.learningRate());
    return new TrainingPart(scope, objective, optimizer, steps, own, GradientClipping.none());
  }

  /** All parameters. */
  static TrainingPart whole(Objective objective, Optimizer optimizer) {
    return of("", objective, optimizer, 1);
  }

  TrainingPart withSchedule(Schedule other) {
    return new TrainingPart(scope, objective, optimizer, steps, other, clipping);
  }

  TrainingPart withClipping(GradientClipping other) {
    return new TrainingPart(scope, objective, optimizer, steps, schedule, other);
  }

  /**
   * The objective, where nothing outside the scope is trainable.
   *
   * @throws InvalidInputException if nothing is, or layers and batch do not fit
   */
  Traced trace(DType dtype, List<TensorType> batch) {
    Traced all = trace(objective, dtype, batch);
    if (scope.isEmpty()) {
      return all;
    }
    List<ParameterSpec> specs = all.parameters().stream().map(this::restricted).toList();
    if (specs.stream().noneMatch(ParameterSpec::trainable)) {
      throw new InvalidInputException(
          "part",
          "'" + scope + "' without trainable parameters",
          "the start of some of " + specs.stream().map(ParameterSpec::name).toList(),
          "name the part's layer by named(\"" + scope + "\")");
    }
    return new Traced(all.graph(), all.batch(), specs, all.states(), all.results(), all.calls());
  }

  /**
   * An objective of which anything may be trained.
   *
   * @throws InvalidInputException if nothing is trainable, or layers and batch do not fit
   */
  static Traced trace(Objective objective, DType dtype, List<TensorType> batch) {
    Traced all =
        DataTypes.trace(types -> Traced.of(objective, dtype, types, true), dtype, batch, true);
    FlatParameters.requireTrainable(all.parameters());
    return all;
  }

  private ParameterSpec restricted(ParameterSpec spec) {
    boolean trainable = spec.trainable() && spec.name().startsWith(scope + "/");
    return new ParameterSpec(spec.name(), spec.type(), spec.initializer(), trainable);
  }

  /** Whether some parameters could belong to both scopes. */
  boolean overlaps(String other) {
    return (scope + "/").startsWith(other + "/") || (other + "/").startsWith(scope + "/");
  }

  /** What must be the same for a training to go on from its checkpoint. */
  List<String> settings(Traced traced) {
    String of = scope.isEmpty() ? "" : "'" + scope + "' by ";
    return Stream.of(
            steps + " steps",
            "network of " + NetworkFingerprint.of(traced),
            "optimizer " + optimizer,
            schedule.description(),
            clipping.description())
        .map(of::concat)
        .toList();
  }
}
