package org.sciml4j.core.autodiff;

import java.util.ArrayList;
import java.util.List;
import org.sciml4j.core.graph.Graph;
import org.sciml4j.core.graph.Loop;
import org.sciml4j.core.graph.Value;

/** A loop put together input by input. */
final class LoopAssembly {
  private final Group carries = new Group();
  private final Group sequences = new Group();
  private final Group constants = new Group();
  private final List<Value> next = new ArrayList<>();
  private final List<Value> results = new ArrayList<>();

  private static final class Group {
    final List<Value> inputs = new ArrayList<>();
    final List<Value> operands = new ArrayList<>();

    void add(Value input, Value operand) {
      inputs.add(input);
      operands.add(operand);
    }
  }

  /**
   * A value the body carries over.
   *
   * @return its place among the loop's results
   */
  int carry(Value input, Value initial, Value after) {
    carries.add(input, initial);
    next.add(after);
    return next.size() - 1;
  }

  void sequence(Value input, Value operand) {
    sequences.add(input, operand);
  }

  void constant(Value input, Value operand) {
    constants.add(input, operand);
  }

  /**
   * A result of each step, to be stacked.
   *
   * @return its place after the carried values among the loop's results
   */
  int result(Value perStep) {
    if (!results.contains(perStep)) {
      results.add(perStep);
    }
    return results.indexOf(perStep);
  }

  /** Repeats it as often as another loop. */
  Results like(Loop loop, boolean reverse) {
    List<Value> outputs = new ArrayList<>(next);
    outputs.addAll(results);
    Graph body = new Graph(joined(carries.inputs, sequences.inputs, constants.inputs), outputs);
    Loop repeated =
        new Loop(
            body,
            loop.steps(),
            next.size(),
            sequences.inputs.size(),
            reverse,
            loop.checkpointing());
    return new Results(
        repeated.on(joined(carries.operands, sequences.operands, constants.operands)), next.size());
  }

  private static List<Value> joined(List<Value> first, List<Value> second, List<Value> third) {
    List<Value> all = new ArrayList<>(first);
    all.addAll(second);
    all.addAll(third);
    return all;
  }

  /** What the loop returns. */
  record Results(List<Value> all, int carries) {
    /** A carried value after the last step. */
    Value last(int place) {
      return all.get(place);
    }

    /** A result of every step. */
    Value stacked(int place) {
      return all.get(carries + place);
    }
  }
}
