package org.sciml4j.core.nn.layer;

import org.sciml4j.core.graph.AveragePool;
import org.sciml4j.core.graph.Value;
import org.sciml4j.core.nn.NamedLayer;
import org.sciml4j.core.nn.Scope;

/**
 * The mean of each window.
 *
 * @param window how the window travels
 */
public record AveragePooling(PoolWindow window) implements NamedLayer {
  /**
   * Over {@code [n, c, x]}, windows side by side.
   *
   * @param extents the window's extent
   */
  public static AveragePooling averagePool1d(long... extents) {
    return new AveragePooling(PoolWindow.of(1, extents));
  }

  /**
   * Over {@code [n, c, y, x]}, windows side by side.
   *
   * @param extents the window's extents, one for a square
   */
  public static AveragePooling averagePool2d(long... extents) {
    return new AveragePooling(PoolWindow.of(2, extents));
  }

  /**
   * Over {@code [n, c, z, y, x]}, windows side by side.
   *
   * @param extents the window's extents, one for a cube
   */
  public static AveragePooling averagePool3d(long... extents) {
    return new AveragePooling(PoolWindow.of(3, extents));
  }

  /** With this distance between windows, for all axes or for each. */
  public AveragePooling stride(long... stride) {
    return new AveragePooling(window.withStride(stride));
  }

  /** With windows that reach beyond the edges; what lies there does not count. */
  public AveragePooling same() {
    return new AveragePooling(window.asSame());
  }

  @Override
  public String kind() {
    return "AveragePooling" + window.dims() + "D";
  }

  @Override
  public Value compute(Value input, Scope own) {
    AveragePool pool = new AveragePool(window.geometry(input.type()));
    Value mean = Value.of(pool, input);
    if (!window.same()) {
      return mean;
    }
    long[] one = input.shape();
    one[0] = 1;
    one[1] = 1;
    Value inside = Value.of(pool, Value.constant(input.type().withShape(one), 1));
    return mean.dividedBy(inside);
  }
}
