package org.sciml4j.core.nn.layer;

import java.util.stream.IntStream;
import org.sciml4j.core.InvalidInputException;
import org.sciml4j.core.graph.Value;
import org.sciml4j.core.nn.NamedLayer;
import org.sciml4j.core.nn.Scope;

/**
 * The mean over all spatial axes: {@code [n, c, spatial...] -> [n, c]} (Lin, Chen, Yan 2013,
 * arXiv:1312.4400, section 3.2).
 *
 * @param dims number of spatial axes, 1 to 3
 */
public record GlobalAveragePooling(int dims) implements NamedLayer {
  /**
   * Checks the number.
   *
   * @throws InvalidInputException if it is not 1 to 3
   */
  public GlobalAveragePooling {
    if (dims < 1 || dims > 3) {
      throw new InvalidInputException("spatial axes", dims, "1 to 3", "reshape the input first");
    }
  }

  @Override
  public String kind() {
    return "GlobalAveragePooling" + dims + "D";
  }

  @Override
  public Value compute(Value input, Scope own) {
    if (input.rank() != dims + 2) {
      throw new InvalidInputException(
          "input of global average pooling",
          input.type(),
          "[n, channels, " + dims + " spatial axes]",
          "reshape it or choose another number of axes");
    }
    return input.mean(IntStream.range(2, dims + 2).toArray());
  }
}
