package org.sciml4j.pde.rollout;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.sciml4j.core.InvalidInputException;
import org.sciml4j.core.graph.Checkpointing;
import org.sciml4j.core.graph.TensorType;
import org.sciml4j.core.graph.Value;
import org.sciml4j.core.nn.Loss;
import org.sciml4j.core.nn.Objective;
import org.sciml4j.core.nn.Scope;
import org.sciml4j.core.nn.loss.Losses;
import org.sciml4j.pde.scheme.Leapfrog;
import org.sciml4j.pde.scheme.TimeStep;

/**
 * How far a rollout from the first snapshot of a window is from the later ones. Batches are those
 * of {@link SnapshotWindows}, {@code [n, variables, steps + 1, space...]}.
 *
 * @param step one step, from snapshot to snapshot
 * @param points what of a window is compared
 * @param shared whether all steps have the same parameters
 * @param noise standard deviation of what is added to the first snapshot in training, so that the
 *     step learns to bring back what it has itself perturbed (Sanchez-Gonzalez et al. 2020,
 *     arXiv:2002.09405, section 4.1)
 * @param noiseUnits what the noise of each variable is in units of; none for 1
 * @param pushforward whether only the last step is differentiated: earlier ones serve to perturb
 *     its input (Brandstetter, Worrall, Welling 2022, arXiv:2202.03376, section 3.1)
 * @param loss of rollouts against data
 * @param scale factor of the loss, for example {@code 1 / dt²} or {@code 1 / variance}
 * @param sizes what the differences of each variable are divided by, so that a variable of small
 *     numbers counts as much as another; none for 1
 * @param checkpointing what is kept of the steps for the reverse derivative
 */
public record RolloutObjective(
    TimeStep step,
    LossPoints points,
    boolean shared,
    double noise,
    List<Double> noiseUnits,
    boolean pushforward,
    Loss loss,
    double scale,
    List<Double> sizes,
    Checkpointing checkpointing)
    implements Objective {
  /**
   * Checks the numbers.
   *
   * @throws InvalidInputException if the noise is negative, the scale, a size or a unit not
   *     positive, or the pushforward is compared at all snapshots
   */
  public RolloutObjective {
    sizes = List.copyOf(sizes);
    noiseUnits = List.copyOf(noiseUnits);
    requirePositive("sizes", sizes);
    requirePositive("units of the noise", noiseUnits);
    require(noise >= 0 && noise < 1 / 0.0, "noise", noise, "a number of 0 or more");
    require(scale > 0 && scale < 1 / 0.0, "scale", scale, "a number above 0");
    require(!pushforward || points == LossPoints.END, "points of the pushforward", points, "END");
    require(noise == 0 || points != LossPoints.CENTRED, "points with noise", points, "ALL or END");
  }

  private static void requirePositive(String argument, List<Double> numbers) {
    boolean holds = numbers.stream().allMatch(x -> x > 0 && x < 1 / 0.0);
    require(holds, argument, numbers, "numbers above 0");
  }

  private static void require(boolean holds, String argument, Object value, String expected) {
    if (!holds) {
      throw new InvalidInputException(argument, value, expected, "correct it");
    }
  }

  /** The mean square of the differences at all snapshots. */
  public static RolloutObjective of(TimeStep step) {
    return new RolloutObjective(
        step,
        LossPoints.ALL,
        true,
        0,
        List.of(),
        false,
        Losses.MSE,
        1,
        List.of(),
        Checkpointing.NONE);
  }

  /** What a stage of a training asks for. */
  public static RolloutObjective of(TimeStep step, RolloutStage stage, double scale) {
    return new RolloutObjective(
        step,
        stage.points(),
        stage.shared(),
        stage.noise(),
        List.of(),
        stage.pushforward(),
        Losses.MSE,
        scale,
        List.of(),
        stage.checkpointing());
  }

  /** With the differences of each variable divided by its size. */
  public RolloutObjective sizes(List<Double> others) {
    return new RolloutObjective(
        step, points, shared, noise, noiseUnits, pushforward, loss, scale, others, checkpointing);
  }

  /** With the noise of each variable in units of its own, for example standard deviations. */
  public RolloutObjective noiseUnits(List<Double> others) {
    return new RolloutObjective(
        step, points, shared, noise, others, pushforward, loss, scale, sizes, checkpointing);
  }

  @Override
  public Value loss(Scope scope, List<Value> batch) {
    Compared compared = compared(scope, batch);
    Value value = loss.of(compared.predicted(), compared.data());
    return scale == 1 ? value : value.times(scale);
  }

  /** The differences whose mean square, times the scale, is the loss where that is one. */
  Value differences(Scope scope, List<Value> batch) {
    Compared compared = compared(scope, batch);
    return compared.predicted().minus(compared.data());
  }

  private record Compared(Value predicted, Value data) {
    Compared dividedBy(List<Double> sizes, int axis) {
      if (sizes.isEmpty()) {
        return this;
      }
      Value all = perVariable("sizes", sizes, data.type(), axis);
      return new Compared(predicted.dividedBy(all), data.dividedBy(all));
    }
  }

  /** Numbers along the axis of variables, 1 along the later ones. */
  private static Value perVariable(
      String argument, List<Double> numbers, TensorType type, int axis) {
    require(
        type.size(axis) == numbers.size(),
        argument,
        numbers,
        "one for each of the " + type.size(axis) + " variables");
    long[] shape = new long[type.rank() - axis];
    Arrays.fill(shape, 1);
    shape[0] = numbers.size();
    double[] all = numbers.stream().mapToDouble(Double::doubleValue).toArray();
    return Value.constant(new TensorType(type.dtype(), shape), all);
  }

  private Compared compared(Scope scope, List<Value> batch) {
    require(batch.size() == 1, "batch", batch.size() + " arrays", "windows of snapshots");
    Value windows = batch.getFirst();
    require(
        windows.rank() >= 4 && windows.type().size(2) >= 2,
        "windows",
        windows.type(),
        "[n, variables, 2 or more snapshots, space...]");
    long steps = windows.type().size(2) - 1;
    if (points == LossPoints.CENTRED) {
      require(steps == 2, "steps of a centred window", steps, "2");
      List<Value> carried = List.of(windows.at(2, 1), windows.at(2, 0));
      Value next = step.scheme(new Leapfrog()).step(carried, scope).getFirst();
      return new Compared(next, windows.at(2, 2)).dividedBy(sizes, 1);
    }
    Value input = windows.at(2, 0);
    if (noise > 0 && scope.training()) {
      Value drawn = scope.normal(input.shape()).times(noise);
      input =
          input.plus(
              noiseUnits.isEmpty()
                  ? drawn
                  : drawn.times(perVariable("units of the noise", noiseUnits, input.type(), 1)));
    }
    if (points == LossPoints.END) {
      return new Compared(last(input, steps, scope), windows.at(2, steps)).dividedBy(sizes, 1);
    }
    int[] timesFirst = IntStream.range(0, windows.rank()).toArray();
    timesFirst[1] = 2;
    timesFirst[2] = 1;
    Value data = windows.slice(2, 1, steps + 1).transpose(timesFirst);
    return new Compared(rollout(steps).returnAll().apply(input, scope), data).dividedBy(sizes, 2);
  }

  private Value last(Value input, long steps, Scope scope) {
    if (!pushforward || steps == 1) {
      return rollout(steps).apply(input, scope);
    }
    Value perturbed = rollout(steps - 1).apply(input, scope).stopGradient();
    return step.apply(perturbed, shared ? scope : scope.child("block_" + (steps - 1)));
  }

  private Rollout rollout(long steps) {
    return new Rollout(step, steps, false, shared, checkpointing);
  }
}
