package org.sciml4j.core.nn.layer;

import java.util.List;
import java.util.stream.LongStream;
import org.sciml4j.core.InvalidInputException;
import org.sciml4j.core.graph.Value;
import org.sciml4j.core.nn.NamedLayer;
import org.sciml4j.core.nn.Scope;

/**
 * The same elements under other extents, the batch axis kept.
 *
 * @param sample extents of a sample; one may be -1, which is what is left
 */
public record Reshape(List<Long> sample) implements NamedLayer {
  /**
   * Copies and checks the extents.
   *
   * @throws InvalidInputException if more than one is -1, or one is below
   */
  public Reshape {
    sample = List.copyOf(sample);
    if (sample.stream().anyMatch(extent -> extent < -1)
        || sample.stream().filter(extent -> extent == -1).count() > 1) {
      throw new InvalidInputException(
          "shape", sample, "extents of 0 or more, one of them perhaps -1", "correct them");
    }
  }

  /** To samples of these extents. */
  public static Reshape of(long... sample) {
    return new Reshape(LongStream.of(sample).boxed().toList());
  }

  @Override
  public String kind() {
    return "Reshape";
  }

  @Override
  public Value compute(Value input, Scope own) {
    if (input.rank() == 0) {
      throw new InvalidInputException(
          "input of reshape", input.type(), "a batch [n, ...]", "add a batch axis");
    }
    long features = LongStream.of(input.shape()).skip(1).reduce(1, Math::multiplyExact);
    long known = sample.stream().filter(extent -> extent >= 0).reduce(1L, Math::multiplyExact);
    boolean isOpen = sample.contains(-1L);
    if (isOpen ? known == 0 || features % known != 0 : features != known) {
      throw new InvalidInputException(
          "shape", sample, "room for the " + features + " elements of a sample", "correct it");
    }
    long[] shape =
        LongStream.concat(
                LongStream.of(input.shape()[0]),
                sample.stream().mapToLong(extent -> extent < 0 ? features / known : extent))
            .toArray();
    return input.reshape(shape);
  }
}
