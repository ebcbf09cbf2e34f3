package org.sciml4j.core.graph;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

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
 * the last carried values and then these results stacked to {@code [steps, ...]}. See {@link Item}.
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

  /** The results of repeating {@code body} on these operands, carried values first. */
  public List<Value> on(List<Value> operands) {
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
   * @throws org.sciml4j.core.InvalidInputException if operands, body and step number do not fit
   */
  public List<TensorType> types(List<TensorType> operands) {
    List<TensorType> expected = new ArrayList<>();
    for (int i = 0; i < body.inputs().size(); i++) {
      TensorType input = body.inputs().get(i).type();
      expected.add(isSequence(i) ? stacked(input) : input);
    }
    boolean fits =
        steps >= 0
            && carries + sequences <= expected.size()
            && carries <= body.outputs().size()
            && IntStream.range(0, carries)
                .allMatch(i -> body.outputs().get(i).type().equals(expected.get(i)));
    if (!fits) {
      throw Operands.error(
          this,
          body.outputs().stream().map(Value::type).toList(),
          "a body that returns its carried values first, with the types "
              + expected.subList(0, Math.min(carries, expected.size())),
          "correct the body or the number of carried values");
    }
    if (!operands.equals(expected)) {
      throw Operands.error(this, operands, "operands " + expected, "correct their shapes");
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
