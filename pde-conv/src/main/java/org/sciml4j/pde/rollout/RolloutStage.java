package org.sciml4j.pde.rollout;

import java.util.Arrays;
import java.util.List;
import org.sciml4j.core.InvalidInputException;
import org.sciml4j.core.graph.Checkpointing;

/**
 * One stage of a training on rollouts, as data. Each starts from the parameters of the last.
 *
 * <pre>{@code
 * StageOptimizer lbfgs = StageOptimizer.lbfgs(500);
 * List<RolloutStage> schedule = new ArrayList<>();
 * schedule.add(RolloutStage.of(1, lbfgs).frozen());              // warm-up
 * schedule.addAll(RolloutStage.curriculum(lbfgs, 1, 2, 3, 6, 9));
 * }</pre>
 *
 * @param blocks steps of a rollout
 * @param freezes whether the model's stencils stay as they are
 * @param sparsity factor of the model's sparsity penalties, 0 or more
 * @param points what is compared with the data
 * @param shared whether all blocks have the same parameters
 * @param noise standard deviation added to first snapshots, in the units of the data
 * @param pushforward whether only the last block is differentiated
 * @param optimizer what minimises
 */
public record RolloutStage(
    int blocks,
    boolean freezes,
    double sparsity,
    LossPoints points,
    boolean shared,
    double noise,
    boolean pushforward,
    StageOptimizer optimizer) {
  private static final int MANY = 8;

  /**
   * Checks the numbers.
   *
   * @throws InvalidInputException if there is no block, or the sparsity is negative
   */
  public RolloutStage {
    if (blocks < 1) {
      throw new InvalidInputException("blocks", blocks, "1 or more", "raise it");
    }
    if (points == LossPoints.CENTRED && (blocks != 2 || noise != 0 || pushforward)) {
      throw new InvalidInputException(
          "centred stage",
          blocks + " blocks, noise " + noise + (pushforward ? ", pushforward" : ""),
          "windows of two steps as they are",
          "leave out noise and pushforward");
    }
    if (!(sparsity >= 0 && sparsity < Double.POSITIVE_INFINITY)) {
      throw new InvalidInputException("sparsity", sparsity, "a number of 0 or more", "correct it");
    }
  }

  /** Shared blocks compared at all snapshots, nothing frozen, full sparsity penalties. */
  public static RolloutStage of(int blocks, StageOptimizer optimizer) {
    return new RolloutStage(blocks, false, 1, LossPoints.ALL, true, 0, false, optimizer);
  }

  /** Stages of more and more blocks. */
  public static List<RolloutStage> curriculum(StageOptimizer optimizer, int... blocks) {
    return Arrays.stream(blocks).mapToObj(count -> of(count, optimizer)).toList();
  }

  /**
   * F compared with centred differences of windows of two steps: see {@link LossPoints#CENTRED}.
   */
  public static RolloutStage centred(StageOptimizer optimizer) {
    return new RolloutStage(2, false, 1, LossPoints.CENTRED, true, 0, false, optimizer);
  }

  /** With stencils that stay as they are, and no sparsity penalties: a warm-up. */
  public RolloutStage frozen() {
    return new RolloutStage(blocks, true, 0, points, shared, noise, pushforward, optimizer);
  }

  /** With this factor of the sparsity penalties. */
  public RolloutStage sparsity(double factor) {
    return new RolloutStage(blocks, freezes, factor, points, shared, noise, pushforward, optimizer);
  }

  /** Compared at the last snapshot only. */
  public RolloutStage endPoint() {
    return new RolloutStage(
        blocks, freezes, sparsity, LossPoints.END, shared, noise, pushforward, optimizer);
  }

  /** With parameters of its own for each block. */
  public RolloutStage unshared() {
    return new RolloutStage(
        blocks, freezes, sparsity, points, false, noise, pushforward, optimizer);
  }

  /** With noise of this standard deviation on first snapshots. */
  public RolloutStage noise(double deviation) {
    return new RolloutStage(
        blocks, freezes, sparsity, points, shared, deviation, pushforward, optimizer);
  }

  /** Differentiating the last block only. */
  public RolloutStage pushForward() {
    return new RolloutStage(
        blocks, freezes, sparsity, LossPoints.END, shared, noise, true, optimizer);
  }

  /** Many blocks keep √T states for the reverse derivative, few all. */
  Checkpointing checkpointing() {
    return blocks > MANY ? Checkpointing.SQUARE_ROOT : Checkpointing.NONE;
  }
}
