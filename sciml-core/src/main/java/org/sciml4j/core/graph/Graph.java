package org.sciml4j.core.graph;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.sciml4j.core.InvalidInputException;

/**
 * A function: what is computed of which inputs. Graphs are what devices compile, loops repeat and
 * derivatives are taken of.
 *
 * @param inputs values made by {@link Value#input}, each once
 * @param outputs what is computed of them; the same value may occur several times
 */
public record Graph(List<Value> inputs, List<Value> outputs) {
  /**
   * Checks that the outputs depend on the inputs alone.
   *
   * @throws InvalidInputException if an input is not one, occurs twice, shares its name with
   *     another or is missing
   */
  public Graph {
    inputs = List.copyOf(inputs);
    outputs = List.copyOf(outputs);
    Map<String, Value> byLabel = new HashMap<>();
    for (Value input : inputs) {
      if (!(input.primitive() instanceof Input named)) {
        throw new InvalidInputException(
            "input of a graph", input, "a value made by Value.input", "make it an input");
      }
      if (byLabel.put(named.label(), input) != null) {
        throw new InvalidInputException(
            "inputs of a graph",
            "two named '" + named.label() + "'",
            "different names",
            "rename one of them");
      }
    }
    Set<Value> known = new HashSet<>(inputs);
    for (Value value : order(outputs)) {
      if (value.primitive() instanceof Input missing && !known.contains(value)) {
        throw new InvalidInputException(
            "inputs of a graph",
            byLabel.keySet().stream().sorted().collect(Collectors.joining(", ", "[", "]")),
            "all that the outputs depend on",
            "add the input '" + missing.label() + "' " + missing.type());
      }
    }
  }

  /** A function of one value. */
  public static Graph of(List<Value> inputs, Value... outputs) {
    return new Graph(inputs, List.of(outputs));
  }

  /** Every value the outputs depend on and the outputs themselves, operands before results. */
  public List<Value> values() {
    return order(outputs);
  }

  /** All values that {@code ends} depend on and they themselves, operands before results. */
  public static List<Value> order(List<Value> ends) {
    List<Value> order = new ArrayList<>();
    Set<Value> visited = new HashSet<>();
    Deque<Value> stack = new ArrayDeque<>();
    for (int i = ends.size() - 1; i >= 0; i--) {
      stack.push(ends.get(i));
    }
    Set<Value> expanded = new HashSet<>();
    while (!stack.isEmpty()) {
      Value top = stack.peek();
      if (visited.contains(top)) {
        stack.pop();
      } else if (expanded.add(top)) {
        for (int i = top.operands().size() - 1; i >= 0; i--) {
          if (!visited.contains(top.operand(i))) {
            stack.push(top.operand(i));
          }
        }
      } else {
        stack.pop();
        visited.add(top);
        order.add(top);
      }
    }
    return order;
  }

  /**
   * The outputs as functions of other values.
   *
   * @param arguments one for each input, of its type
   * @throws InvalidInputException if number or types differ
   */
  public List<Value> on(List<Value> arguments) {
    List<TensorType> expected = inputs.stream().map(Value::type).toList();
    if (!arguments.stream().map(Value::type).toList().equals(expected)) {
      throw new InvalidInputException(
          "arguments of a graph",
          arguments.stream().map(Value::type).toList(),
          "values of types " + expected,
          "correct their number or shapes");
    }
    Map<Value, Value> image = new HashMap<>();
    for (int i = 0; i < inputs.size(); i++) {
      image.put(inputs.get(i), arguments.get(i));
    }
    return substitute(outputs, image);
  }

  /** These values with each key of {@code image} replaced by its value wherever it is used. */
  public static List<Value> substitute(List<Value> ends, Map<Value, Value> image) {
    Map<Value, Value> images = new HashMap<>(image);
    for (Value value : order(ends)) {
      if (!images.containsKey(value)) {
        images.put(value, value.withOperands(value.operands().stream().map(images::get).toList()));
      }
    }
    return ends.stream().map(images::get).toList();
  }
}
