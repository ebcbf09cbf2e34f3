package org.sciml4j.core.cpu.pass;

import java.util.List;
import org.sciml4j.core.graph.Elementwise;
import org.sciml4j.core.graph.Graph;
import org.sciml4j.core.graph.Operation;
import org.sciml4j.core.graph.Value;

/**
 * Replaces values by equal ones that cost less. Results keep their value up to rounding and the
 * sign of zero; a product with zero is not zero, since the other factor may be a NaN. The one
 * exception is {@code x^½}, which becomes the square root and so a NaN at -∞.
 */
public final class Simplification {
  private Simplification() {}

  /** The graph with every value simplified, within the bodies of loops too. */
  public static Graph simplify(Graph graph) {
    return Rewriting.of(graph, () -> Simplification::simplified);
  }

  /** An operation on operands that are simplified already. */
  static Value of(Operation operation, Value... operands) {
    return simplified(Value.of(operation, operands));
  }

  private static Value simplified(Value value) {
    if (!(value.primitive() instanceof Operation operation)) {
      return value;
    }
    for (Rule rule : RULES) {
      Value simpler = rule.apply(operation, value);
      if (simpler != null && simpler != value) {
        return simpler;
      }
    }
    return value;
  }

  /** One family of equalities. */
  interface Rule {
    /** An equal value, itself simplified, or {@code null}. */
    Value apply(Operation operation, Value value);
  }

  private static final List<Rule> RULES =
      List.of(
          ConstantFolding::fold,
          (operation, value) ->
              operation instanceof Elementwise ? Arithmetic.simplify(operation, value) : null,
          (operation, value) ->
              operation instanceof Elementwise ? Repetition.postpone(value) : null,
          Rearrangement::simplify,
          Pieces::join,
          Reductions::simplify);
}
