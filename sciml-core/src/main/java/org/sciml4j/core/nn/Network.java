package org.sciml4j.core.nn;

import java.util.List;
import org.sciml4j.core.graph.Value;

/** A function of several values with several results, whose layers take parameters from a scope. */
@FunctionalInterface
public interface Network {
  /** The results. */
  List<Value> apply(List<Value> inputs, Scope scope);
}
