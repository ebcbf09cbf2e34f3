package org.sciml4j.core.graph;

/**
 * One of the results of a {@link Loop}.
 *
 * @param index which, counted from 0
 */
public record Item(int index) implements Primitive {
  @Override
  public String name() {
    return "item";
  }
}
