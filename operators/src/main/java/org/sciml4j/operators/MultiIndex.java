package org.sciml4j.operators;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.sciml4j.core.InvalidInputException;

/**
 * A multi-index α: one power or one number of derivatives per axis. Sorted by total order, then by
 * the derivatives along the last axis first, so that u_xx comes before u_yy.
 *
 * @param powers one per axis, none negative
 */
public record MultiIndex(List<Integer> powers) implements Comparable<MultiIndex> {
  /** Keeps its own copy and checks that no power is negative. */
  public MultiIndex {
    powers = List.copyOf(powers);
    if (powers.stream().anyMatch(power -> power < 0)) {
      throw new InvalidInputException(
          "multi-index", powers, "powers of at least 0", "give how often each axis is derived");
    }
  }

  /** The multi-index with these powers. */
  public static MultiIndex of(int... powers) {
    return new MultiIndex(Arrays.stream(powers).boxed().toList());
  }

  /** All multi-indices of one total order, in sorted order. */
  public static List<MultiIndex> ofOrder(int dims, int order) {
    List<MultiIndex> all = new ArrayList<>();
    addOfOrder(all, new int[dims], dims - 1, order);
    return all;
  }

  private static void addOfOrder(List<MultiIndex> all, int[] powers, int axis, int rest) {
    if (axis == 0) {
      powers[0] = rest;
      all.add(of(powers));
      return;
    }
    for (int power = rest; power >= 0; power--) {
      powers[axis] = power;
      addOfOrder(all, powers, axis - 1, rest - power);
    }
  }

  /** All multi-indices with every power below its extent, in sorted order. */
  public static List<MultiIndex> within(int... extents) {
    int count = Arrays.stream(extents).reduce(1, Math::multiplyExact);
    return IntStream.range(0, count).mapToObj(i -> unravel(i, extents)).sorted().toList();
  }

  private static MultiIndex unravel(int index, int[] extents) {
    int[] powers = new int[extents.length];
    int rest = index;
    for (int axis = extents.length - 1; axis >= 0; axis--) {
      powers[axis] = rest % extents[axis];
      rest /= extents[axis];
    }
    return of(powers);
  }

  /** Number of axes. */
  public int dims() {
    return powers.size();
  }

  /** The power of one axis. */
  public int power(int axis) {
    return powers.get(axis);
  }

  /** Total order |α|. */
  public int order() {
    int order = 0;
    for (int axis = 0; axis < powers.size(); axis++) {
      order += powers.get(axis);
    }
    return order;
  }

  /** α! = α₁! α₂! ...; exact in double precision for the orders stencils have. */
  public double factorial() {
    return powers.stream()
        .mapToDouble(
            power -> IntStream.rangeClosed(2, power).asDoubleStream().reduce(1, (a, b) -> a * b))
        .reduce(1, (a, b) -> a * b);
  }

  /** {@code x₁^α₁ x₂^α₂ ...}. */
  public double powerOf(double[] x) {
    double product = 1;
    for (int axis = 0; axis < dims(); axis++) {
      for (int i = 0; i < power(axis); i++) {
        product *= x[axis];
      }
    }
    return product;
  }

  /** {@code k^α} for a grid offset, exactly for moderate offsets. */
  public double powerOf(int[] offset) {
    return powerOf(Arrays.stream(offset).asDoubleStream().toArray());
  }

  /**
   * The derivative as written in a formula: {@code u}, {@code u_xxy}, or {@code ∂³u/∂lon²∂lat}
   * where names are longer than a letter.
   *
   * @param axisNames one per axis
   */
  public String derivative(List<String> axisNames) {
    return OperatorText.derivative(this, axisNames);
  }

  /** Powers added axis by axis. */
  public MultiIndex plus(MultiIndex other) {
    return new MultiIndex(
        IntStream.range(0, dims()).mapToObj(i -> power(i) + other.power(i)).toList());
  }

  @Override
  public int compareTo(MultiIndex other) {
    int byOrder = Integer.compare(order(), other.order());
    for (int axis = dims() - 1; byOrder == 0 && axis >= 0; axis--) {
      int byPower = Integer.compare(other.power(axis), power(axis));
      if (byPower != 0) {
        return byPower;
      }
    }
    return byOrder;
  }
}
