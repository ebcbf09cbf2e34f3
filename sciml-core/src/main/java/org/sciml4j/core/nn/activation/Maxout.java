package org.sciml4j.core.nn.activation;

import java.util.Arrays;
import org.sciml4j.core.InvalidInputException;
import org.sciml4j.core.graph.Value;
import org.sciml4j.core.nn.NamedLayer;
import org.sciml4j.core.nn.Scope;

/**
 * The largest of each {@code pieces} neighbours along the last axis: {@code [..., units * pieces]
 * -> [..., units]} (Goodfellow et al. 2013, arXiv:1302.4389, section 2). After a dense layer each
 * unit is the maximum of that many affine functions.
 *
 * @param pieces number of neighbours, at least 1
 */
public record Maxout(long pieces) implements NamedLayer {
  /**
   * Checks the number.
   *
   * @throws InvalidInputException if it is below 1
   */
  public Maxout {
    if (pieces < 1) {
      throw new InvalidInputException("pieces", pieces, "at least 1", "choose 2 or more");
    }
  }

  @Override
  public String kind() {
    return "Maxout";
  }

  @Override
  public Value compute(Value input, Scope own) {
    int last = input.rank() - 1;
    if (last < 0 || input.shape()[last] % pieces != 0) {
      throw new InvalidInputException(
          "input of maxout",
          input.type(),
          "a last axis divisible by the " + pieces + " pieces",
          "give the layer before it units * pieces units");
    }
    long[] shape = Arrays.copyOf(input.shape(), last + 2);
    shape[last] /= pieces;
    shape[last + 1] = pieces;
    return input.reshape(shape).max(last + 1);
  }
}
