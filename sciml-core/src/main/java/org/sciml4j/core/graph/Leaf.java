package org.sciml4j.core.graph;

import java.util.Collections;
import java.util.List;

/** An operation without operands that carry derivatives: where a graph begins. */
public sealed interface Leaf extends Operation permits Input, Constant, Coordinate {
  @Override
  default Value jvp(Value result, List<Value> tangents) {
    return null;
  }

  @Override
  default List<Value> vjp(Value result, Value cotangent) {
    return Collections.emptyList();
  }
}
