package org.sciml4j.core.field;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import org.sciml4j.core.tensor.DType;
import org.sciml4j.core.tensor.Shape;
import org.sciml4j.core.tensor.Tensor;

/**
 * Every {@code stride}-th of some points of a field along one axis. A slice of a slice along the
 * same axis is one slice.
 */
record SlicedField(Field parent, int axis, long from, long size, long stride, List<Axis> axes)
    implements Field {
  /** Memory for values that are read to be passed over. */
  private static final long GATHER_BYTES = 4 << 20;

  static Field of(Field parent, int axis, long from, long size, long stride) {
    if (parent instanceof SlicedField inner && inner.axis == axis) {
      return of(inner.parent, axis, inner.from + from * inner.stride, size, stride * inner.stride);
    }
    List<Axis> axes = new ArrayList<>(parent.axes());
    axes.set(axis, axes.get(axis).slice(from, size, stride));
    return new SlicedField(parent, axis, from, size, stride, List.copyOf(axes));
  }

  @Override
  public String name() {
    return parent.name();
  }

  @Override
  public String units() {
    return parent.units();
  }

  @Override
  public String calendar() {
    return parent.calendar();
  }

  @Override
  public DType dtype() {
    return parent.dtype();
  }

  @Override
  public void read(Region region, Tensor into) {
    FieldViews.requireReadable(this, region, into);
    long[] origin = region.origin();
    long[] count = region.shape();
    origin[axis] = from + origin[axis] * stride;
    if (stride == 1 || count[axis] <= 1) {
      parent.read(new Region(origin, count), into);
    } else if (region.count() > 0) {
      gather(0, origin, count, into);
    }
  }

  /** Reads entry by entry along the axes before the sliced one, then the slice in pieces. */
  private void gather(int depth, long[] origin, long[] count, Tensor into) {
    if (depth < axis) {
      Tensor flat = into.reshape(count[depth], into.count() / count[depth]);
      long[] entry = count.clone();
      entry[depth] = 1;
      for (long i = 0; i < count[depth]; i++) {
        long[] start = origin.clone();
        start[depth] += i;
        gather(depth + 1, start, entry, flat.at(i));
      }
      return;
    }
    long inner = into.count() / count[axis];
    long innerBytes = inner * into.dtype().bytes();
    long together = Math.max(1, GATHER_BYTES / (innerBytes * stride));
    if (together == 1 || innerBytes >= 4096) {
      readOneByOne(origin, count, into);
    } else {
      readAndPick(origin, count, inner, together, into);
    }
  }

  private void readOneByOne(long[] origin, long[] count, Tensor into) {
    Tensor entries = into.reshape(count[axis], into.count() / count[axis]);
    long[] one = count.clone();
    one[axis] = 1;
    for (long i = 0; i < count[axis]; i++) {
      long[] start = origin.clone();
      start[axis] += i * stride;
      parent.read(new Region(start, one), entries.at(i));
    }
  }

  private void readAndPick(long[] origin, long[] count, long inner, long together, Tensor into) {
    long most = Math.min(together, count[axis]);
    try (Tensor covering = Tensor.zeros(into.dtype(), ((most - 1) * stride + 1) * inner)) {
      for (long first = 0; first < count[axis]; first += together) {
        long picked = Math.min(together, count[axis] - first);
        long[] start = origin.clone();
        long[] cover = count.clone();
        start[axis] += first * stride;
        cover[axis] = (picked - 1) * stride + 1;
        long bytes = Shape.count(cover) * into.dtype().bytes();
        MemorySegment values = covering.segment().asSlice(0, bytes);
        parent.read(new Region(start, cover), Tensor.wrap(values, into.dtype(), cover));
        long entry = inner * into.dtype().bytes();
        for (long i = 0; i < picked; i++) {
          MemorySegment.copy(
              values, i * stride * entry, into.segment(), (first + i) * entry, entry);
        }
      }
    }
  }
}
