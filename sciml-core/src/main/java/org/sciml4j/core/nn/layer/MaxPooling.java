package org.sciml4j.core.nn.layer;

import org.sciml4j.core.graph.MaxPool;
import org.sciml4j.core.graph.Value;
import org.sciml4j.core.nn.NamedLayer;
import org.sciml4j.core.nn.Scope;

/**
 * The largest element of each window.
 *
 * @param window how the window travels
 */
public record MaxPooling(PoolWindow window) implements NamedLayer {
  /**
   * Over {@code [n, c, x]}, windows side by side.
   *
   * @param extents the window's extent
   */
  public static MaxPooling maxPool1d(long... extents) {
    return new MaxPooling(PoolWindow.of(1, extents));
  }

  /**
   * Over {@code [n, c, y, x]}, windows side by side.
   *
   * @param extents the window's extents, one for a square
   */
  public static MaxPooling maxPool2d(long... extents) {
    return new MaxPooling(PoolWindow.of(2, extents));
  }

  /**
   * Over {@code [n, c, z, y, x]}, windows side by side.
   *
   * @param extents the window's extents, one for a cube
   */
  public static MaxPooling maxPool3d(long... extents) {
    return new MaxPooling(PoolWindow.of(3, extents));
  }

  /** With this distance between windows, for all axes or for each. */
  public MaxPooling stride(long... stride) {
    return new MaxPooling(window.withStride(stride));
  }

  /** With windows that reach beyond the edges; what lies there does not count. */
  public MaxPooling same() {
    return new MaxPooling(window.asSame());
  }

  @Override
  public String kind() {
    return "MaxPooling" + window.dims() + "D";
  }

  @Override
  public Value compute(Value input, Scope own) {
    return Value.of(new MaxPool(window.geometry(input.type())), input);
  }
}
