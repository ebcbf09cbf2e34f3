package org.sciml4j.core.cpu.plan;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.sciml4j.core.graph.Abs;
import org.sciml4j.core.graph.Add;
import org.sciml4j.core.graph.Equal;
import org.sciml4j.core.graph.Less;
import org.sciml4j.core.graph.LessOrEqual;
import org.sciml4j.core.graph.Maximum;
import org.sciml4j.core.graph.Minimum;
import org.sciml4j.core.graph.Multiply;
import org.sciml4j.core.graph.Negate;
import org.sciml4j.core.graph.Subtract;
import org.sciml4j.core.graph.Value;

/**
 * How a value can be had again without memory traffic: a few cheap operations on one array cost
 * less than to write their result and to read it.
 *
 * @param arrays the arrays it is computed of, one at most
 * @param operations number of operations
 */
record Recomputation(Set<Value> arrays, int operations) {
  private static final int MOST_OPERATIONS = 4;

  /** For a node; {@code null} if it is not cheap enough. */
  static Recomputation of(Node node, Map<Value, Node> nodes) {
    if (!isQuick(node)) {
      return null;
    }
    Set<Value> arrays = new HashSet<>();
    int operations = 1;
    for (Source source : node.sources()) {
      if (2 * source.layout().distinct() > node.count()) {
        Node producer = nodes.get(source.root());
        Recomputation again =
            producer == null || producer.isOutput() || !source.isWhole()
                ? null
                : producer.recomputation();
        if (again == null) {
          arrays.add(source.root());
        } else {
          arrays.addAll(again.arrays);
          operations += again.operations;
        }
      }
    }
    return arrays.size() > 1 || operations > MOST_OPERATIONS
        ? null
        : new Recomputation(arrays, operations);
  }

  private static boolean isQuick(Node node) {
    return switch (node.value().primitive()) {
      case Add _,
          Subtract _,
          Multiply _,
          Negate _,
          Abs _,
          Maximum _,
          Minimum _,
          Less _,
          LessOrEqual _,
          Equal _ ->
          true;
      default -> false;
    };
  }
}
