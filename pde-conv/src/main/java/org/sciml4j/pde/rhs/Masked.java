package org.sciml4j.pde.rhs;

import java.util.Arrays;
import java.util.stream.LongStream;
import org.sciml4j.core.InvalidInputException;
import org.sciml4j.core.graph.TensorType;
import org.sciml4j.core.graph.Value;
import org.sciml4j.core.nn.Layer;
import org.sciml4j.core.nn.Scope;
import org.sciml4j.core.tensor.DType;
import org.sciml4j.core.tensor.Tensor;

/**
 * A right-hand side that is zero at obstacles or on land, where the state stays as it is. Where the
 * mask is NaN nobody knows the state: the right-hand side sees the nearest point that is known in
 * its place, as if nothing changed across the coast, so that it does not matter what stands there.
 *
 * @param rightHandSide what holds elsewhere
 * @param mask {@code [space...]}, 1 where the right-hand side holds, 0 where the state stays, NaN
 *     where it stays and is not known; the caller's
 */
public record Masked(Layer rightHandSide, Tensor mask) implements Layer {
  /**
   * Checks the mask.
   *
   * @throws InvalidInputException if a number is neither 0, 1 nor NaN, or none is 1
   */
  public Masked {
    double[] numbers = mask.toDoubles();
    if (!Arrays.stream(numbers).allMatch(x -> x == 0 || x == 1 || Double.isNaN(x))) {
      throw new InvalidInputException(
          "mask",
          Arrays.stream(numbers).filter(x -> x != 0 && x != 1).findFirst().orElseThrow(),
          "0 or 1 at every point",
          "write 1 where the equation holds, 0 elsewhere");
    }
    if (Arrays.stream(numbers).noneMatch(x -> x == 1)) {
      throw new InvalidInputException(
          "mask", "0 at all points", "1 at some", "write 1 where the equation holds");
    }
  }

  @Override
  public Value apply(Value input, Scope scope) {
    long[] space = Arrays.copyOfRange(input.shape(), 2, input.rank());
    if (!Arrays.equals(space, mask.shape())) {
      throw new InvalidInputException(
          "mask",
          "of shape " + Arrays.toString(mask.shape()),
          "the space axes " + Arrays.toString(space) + " of the state",
          "make one for this grid");
    }
    double[] numbers = mask.toDoubles();
    double[] holds = Arrays.stream(numbers).map(x -> x == 1 ? 1 : 0).toArray();
    long[] one = LongStream.concat(LongStream.of(1, 1), LongStream.of(space)).toArray();
    Value factor = Value.constant(new TensorType(input.type().dtype(), one), holds);
    boolean isKnown = Arrays.stream(numbers).noneMatch(Double::isNaN);
    Value change = rightHandSide.apply(isKnown ? input : filled(input, numbers), scope);
    // Chosen rather than multiplied: what is not a number off the mask stays there.
    return factor.select(change, change.filled(0));
  }

  private Value filled(Value input, double... numbers) {
    double[] places = Arrays.stream(nearest(mask.shape(), numbers)).asDoubleStream().toArray();
    TensorType type = new TensorType(DType.F64, places.length);
    return input
        .reshape(input.type().size(0), input.type().size(1), places.length)
        .gather(2, Value.constant(type, places))
        .reshape(input.shape());
  }

  /**
   * The point whose value stands in for each: itself, or where the mask is NaN the nearest one that
   * is known, in steps along the axes and the first in storage order of equally near ones.
   *
   * @param shape of the grid
   * @param mask in storage order
   */
  public static int[] nearest(long[] shape, double... mask) {
    int[] found = new int[mask.length];
    Arrays.fill(found, -1);
    int[] queue = new int[mask.length];
    int end = 0;
    for (int i = 0; i < mask.length; i++) {
      if (!Double.isNaN(mask[i])) {
        found[i] = i;
        queue[end++] = i;
      }
    }
    for (int at = 0; at < end; at++) {
      int point = queue[at];
      int stride = 1;
      for (int axis = shape.length - 1; axis >= 0; axis--) {
        long place = point / stride % shape[axis];
        if (place > 0 && found[point - stride] < 0) {
          found[point - stride] = found[point];
          queue[end++] = point - stride;
        }
        if (place < shape[axis] - 1 && found[point + stride] < 0) {
          found[point + stride] = found[point];
          queue[end++] = point + stride;
        }
        stride *= (int) shape[axis];
      }
    }
    return found;
  }
}
