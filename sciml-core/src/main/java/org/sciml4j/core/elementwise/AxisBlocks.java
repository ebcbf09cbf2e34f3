package org.sciml4j.core.elementwise;

import org.sciml4j.core.parallel.ThreadTeam;
import org.sciml4j.core.tensor.Shape;

/**
 * An iteration space cut into blocks of whole lines along one axis. The lines of a block differ in
 * their place on the last axis only (or it is one line, where the last axis is the one they run
 * along), so that neighbours in memory are worked on together.
 */
final class AxisBlocks {
  private static final long LINES = 256;
  private static final long ELEMENTS_PER_PART = 8192;

  private final long[] extents;
  private final int axis;
  private final int inner;
  private final long perOutside;
  private final long count;
  private final int blocksPerPart;
  private final int parts;

  AxisBlocks(long[] extents, int axis) {
    ElementwiseChain.requireBelow("axis", axis, extents.length);
    this.extents = extents.clone();
    this.axis = axis;
    inner = axis == extents.length - 1 ? -1 : extents.length - 1;
    perOutside = (lines() + LINES - 1) / LINES;
    long elements = Shape.count(extents);
    long outside = elements == 0 ? 0 : elements / extents[axis] / lines();
    count = outside * perOutside;
    long perBlock = count == 0 ? 1 : Math.max(1, elements / count);
    blocksPerPart = (int) Math.max(1, ELEMENTS_PER_PART / perBlock);
    parts = Math.toIntExact((count + blocksPerPart - 1) / blocksPerPart);
  }

  private long lines() {
    return inner < 0 ? 1 : extents[inner];
  }

  /** Runs all blocks; the task runs those from {@link #first} to {@link #end} of a part. */
  void run(ThreadTeam team, ThreadTeam.Task task) {
    team.run(parts, task);
  }

  long first(int part) {
    return (long) part * blocksPerPart;
  }

  long end(int part) {
    return Math.min(count, first(part) + blocksPerPart);
  }

  /** Number of lines in a block. */
  long lines(long block) {
    return Math.min(LINES, lines() - block % perOutside * LINES);
  }

  /** Place of the first element of a block's first line, in elements. */
  long position(View view, long block) {
    long position = view.offset() + block % perOutside * LINES * betweenLines(view);
    long outside = block / perOutside;
    for (int k = extents.length - 1; k >= 0; k--) {
      if (k != axis && k != inner) {
        position += outside % extents[k] * view.stride(k);
        outside /= extents[k];
      }
    }
    return position;
  }

  /** Distance between neighbouring lines of a block. */
  long betweenLines(View view) {
    return inner < 0 ? 0 : view.stride(inner);
  }
}
