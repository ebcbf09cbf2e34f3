package org.sciml4j.pde.rhs;

import java.util.Arrays;
import java.util.stream.LongStream;
import org.sciml4j.core.InvalidInputException;
import org.sciml4j.core.graph.Value;
import org.sciml4j.core.nn.Layer;
import org.sciml4j.core.nn.Scope;
import org.sciml4j.core.tensor.Tensor;

/**
 * A term that is the same at all times: a field {@code [variables, space...]} for all samples. Its
 * numbers are read when the layer is applied. For forcing that changes in time carry a {@link
 * Passive} clock.
 *
 * @param field the term, the caller's
 */
public record Forcing(Tensor field) implements Layer {
  @Override
  public Value apply(Value input, Scope scope) {
    long[] sample = Arrays.copyOfRange(input.shape(), 1, input.rank());
    if (!Arrays.equals(sample, field.shape())) {
      throw new InvalidInputException(
          "forcing",
          "of shape " + Arrays.toString(field.shape()),
          "the shape " + Arrays.toString(sample) + " of a state",
          "interpolate it to the grid of the state");
    }
    long[] one = LongStream.concat(LongStream.of(1), LongStream.of(sample)).toArray();
    return Value.constant(field).cast(input.type().dtype()).reshape(one).broadcastTo(input.shape());
  }
}
