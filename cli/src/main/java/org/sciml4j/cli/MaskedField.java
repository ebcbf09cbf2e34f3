package org.sciml4j.cli;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.sciml4j.core.field.Axis;
import org.sciml4j.core.field.Field;
import org.sciml4j.core.field.Region;
import org.sciml4j.core.tensor.DType;
import org.sciml4j.core.tensor.Tensor;

/**
 * A field over time and space that stays as in its first frame where a mask is 0; what is missing
 * there stands at the mean of the other points.
 *
 * @param field whose first axis is time
 * @param mask 1 or 0 for each point of space
 * @param held what stands at the points of 0
 * @param missing whether that was missing
 */
record MaskedField(Field field, double[] mask, double[] held, boolean[] missing) implements Field {
  static MaskedField of(Field field, double... mask) {
    long[] shape = field.shape();
    shape[0] = 1;
    double[] first;
    try (Tensor values = Tensor.zeros(DType.F64, shape)) {
      field.read(new Region(new long[shape.length], shape), values);
      first = values.toDoubles();
    }
    double mean =
        IntStream.range(0, mask.length)
            .filter(i -> mask[i] != 0 && Double.isFinite(first[i]))
            .mapToDouble(i -> first[i])
            .average()
            .orElse(0);
    boolean[] missing = new boolean[first.length];
    double[] held = first.clone();
    for (int i = 0; i < first.length; i++) {
      missing[i] = mask[i] == 0 && !Double.isFinite(first[i]);
      held[i] = missing[i] ? mean : first[i];
    }
    return new MaskedField(field, mask, held, missing);
  }

  @Override
  public String name() {
    return field.name();
  }

  @Override
  public String units() {
    return field.units();
  }

  @Override
  public DType dtype() {
    return field.dtype();
  }

  @Override
  public List<Axis> axes() {
    return field.axes();
  }

  @Override
  public String calendar() {
    return field.calendar();
  }

  @Override
  public void read(Region region, Tensor into) {
    field.read(region, into);
    long[] all = field.shape();
    long[] shape = region.shape();
    long points = Arrays.stream(shape).skip(1).reduce(1, (a, b) -> a * b);
    for (long i = 0; i < into.count(); i++) {
      long rest = i % points;
      long place = 0;
      long stride = 1;
      for (int axis = shape.length - 1; axis > 0; axis--) {
        place += (region.origin()[axis] + rest % shape[axis]) * stride;
        rest /= shape[axis];
        stride *= all[axis];
      }
      if (mask[(int) place] == 0) {
        into.setFlat(i, held[(int) place]);
      }
    }
  }
}
