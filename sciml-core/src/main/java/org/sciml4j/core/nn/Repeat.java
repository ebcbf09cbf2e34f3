package org.sciml4j.core.nn;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.sciml4j.core.InvalidInputException;
import org.sciml4j.core.graph.Checkpointing;
import org.sciml4j.core.graph.Constant;
import org.sciml4j.core.graph.Graph;
import org.sciml4j.core.graph.Loop;
import org.sciml4j.core.graph.Value;

/**
 * A layer applied again and again to its own result, with the same parameters: a rollout of a
 * learned time step. What does not change from step to step is computed once. Random draws are the
 * same in every step; the layer may neither update states nor add penalties on its values.
 *
 * @param layer one step, which keeps the shape
 * @param steps number of steps, 0 or more
 * @param returnsSequences whether the value is that after every step, {@code [n, steps, ...]}
 * @param checkpointing what is kept of the steps for the reverse derivative
 */
public record Repeat(Layer layer, long steps, boolean returnsSequences, Checkpointing checkpointing)
    implements NamedLayer {
  /**
   * Checks the number.
   *
   * @throws InvalidInputException if it is negative
   */
  public Repeat {
    if (steps < 0) {
      throw new InvalidInputException("steps", steps, "0 or more", "choose how many");
    }
  }

  /** That many steps, of which the last one's value counts. */
  public static Repeat of(Layer layer, long steps) {
    return new Repeat(layer, steps, false, Checkpointing.NONE);
  }

  /** With the values after every step, {@code [n, steps, ...]}. */
  public Repeat returnSequences() {
    return new Repeat(layer, steps, true, checkpointing);
  }

  /** Keeping this of the steps for the reverse derivative. */
  public Repeat checkpointing(Checkpointing kept) {
    return new Repeat(layer, steps, returnsSequences, kept);
  }

  @Override
  public String kind() {
    return "Repeat";
  }

  @Override
  public Value compute(Value input, Scope own) {
    Value before = Value.input("value before the step", input.type());
    Value after = layer.apply(before, own.repeated());
    if (!after.type().equals(input.type())) {
      throw new InvalidInputException(
          "repeated layer's value",
          after.type(),
          "the type of its input " + input.type(),
          "repeat a layer that keeps the shape");
    }
    Map<Value, Value> captured = captured(before, after);
    List<Value> inputs = new ArrayList<>(List.of(before));
    inputs.addAll(captured.values());
    Value next = Graph.substitute(List.of(after), new HashMap<>(captured)).getFirst();
    List<Value> outputs = returnsSequences ? List.of(next, next) : List.of(next);
    List<Value> operands = new ArrayList<>(List.of(input));
    operands.addAll(captured.keySet());
    Loop loop = new Loop(new Graph(inputs, outputs), steps, 1, 0, false, checkpointing);
    List<Value> results = loop.on(operands);
    return returnsSequences ? batchFirst(results.getLast()) : results.getFirst();
  }

  /** What the step needs besides the value before it, with an input of the step for each. */
  private static Map<Value, Value> captured(Value before, Value after) {
    Set<Value> changing = new HashSet<>(Set.of(before));
    Set<Value> fixed = new LinkedHashSet<>();
    for (Value value : Graph.order(List.of(after))) {
      if (value.operands().stream().anyMatch(changing::contains)) {
        changing.add(value);
        fixed.addAll(value.operands());
      }
    }
    if (!changing.contains(after)) {
      fixed.add(after);
    }
    fixed.removeAll(changing);
    fixed.removeIf(value -> value.primitive() instanceof Constant);
    Map<Value, Value> captured = new LinkedHashMap<>();
    for (Value value : fixed) {
      captured.put(value, Value.input("constant " + captured.size(), value.type()));
    }
    return captured;
  }

  private static Value batchFirst(Value stacked) {
    int[] permutation = IntStream.range(0, stacked.rank()).toArray();
    permutation[0] = 1;
    permutation[1] = 0;
    return stacked.transpose(permutation);
  }
}
