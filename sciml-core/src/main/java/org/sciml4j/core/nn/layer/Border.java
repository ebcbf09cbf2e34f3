package org.sciml4j.core.nn.layer;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.sciml4j.core.InvalidInputException;
import org.sciml4j.core.graph.Padding;
import org.sciml4j.core.stencil.BoundaryMode;

/** What a convolution sees beyond the edges of its input. */
public sealed interface Border {
  /**
   * As many points of a mode as make the output {@code ⌈input / stride⌉} long, the odd one at the
   * end, as Keras' SAME does; none for {@link BoundaryMode#VALID}.
   *
   * @param modes one for each spatial axis
   */
  record Modes(List<BoundaryMode> modes) implements Border {
    /** Copies the list. */
    public Modes {
      modes = List.copyOf(modes);
    }
  }

  /**
   * Exactly these points.
   *
   * @param paddings one for each spatial axis
   */
  record Exact(List<Padding> paddings) implements Border {
    /** Copies the list. */
    public Exact {
      paddings = List.copyOf(paddings);
    }
  }

  /** One mode for all axes, or one for each. */
  static Border of(int dims, BoundaryMode... modes) {
    requireCount("boundary modes", dims, modes.length, modes.length == 1);
    return new Modes(
        IntStream.range(0, dims).mapToObj(i -> modes[modes.length == 1 ? 0 : i]).toList());
  }

  /** One padding for all axes, or one for each. */
  static Border of(int dims, Padding... paddings) {
    requireCount("paddings", dims, paddings.length, paddings.length == 1);
    return new Exact(
        IntStream.range(0, dims).mapToObj(i -> paddings[paddings.length == 1 ? 0 : i]).toList());
  }

  private static void requireCount(String argument, int dims, int count, boolean isOne) {
    if (count != dims && !isOne) {
      throw new InvalidInputException(
          argument, count, "one, or one for each of " + dims + " spatial axes", "correct them");
    }
  }

  /**
   * The points added along each axis.
   *
   * @param input extents of the input
   * @param reach distance from a kernel's first to behind its last point
   * @param stride distance between output points
   */
  default List<Padding> paddings(List<Long> input, List<Long> reach, List<Long> stride) {
    return switch (this) {
      case Exact exact -> exact.paddings();
      case Modes chosen -> {
        List<Padding> paddings = new ArrayList<>();
        for (int axis = 0; axis < input.size(); axis++) {
          BoundaryMode mode = chosen.modes().get(axis);
          long steps = Math.ceilDiv(input.get(axis), stride.get(axis)) - 1;
          long missing = steps * stride.get(axis) + reach.get(axis) - input.get(axis);
          long points = mode == BoundaryMode.VALID ? 0 : Math.max(0, missing);
          paddings.add(new Padding(points / 2, points - points / 2, mode, mode));
        }
        yield List.copyOf(paddings);
      }
    };
  }

  /** Whether all that is added are zeros. */
  static boolean isZero(List<Padding> paddings) {
    return paddings.stream()
        .allMatch(
            padding ->
                (padding.low() == 0 || padding.lowMode() == BoundaryMode.ZERO)
                    && (padding.high() == 0 || padding.highMode() == BoundaryMode.ZERO));
  }

  /** The same for an array with a batch and a channel axis before the spatial ones. */
  static List<Padding> onBatch(List<Padding> paddings) {
    return Stream.concat(Stream.of(Padding.NONE, Padding.NONE), paddings.stream()).toList();
  }
}
