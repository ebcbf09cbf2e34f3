package org.sciml4j.core.cpu.plan;

import org.sciml4j.core.graph.Value;

/**
 * What a value is a view of.
 *
 * @param root the value that is computed or given
 * @param item which of its results, for a loop
 * @param layout where the view's elements lie among those of the result, which are dense
 */
record Source(Value root, int item, Layout layout) {
  /** Whether the view has all elements of the result in their order. */
  boolean isWhole() {
    return layout.isWhole() && layout.count() == root.types().get(item).count();
  }

  Source with(Layout other) {
    return new Source(root, item, other);
  }
}
