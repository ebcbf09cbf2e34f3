package org.sciml4j.sindy.autoencoder;

import java.util.ArrayList;
import java.util.List;
import org.sciml4j.core.graph.Value;
import org.sciml4j.core.nn.Objective;
import org.sciml4j.core.nn.Scope;
import org.sciml4j.core.nn.loss.Losses;

/**
 * The loss of Champion et al. 2019, eq. 7, with sequential thresholding as part of the graph: which
 * coefficients count is a state, renewed by the first step after an epoch that the schedule names.
 * So a training goes on from any checkpoint with the same bits.
 *
 * @param network what is trained
 * @param weights of the loss' parts
 * @param schedule when coefficients are chosen
 * @param noise standard deviation of the normal noise with which the encoder sees x, in training
 * @param stepsPerEpoch batches of an epoch
 */
record SindyObjective(
    SindyNetwork network,
    LossWeights weights,
    SparsitySchedule schedule,
    double noise,
    long stepsPerEpoch)
    implements Objective {
  /** Steps done. */
  static final String STEP = "steps_done";

  /** Steps until coefficients are chosen again. */
  static final String WAIT = "steps_to_thresholding";

  @Override
  public Value loss(Scope scope, List<Value> batch) {
    double sparseSteps = (double) schedule.epochs() * stepsPerEpoch;
    double period = (double) schedule.every() * stepsPerEpoch;
    Value step = scope.state(STEP, 0);
    Value wait = scope.state(WAIT, period + stepsPerEpoch);
    Value coefficients = network.coefficients(scope);

    Value isDue = wait.lessOrEqual(0).times(step.lessOrEqual(sparseSteps));
    Value large = coefficients.stopGradient().abs().greaterThan(schedule.threshold());
    Value mask = isDue.times(large).plus(isDue.negate().plus(1).times(network.mask(scope)));
    scope.update(SindyNetwork.MASK, mask);
    scope.update(STEP, step.plus(1));
    scope.update(WAIT, isDue.times(period).plus(wait).minus(1));

    SindyNetwork.Comparison all =
        network.compare(scope, batch, seen(scope, batch.getFirst()), coefficients.times(mask));
    List<Value> parts = new ArrayList<>();
    add(parts, weights.reconstruction(), all.decoded(), all.x());
    add(parts, weights.motion(), all.decodedMotion(), all.motion());
    add(parts, weights.latentMotion(), all.predicted(), all.latentMotion());
    if (weights.sparsity() > 0) {
      Value isSparse = step.lessThan(sparseSteps).times(weights.sparsity());
      parts.add(coefficients.abs().mean().times(isSparse));
    }
    return parts.stream().reduce(Value::plus).orElseGet(() -> step.filled(0));
  }

  private Value seen(Scope scope, Value x) {
    return noise > 0 && scope.training() ? x.plus(scope.normal(x.shape()).times(noise)) : x;
  }

  private static void add(List<Value> parts, double weight, Value model, Value truth) {
    if (weight > 0) {
      parts.add(Losses.MSE.of(model, truth).times(weight));
    }
  }
}
