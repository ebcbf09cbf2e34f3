package org.sciml4j.core.nn.loss;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.sciml4j.core.graph.Broadcast;
import org.sciml4j.core.graph.Cast;
import org.sciml4j.core.graph.Coordinate;
import org.sciml4j.core.graph.Divide;
import org.sciml4j.core.graph.Equal;
import org.sciml4j.core.graph.Graph;
import org.sciml4j.core.graph.Primitive;
import org.sciml4j.core.graph.Reshape;
import org.sciml4j.core.graph.Sum;
import org.sciml4j.core.graph.Value;

/**
 * What a graph takes for the targets of a {@link SparseCategoricalCrossEntropy}.
 *
 * @param numbers the targets
 * @param classes how many there are, so that targets are 0 to {@code classes - 1}
 */
public record ClassNumbers(Value numbers, long classes) {
  /** All of them in a graph, in order. */
  public static List<ClassNumbers> in(Graph graph) {
    List<ClassNumbers> found = new ArrayList<>();
    for (Value value : graph.values()) {
      if (value.primitive() instanceof Divide) {
        ofDivisor(value.operand(1)).ifPresent(found::add);
      }
    }
    return found;
  }

  /** Of a divisor that is zero where a number is no class: the sum of a one-hot vector. */
  private static Optional<ClassNumbers> ofDivisor(Value divisor) {
    Value sum = source(divisor);
    if (!(sum.primitive() instanceof Sum)) {
      return Optional.empty();
    }
    Value oneHot = source(sum.operand(0));
    return oneHot.primitive() instanceof Equal
            && oneHot.operand(0).primitive() instanceof Coordinate classes
        ? Optional.of(
            new ClassNumbers(source(oneHot.operand(1)), classes.type().size(classes.axis())))
        : Optional.empty();
  }

  /** The value whose numbers these are under other extents or in another type. */
  private static Value source(Value value) {
    Value source = value;
    while (keepsNumbers(source.primitive())) {
      source = source.operand(0);
    }
    return source;
  }

  private static boolean keepsNumbers(Primitive primitive) {
    return primitive instanceof Reshape
        || primitive instanceof Broadcast
        || primitive instanceof Cast;
  }
}
