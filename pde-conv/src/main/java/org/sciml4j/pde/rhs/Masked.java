package org.sciml4j.pde.rhs;

import java.util.Arrays;
import java.util.stream.LongStream;
import org.sciml4j.core.InvalidInputException;
import org.sciml4j.core.graph.Value;
import org.sciml4j.core.nn.Layer;
import org.sciml4j.core.nn.Scope;
import org.sciml4j.core.tensor.Tensor;

/**
 * A right-hand side that is zero at obstacles or on land, where the state stays as it is.
 *
 * @param rightHandSide what holds elsewhere
 * @param mask {@code [space...]}, 1 where the right-hand side holds, 0 where the state stays; the
 *     caller's
 */
public record Masked(Layer rightHandSide, Tensor mask) implements Layer {
  /**
   * Checks the mask.
   *
   * @throws InvalidInputException if a number is neither 0 nor 1, or all are 0
   */
  public Masked {
    double[] numbers = mask.toDoubles();
    if (!Arrays.stream(numbers).allMatch(x -> x == 0 || x == 1)) {
      throw new InvalidInputException(
          "mask",
          Arrays.stream(numbers).filter(x -> x != 0 && x != 1).findFirst().orElseThrow(),
          "0 or 1 at every point",
          "write 1 where the equation holds, 0 elsewhere");
    }
    if (Arrays.stream(numbers).allMatch(x -> x == 0)) {
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
    long[] one = LongStream.concat(LongStream.of(1, 1), LongStream.of(space)).toArray();
    Value factor = Value.constant(mask).cast(input.type().dtype()).reshape(one);
    // Chosen rather than multiplied: what is not a number off the mask stays there.
    Value change = rightHandSide.apply(input, scope);
    return factor.select(change, change.filled(0));
  }
}
