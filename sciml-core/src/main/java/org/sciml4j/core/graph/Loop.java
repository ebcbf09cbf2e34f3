package org.sciml4j.core.graph;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.sciml4j.core.InvalidInputException;

/**
 * A graph repeated step after step, each starting from the values the last one carried over: a
 * recurrent network's cell, a time integrator's step. Its operands and the inputs of its body are,
 * in this order,
 *
 * <ol>
 *   <li>carried values: their initial ones, of the types the body returns,
 *   <li>sequences {@code [steps, ...]}, of which the body sees one slice {@code [...]} a step,
 *   <li>constants, the same at every step.
 * </ol>
 *
 * The body returns the new carried values and then any number of results per step. The loop returns
 * the last carried values and then these results stacked to {@code [steps, ...]}, each at the
 * position of the slices its step saw. See {@link Item}.
 *
 * @param body one step
 * @param steps number of steps, 0 or more
 * @param carries number of carried values
 * @param sequences number of sequences
 * @param reverse whether the steps run from the last slice to the first
 * @param checkpointing what is kept for the reverse derivative
 */
public record Loop(
    Graph body,
    long steps,
    int carries,
    int sequences,
    boolean reverse,
    Checkpointing checkpointing)
    implements Primitive {
  /**
   * Checks that the body can follow itself.
   *
   * @throws InvalidInputException if a number is negative, the body has too few inputs or outputs,
   *     or it does not return its carried values first
   */
  public Loop {
    require(steps >= 0, "steps", steps, "0 or more");
    int inputs = body.inputs().size();
    int most = Math.min(inputs, body.outputs().size());
    require(carries >= 0 && carries <= most, "carried values", carries, "0 to " + most);
    require(
        sequences >= 0 && carries + sequences <= inputs,
        "sequences",
        sequences,
        "0 to " + (inputs - carries));
    for (int i = 0; i < carries; i++) {
      TensorType before = body.inputs().get(i).type();
      TensorType after = body.outputs().get(i).type();
      require(after.equals(before), "carried value " + i + " after a step", after, before + "");
    }
  }

  private static void require(boolean holds, String argument, Object value, String expected) {
    if (!holds) {
      throw new InvalidInputException(
          argument + " of a loop", value, expected, "correct the body or the numbers");
    }
  }

  /** The results of repeating {@code body} on these operands, carried values first. */
  public List<Value> on(List<Value> operands) {
    if (checkpointing == Checkpointing.SQUARE_ROOT) {
      return new SegmentedLoop(this).on(operands);
    }
    Value loop = Value.ofLoop(this, operands);
    return IntStream.range(0, loop.types().size()).mapToObj(i -> Value.item(loop, i)).toList();
  }

  @Override
  public String name() {
    return "loop";
  }

  /**
   * Types of all results.
   *
   * @throws InvalidInputException if the operands do not fit the body
   */
  public List<TensorType> types(List<TensorType> operands) {
    List<TensorType> expected = new ArrayList<>();
    for (int i = 0; i < body.inputs().size(); i++) {
      TensorType input = body.inputs().get(i).type();
      expected.add(isSequence(i) ? stacked(input) : input);
    }
    if (!operands.equals(expected)) {
      throw Operands.error(
          this,
          operands,
          expected
              + ": "
              + carries
              + " carried, "
              + sequences
              + " sequences of "
              + steps
              + " steps, constants",
          "correct their number or shapes");
    }
    List<TensorType> results = new ArrayList<>(expected.subList(0, carries));
    body.outputs().stream().skip(carries).map(Value::type).map(this::stacked).forEach(results::add);
    return results;
  }

  /** Whether operand {@code i} is a sequence. */
  public boolean isSequence(int i) {
    return i >= carries && i < carries + sequences;
  }

  private TensorType stacked(TensorType slice) {
    return slice.withShape(
        LongStream.concat(LongStream.of(steps), LongStream.of(slice.shape())).toArray());
  }
}
