package org.sciml4j.cli;

import java.util.Arrays;
import org.sciml4j.core.field.Field;
import org.sciml4j.core.field.Region;
import org.sciml4j.core.tensor.DType;
import org.sciml4j.core.tensor.Tensor;
import org.sciml4j.pde.rhs.Masked;

/**
 * A field over time and space that stays as in its first frame where a mask is 0. Where it is NaN
 * nobody knows the field: what stands there is that of the nearest known point in the first frame.
 *
 * @param field whose first axis is time
 * @param mask 1, 0 or NaN for each point of space
 * @param held what stands at the points other than those of 1
 */
record MaskedField(Field field, double[] mask, double[] held) implements FieldView {
  static MaskedField of(Field field, double... mask) {
    double[] first = first(field);
    long[] shape = field.shape();
    int[] nearest = Masked.nearest(Arrays.copyOfRange(shape, 1, shape.length), mask);
    return new MaskedField(
        field, mask, Arrays.stream(nearest).mapToDouble(i -> first[i]).toArray());
  }

  /** The first frame. */
  static double[] first(Field field) {
    long[] shape = field.shape();
    shape[0] = 1;
    try (Tensor values = Tensor.zeros(DType.F64, shape)) {
      field.read(new Region(new long[shape.length], shape), values);
      return values.toDoubles();
    }
  }

  /** Whether nobody knows the field at a point. */
  boolean isUnknown(int point) {
    return Double.isNaN(mask[point]);
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
      if (mask[(int) place] != 1) {
        into.setFlat(i, held[(int) place]);
      }
    }
  }
}
