package org.sciml4j.operators.fourier;

import java.util.Arrays;
import org.sciml4j.core.InvalidInputException;
import org.sciml4j.core.parallel.ThreadTeam;

/**
 * Discrete Fourier transforms of complex fields on one grid of one to three axes of any lengths,
 * real and imaginary parts in arrays of their own, row-major, several fields one after the other.
 * Two real fields are transformed at once as the parts of a complex one. Nothing is divided by the
 * number of points. Use from one thread, which a team helps; {@link #forward} allocates nothing
 * worth mentioning.
 *
 * <p>Lines are transformed side by side in the lanes of vectors; a length with a prime factor above
 * 61, and a JVM without the Vector API, goes through JTransforms.
 */
public final class FourierTransform {
  private static final int MOST_AXES = 3;
  private static final int BLOCKS_PER_PART = 4;

  /** Gives fields their values before they are transformed. */
  @FunctionalInterface
  public interface Fill {
    /** Writes the points {@code begin} to {@code end - 1} of a field, in both parts. */
    void fill(int field, int begin, int end);
  }

  private final int[] shape;
  private final int points;
  private final LineTransform[] plans;
  private final Lines[] lines;
  private final ThreadTeam team;

  /**
   * Prepares transforms.
   *
   * @param shape points along each axis, slowest first
   * @throws InvalidInputException if there are not one to three axes, each of a point at least
   */
  public FourierTransform(ThreadTeam team, int... shape) {
    if (shape.length < 1
        || shape.length > MOST_AXES
        || Arrays.stream(shape).anyMatch(size -> size < 1)) {
      throw new InvalidInputException(
          "shape",
          Arrays.toString(shape),
          "one to three axes of at least one point",
          "give the sizes of the field's axes of space");
    }
    this.shape = shape.clone();
    this.team = team;
    points = Arrays.stream(shape).reduce(1, Math::multiplyExact);
    plans = Arrays.stream(shape).mapToObj(LineTransform::of).toArray(LineTransform[]::new);
    int longest = Arrays.stream(shape).max().orElseThrow();
    int lanes = Arrays.stream(plans).mapToInt(LineTransform::lanes).max().orElseThrow();
    lines = new Lines[team.threads()];
    Arrays.setAll(lines, i -> new Lines(lanes, longest));
  }

  /** Points of one field. */
  public int points() {
    return points;
  }

  /** Points along each axis, slowest first; a copy. */
  public int[] shape() {
    return shape.clone();
  }

  /**
   * Replaces fields by their spectra, {@code X[k] = sum x[r] exp(-2 pi sqrt(-1) k.r/n)}.
   *
   * @param re real parts of {@code fields} fields of {@link #points()} numbers
   * @param im imaginary parts
   */
  public void forward(double[] re, double[] im, int fields) {
    forward(re, im, fields, (_, _, _) -> {});
  }

  /** As {@link #forward(double[], double[], int)}, of fields that are given their values first. */
  public void forward(double[] re, double[] im, int fields, Fill fill) {
    if (fields >= 2 * team.threads() || team.threads() == 1) {
      team.run(
          fields,
          (field, worker) -> {
            fill.fill(field, 0, points);
            for (int axis = shape.length - 1; axis >= 0; axis--) {
              blocks(re, im, field, axis, 0, blockCount(axis), lines[worker]);
            }
          });
      return;
    }
    int slices = 2 * team.threads();
    team.run(
        fields * slices,
        part -> {
          int slice = part % slices;
          int begin = (int) ((long) points * slice / slices);
          int end = (int) ((long) points * (slice + 1) / slices);
          fill.fill(part / slices, begin, end);
        });
    for (int axis = shape.length - 1; axis >= 0; axis--) {
      alongAxis(re, im, fields, axis);
    }
  }

  /** Replaces spectra by their fields times the number of points. */
  public void inverse(double[] re, double[] im, int fields) {
    forward(im, re, fields);
  }

  private void alongAxis(double[] re, double[] im, int fields, int axis) {
    int count = blockCount(axis);
    int parts = Math.ceilDiv(count, BLOCKS_PER_PART);
    team.run(
        fields * parts,
        (part, worker) -> {
          int begin = part % parts * BLOCKS_PER_PART;
          int end = Math.min(count, begin + BLOCKS_PER_PART);
          blocks(re, im, part / parts, axis, begin, end, lines[worker]);
        });
  }

  private int blockCount(int axis) {
    return Math.ceilDiv(points / shape[axis], plans[axis].lanes());
  }

  private void blocks(
      double[] re, double[] im, int field, int axis, int begin, int end, Lines scratch) {
    if (shape[axis] > 1) {
      for (int block = begin; block < end; block++) {
        block(re, im, field * points, axis, block, scratch);
      }
    }
  }

  private void block(double[] re, double[] im, int from, int axis, int block, Lines scratch) {
    LineTransform plan = plans[axis];
    int n = shape[axis];
    int inner = 1;
    for (int later = axis + 1; later < shape.length; later++) {
      inner *= shape[later];
    }
    int lanes = plan.lanes();
    int first = block * lanes;
    int count = Math.min(lanes, points / n - first);
    if (count == lanes && first % inner + lanes <= inner) {
      int start = from + first / inner * n * inner + first % inner;
      plan.load(re, start, inner, scratch.re, n);
      plan.load(im, start, inner, scratch.im, n);
      plan.forward(scratch);
      plan.store(scratch.re, re, start, inner, n);
      plan.store(scratch.im, im, start, inner, n);
      return;
    }
    for (int lane = 0; lane < count; lane++) {
      int line = first + lane;
      int start = from + line / inner * n * inner + line % inner;
      gather(re, start, inner, scratch.re, lane, lanes, n);
      gather(im, start, inner, scratch.im, lane, lanes, n);
    }
    plan.forward(scratch);
    for (int lane = 0; lane < count; lane++) {
      int line = first + lane;
      int start = from + line / inner * n * inner + line % inner;
      scatter(scratch.re, lane, lanes, re, start, inner, n);
      scatter(scratch.im, lane, lanes, im, start, inner, n);
    }
  }

  private static void gather(
      double[] field, int start, int stride, double[] lines, int lane, int lanes, int n) {
    for (int i = 0; i < n; i++) {
      lines[i * lanes + lane] = field[start + i * stride];
    }
  }

  private static void scatter(
      double[] lines, int lane, int lanes, double[] field, int start, int stride, int n) {
    for (int i = 0; i < n; i++) {
      field[start + i * stride] = lines[i * lanes + lane];
    }
  }
}
