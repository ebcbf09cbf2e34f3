package org.sciml4j.pde.stepper;

import java.util.HashMap;
import java.util.Map;
import org.sciml4j.core.InvalidInputException;
import org.sciml4j.core.graph.Graph;
import org.sciml4j.core.graph.Value;

/** Names the layer that cannot be said in C. */
final class UntranslatedLayer {
  private UntranslatedLayer() {}

  /** The refusal of a value, by the innermost layer that computes it. */
  static InvalidInputException of(Value value, Graph graph) {
    Map<Value, String> layers = new HashMap<>();
    for (Value user : graph.values().reversed()) {
      String own = user.label().isEmpty() ? layers.getOrDefault(user, "") : user.label();
      layers.put(user, own);
      user.operands().forEach(operand -> layers.putIfAbsent(operand, own));
    }
    String layer = layers.get(value);
    return new InvalidInputException(
        "step",
        "one with "
            + value.primitive().name()
            + " "
            + value.type()
            + (layer.isEmpty() ? "" : " in the layer '" + layer + "'"),
        "stencils with edges, arithmetic at points and products along axes",
        "replace that layer, or call the Stepper instead of C");
  }
}
