package org.sciml4j.core.field;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.sciml4j.core.tensor.DType;
import org.sciml4j.core.tensor.Tensor;

/** A field at one point of one of its axes, which it no longer has. */
record SelectedField(Field parent, int axis, long index, List<Axis> axes) implements Field {
  static Field of(Field parent, int axis, long index) {
    List<Axis> axes = new ArrayList<>(parent.axes());
    axes.remove(axis);
    return new SelectedField(parent, axis, index, List.copyOf(axes));
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
    parent.read(new Region(inserted(region.origin(), index), inserted(region.shape(), 1)), into);
  }

  private long[] inserted(long[] values, long value) {
    return LongStream.concat(
            LongStream.concat(LongStream.of(values).limit(axis), LongStream.of(value)),
            LongStream.of(values).skip(axis))
        .toArray();
  }
}
