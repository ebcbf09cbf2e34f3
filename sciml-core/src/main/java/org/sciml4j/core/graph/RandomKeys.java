package org.sciml4j.core.graph;

import java.util.List;
import org.sciml4j.core.random.RandomKey;
import org.sciml4j.core.tensor.DType;
import org.sciml4j.core.tensor.Tensor;

/**
 * How a random key travels into a program: an {@code f64[3]} of the seed's high and low 32 bits, as
 * unsigned numbers, and the step, a whole number below 2^53. Each step gives new draws; so does
 * each {@code stream} of a random operation.
 */
public final class RandomKeys {
  /** Type of a key. */
  public static final TensorType TYPE = new TensorType(DType.F64, 3);

  private RandomKeys() {}

  /** A program's input for a key. */
  public static Value input(String label) {
    return Value.input(label, TYPE);
  }

  /** Writes seed and step into a tensor of {@link #TYPE}. */
  public static void write(long seed, long step, Tensor into) {
    into.setFlat(0, seed >>> 32);
    into.setFlat(1, seed & 0xFFFFFFFFL);
    into.setFlat(2, step);
  }

  /**
   * The key of one random operation, whose {@link RandomKey#uniform(long)} and {@link
   * RandomKey#normal(long)} of an element's row-major position are that element's draw.
   *
   * @param words the three numbers of a key
   * @param stream the operation's stream
   */
  public static RandomKey key(double[] words, long stream) {
    long seed = (long) words[0] << 32 | (long) words[1];
    return new RandomKey(seed, 0).child((long) words[2]).child(stream);
  }

  static void require(Operation operation, List<TensorType> operands) {
    if (!operands.getFirst().equals(TYPE)) {
      throw Operands.error(operation, operands, "a random key " + TYPE, "pass a random key");
    }
  }
}
