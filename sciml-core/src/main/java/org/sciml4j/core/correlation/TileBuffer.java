package org.sciml4j.core.correlation;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.sciml4j.core.kernel.KernelProvider;
import org.sciml4j.core.stencil.BoundaryMode;

/**
 * The values of every channel around one tile, with the positions beyond the domain's edges filled
 * in, as doubles in native memory. Missing values are stored as zero.
 */
final class TileBuffer {
  private final Domain domain;
  private final int[][] reach;
  private final RowOperations rows;
  private final Arena arena;
  private final int constantChannel;
  private final boolean[] missing;
  private MemorySegment memory;
  private long channelStride;
  private long planeStride;
  private long rowStride;
  private long scratch;
  private Tile tile;

  TileBuffer(CorrelationPlan plan, Arena arena, KernelProvider provider) {
    this.domain = plan.domain();
    this.rows = RowOperations.of(provider);
    this.reach = reach(plan);
    this.arena = arena;
    constantChannel = plan.constantChannel();
    missing = new boolean[plan.channels()];
  }

  private void arrangeFor(Tile next) {
    tile = next;
    long row = next.to()[2] - next.from()[2] + 2L * domain.radius(2);
    long plane = row * (next.to()[1] - next.from()[1] + 2L * domain.radius(1));
    long channel = plane * (next.to()[0] - next.from()[0] + 2L * domain.radius(0));
    if (row == rowStride && plane == planeStride && channel == channelStride) {
      return;
    }
    rowStride = row;
    planeStride = plane;
    channelStride = channel;
    scratch = channel * missing.length;
    long bytes = (scratch + 2 * row) * Double.BYTES;
    if (memory == null || memory.byteSize() < bytes) {
      memory = arena.allocate(bytes, 64);
    }
    if (constantChannel >= 0) {
      long start = constantChannel * channel;
      for (long i = start; i < start + channel; i++) {
        memory.setAtIndex(ValueLayout.JAVA_DOUBLE, i, 1);
      }
    }
  }

  MemorySegment memory() {
    return memory;
  }

  long planeStride() {
    return planeStride;
  }

  long rowStride() {
    return rowStride;
  }

  /** Element that holds a channel at a position. */
  long at(int channel, long i0, long i1, long i2) {
    return channel * channelStride
        + (i0 - tile.from()[0] + domain.radius(0)) * planeStride
        + (i1 - tile.from()[1] + domain.radius(1)) * rowStride
        + (i2 - tile.from()[2] + domain.radius(2));
  }

  double value(int channel, long i0, long i1, long i2) {
    return memory.getAtIndex(ValueLayout.JAVA_DOUBLE, at(channel, i0, i1, i2));
  }

  void setZero(int channel, long i0, long i1, long i2) {
    memory.setAtIndex(ValueLayout.JAVA_DOUBLE, at(channel, i0, i1, i2), 0);
  }

  int reach(int channel, int axis) {
    return reach[channel][axis];
  }

  /** Whether a channel holds a value that is not finite. */
  boolean missing(int channel) {
    return missing[channel];
  }

  /** Loads a tile of one sample; returns whether every value is finite. */
  boolean load(Tile next, ChannelData[] sample) {
    arrangeFor(next);
    boolean finite = true;
    for (int channel = 0; channel < sample.length; channel++) {
      missing[channel] = !load(channel, sample[channel]);
      finite &= !missing[channel];
    }
    return finite;
  }

  private boolean load(int channel, ChannelData data) {
    return switch (data) {
      case ChannelData.Constant _ -> true;
      case ChannelData.Values(FrameView frame) -> {
        boolean finite = true;
        int[] r = reach[channel];
        for (long i = tile.from()[0] - r[0]; i < tile.to()[0] + r[0]; i++) {
          for (long j = tile.from()[1] - r[1]; j < tile.to()[1] + r[1]; j++) {
            long from = tile.from()[2] - r[2];
            int count = (int) (tile.to()[2] + r[2] - from);
            finite &= row(frame, i, j, from, count, at(channel, i, j, from));
          }
        }
        yield finite;
      }
      case ChannelData.Difference difference -> {
        boolean finite = true;
        long from = tile.from()[2];
        int count = (int) (tile.to()[2] - from);
        for (long i = tile.from()[0]; i < tile.to()[0]; i++) {
          for (long j = tile.from()[1]; j < tile.to()[1]; j++) {
            finite &= difference(difference, i, j, from, count, at(channel, i, j, from));
          }
        }
        yield finite;
      }
    };
  }

  private boolean difference(
      ChannelData.Difference data, long i, long j, long from, int count, long to) {
    memory.asSlice(to * Double.BYTES, (long) count * Double.BYTES).fill((byte) 0);
    for (int term = 0; term < data.weights().length; term++) {
      row(data.plus()[term], i, j, from, count, scratch);
      row(data.minus()[term], i, j, from, count, scratch + rowStride);
      rows.addDifference(memory, to, scratch, scratch + rowStride, data.weights()[term], count);
    }
    return rows.divide(memory, to, data.divisor(), count);
  }

  private boolean row(FrameView frame, long i, long j, long from, int count, long to) {
    long plane = frameIndex(frame, 0, i);
    long line = frameIndex(frame, 1, j);
    if (plane == BoundaryMode.NOTHING || line == BoundaryMode.NOTHING) {
      memory.asSlice(to * Double.BYTES, (long) count * Double.BYTES).fill((byte) 0);
      return true;
    }
    long lines = frame.slabAxis() == 1 ? frame.rows() : domain.size(1);
    long columns = frame.slabAxis() == 2 ? frame.rows() : domain.size(2);
    long start = frame.offset() + (plane * lines + line) * columns;
    long first = frame.slabAxis() == 2 ? frame.first() : 0;
    long insideFrom = Math.clamp(first, from, from + count);
    long insideTo = Math.clamp(first + columns, insideFrom, from + count);
    int bytes = frame.dtype().bytes();
    boolean finite =
        rows.copy(
            frame.segment(),
            (start + insideFrom - first) * bytes,
            frame.dtype(),
            memory,
            to + insideFrom - from,
            (int) (insideTo - insideFrom));
    for (long k = from; k < insideFrom; k++) {
      finite &= edge(frame, start, k, to + k - from);
    }
    for (long k = insideTo; k < from + count; k++) {
      finite &= edge(frame, start, k, to + k - from);
    }
    return finite;
  }

  private boolean edge(FrameView frame, long start, long k, long to) {
    long column = frameIndex(frame, 2, k);
    return column == BoundaryMode.NOTHING
        ? setZero(to)
        : rows.copy(
            frame.segment(),
            (start + column) * frame.dtype().bytes(),
            frame.dtype(),
            memory,
            to,
            1);
  }

  private boolean setZero(long to) {
    memory.setAtIndex(ValueLayout.JAVA_DOUBLE, to, 0);
    return true;
  }

  private long frameIndex(FrameView frame, int axis, long position) {
    if (frame.slabAxis() != axis) {
      return domain.boundary(axis).source(position, domain.size(axis));
    }
    boolean stored = position >= frame.first() && position < frame.first() + frame.rows();
    return stored ? position - frame.first() : BoundaryMode.NOTHING;
  }

  private static int[][] reach(CorrelationPlan plan) {
    int[][] reach = new int[plan.channels()][Domain.AXES];
    for (Column column : plan.columns()) {
      for (int axis = 0; axis < Domain.AXES; axis++) {
        int[] r = reach[column.channel()];
        r[axis] = Math.max(r[axis], Math.abs(column.offset()[axis]));
      }
    }
    return reach;
  }
}
