package org.sciml4j.pde.boundary;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.sciml4j.core.InvalidInputException;
import org.sciml4j.core.graph.Padding;
import org.sciml4j.core.graph.TensorType;
import org.sciml4j.core.graph.Value;
import org.sciml4j.core.stencil.BoundaryMode;
import org.sciml4j.pde.boundary.EdgeCondition.Dirichlet;
import org.sciml4j.pde.boundary.EdgeCondition.Extended;
import org.sciml4j.pde.boundary.EdgeCondition.Neumann;
import org.sciml4j.pde.boundary.EdgeCondition.Periodic;

/**
 * The points added at both ends of one axis.
 *
 * @param axis axis of the value
 * @param reach points added at each end
 * @param spacing distance between points
 */
record AxisExtension(int axis, int reach, double spacing) {
  Value of(Value u, AxisBoundary boundary) {
    if (reach == 0) {
      return u;
    }
    if (boundary.low() instanceof Periodic) {
      return padded(u, FieldBoundary.padding(boundary, reach));
    }
    // Points behind the last are those before the first of the field turned round.
    Value low = beforeFirst(u, boundary.low());
    Value high = beforeFirst(u.reverse(axis), boundary.high()).reverse(axis);
    return Value.concat(axis, low, u, high);
  }

  private Value beforeFirst(Value u, EdgeCondition condition) {
    return switch (condition) {
      case Periodic periodic ->
          throw new IllegalStateException("both ends are periodic, or neither");
      case Extended extended -> {
        BoundaryMode mode = extended.mode();
        yield padded(u, new Padding(reach, 0, mode, mode)).slice(axis, 0, reach);
      }
      case Dirichlet(List<Double> values, EdgePosition position) -> {
        boolean onPoint = position == EdgePosition.POINT;
        Value twice = constants(u, values, new double[] {2});
        Value mirrored = onPoint ? mirror(u, 0, reach - 1) : mirror(u, 0, reach);
        Value odd = mirrored == null ? null : twice.minus(mirrored);
        if (!onPoint) {
          yield odd;
        }
        long[] first = u.shape();
        first[axis] = 1;
        Value edge = constants(u, values, new double[] {1}).broadcastTo(first);
        yield odd == null ? edge : Value.concat(axis, odd, edge);
      }
      case Neumann(List<Double> slopes, EdgePosition position) -> {
        boolean onPoint = position == EdgePosition.POINT;
        double[] rises = new double[reach];
        // The outermost of the added points comes first.
        Arrays.setAll(rises, i -> spacing * (2 * (reach - i) - (onPoint ? 0 : 1)));
        yield mirror(u, onPoint ? 1 : 0, reach).plus(constants(u, slopes, rises));
      }
    };
  }

  /** Points {@code from} to {@code from + count - 1} turned round; none gives null. */
  private Value mirror(Value u, int from, int count) {
    if (count == 0) {
      return null;
    }
    if (u.type().size(axis) < from + count) {
      throw new InvalidInputException(
          "points along an axis",
          u.type().size(axis),
          (from + count) + " or more for a stencil that reaches " + reach + " points beyond",
          "use a smaller stencil or a finer grid");
    }
    return u.slice(axis, from, from + count).reverse(axis);
  }

  /**
   * {@code [1, variables or 1, 1.., factors, 1..]}: products of a variable's number and factors.
   */
  private Value constants(Value u, List<Double> numbers, double[] factors) {
    long variables = u.type().size(1);
    if (numbers.size() != 1 && numbers.size() != variables) {
      throw new InvalidInputException(
          "numbers of an edge condition",
          numbers.size(),
          "1, or " + variables + ", one for each variable",
          "correct them");
    }
    long[] shape = new long[u.rank()];
    Arrays.fill(shape, 1);
    shape[1] = numbers.size();
    shape[axis] = factors.length;
    double[] products = new double[numbers.size() * factors.length];
    Arrays.setAll(products, i -> numbers.get(i / factors.length) * factors[i % factors.length]);
    return Value.constant(new TensorType(u.type().dtype(), shape), products);
  }

  private Value padded(Value u, Padding padding) {
    List<Padding> paddings = new ArrayList<>(Collections.nCopies(u.rank(), Padding.NONE));
    paddings.set(axis, padding);
    return u.pad(paddings);
  }
}
