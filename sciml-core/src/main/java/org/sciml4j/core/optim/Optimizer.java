package org.sciml4j.core.optim;

import java.util.List;
import org.sciml4j.core.graph.Value;

/**
 * A rule by which a parameter follows its gradient: part of the graph of a training step, so that a
 * device may fuse it and overwrite parameter and slots in place.
 */
public interface Optimizer {
  /** The learning rate where no schedule is given. */
  double learningRate();

  /** What the rule remembers of each parameter between steps, in the order of {@link #step}. */
  List<Slot> slots();

  /**
   * One update.
   *
   * @param parameter θ of step t - 1
   * @param gradient of the loss by θ, of the same type
   * @param slots what was remembered, each of the parameter's type
   * @param clock the step's number and learning rate
   * @return θ of step t and the new slots
   */
  Update step(Value parameter, Value gradient, List<Value> slots, Clock clock);

  /**
   * A tensor of the parameter's type that a rule keeps.
   *
   * @param name for checkpoints
   * @param initial what it is filled with before the first step
   */
  record Slot(String name, double initial) {
    /** A slot that starts at zero. */
    public static Slot zero(String name) {
      return new Slot(name, 0);
    }
  }

  /**
   * The result of one update.
   *
   * @param parameter new parameter
   * @param slots new slots
   */
  record Update(Value parameter, List<Value> slots) {}

  /**
   * What all parameters share in one step.
   *
   * @param learningRate single number of the parameters' element type
   * @param step the step's number t = 1, 2, ..., single number of the parameters' element type
   */
  record Clock(Value learningRate, Value step) {}
}
