package org.sciml4j.io;

import java.util.Arrays;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.sciml4j.core.tensor.DType;
import ucar.nc2.Attribute;
import ucar.nc2.Variable;

/**
 * How stored numbers stand for physical values: CF-1.8 sections 2.5.1 (missing data) and 8.1
 * (packed data), NetCDF User's Guide appendix A (attribute conventions).
 *
 * <p>A stored number equal to one of {@code missing} or outside {@code [lowest, highest]} reads as
 * NaN; any other reads as {@code scale * number + offset}.
 */
record Packing(
    RawType type,
    boolean unsigned,
    double scale,
    double offset,
    double[] missing,
    double lowest,
    double highest,
    DType unpacked) {

  /** The packing that a variable's attributes declare. */
  static Packing of(Variable variable, RawType type) {
    boolean unsigned = variable.isUnsigned() && type.isInteger();
    Attribute scaleFactor = numeric(variable, "scale_factor");
    Attribute addOffset = numeric(variable, "add_offset");
    double scale = scaleFactor == null ? 1 : scaleFactor.getNumericValue().doubleValue();
    double offset = addOffset == null ? 0 : addOffset.getNumericValue().doubleValue();
    DType unpacked = isDouble(scaleFactor) || isDouble(addOffset) ? DType.F64 : type.exact();

    double[] fill = stored(variable, "_FillValue", type, unsigned);
    double[] missing =
        DoubleStream.concat(
                Arrays.stream(fill.length > 0 ? fill : new double[] {type.defaultFill()}),
                Arrays.stream(stored(variable, "missing_value", type, unsigned)))
            .filter(value -> !Double.isNaN(value))
            .distinct()
            .toArray();

    double[] range = limits(variable, "valid_range", type, unsigned, scale, offset);
    double[] min = limits(variable, "valid_min", type, unsigned, scale, offset);
    double[] max = limits(variable, "valid_max", type, unsigned, scale, offset);
    boolean mirrored =
        scale < 0
            && (isPhysical(variable, "valid_min", type) || isPhysical(variable, "valid_max", type));
    double open = mirrored ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
    double lowest = range.length == 2 ? range[0] : min.length == 1 ? min[0] : -open;
    double highest = range.length == 2 ? range[1] : max.length == 1 ? max[0] : open;
    return new Packing(
        type,
        unsigned,
        scale,
        offset,
        missing,
        Math.min(lowest, highest),
        Math.max(lowest, highest),
        unpacked);
  }

  /** Numbers stored as they are, none missing. */
  static Packing plain(RawType type, boolean unsigned) {
    return new Packing(
        type,
        unsigned && type.isInteger(),
        1,
        0,
        new double[0],
        Double.NEGATIVE_INFINITY,
        Double.POSITIVE_INFINITY,
        type.exact());
  }

  /** Whether a valid number is stored as it is and at most two numbers stand for missing ones. */
  boolean isPlain() {
    return scale == 1 && offset == 0 && !unsigned && missing.length <= 2;
  }

  /** Whether any stored number reads as NaN that is not NaN itself. */
  boolean marksMissing() {
    return missing.length > 0 || isLimited();
  }

  /**
   * The stored number at a position among those that stand for missing values, NaN past the end.
   */
  double missing(int position) {
    return position < missing.length ? missing[position] : Double.NaN;
  }

  /**
   * Turns the first {@code count} stored numbers into physical values of the {@link #unpacked}
   * type's precision, in place.
   */
  void unpack(double[] values, int count) {
    if (unsigned) {
      double wrap = Math.scalb(1.0, 8 * type.bytes());
      for (int i = 0; i < count; i++) {
        values[i] = values[i] < 0 ? values[i] + wrap : values[i];
      }
    }
    for (double absent : missing) {
      for (int i = 0; i < count; i++) {
        values[i] = values[i] == absent ? Double.NaN : values[i];
      }
    }
    if (isLimited()) {
      for (int i = 0; i < count; i++) {
        values[i] = values[i] >= lowest && values[i] <= highest ? values[i] : Double.NaN;
      }
    }
    if (scale != 1 || offset != 0) {
      for (int i = 0; i < count; i++) {
        values[i] = values[i] * scale + offset;
      }
      if (unpacked == DType.F32) {
        for (int i = 0; i < count; i++) {
          values[i] = (float) values[i];
        }
      }
    }
  }

  private boolean isLimited() {
    return lowest != Double.NEGATIVE_INFINITY || highest != Double.POSITIVE_INFINITY;
  }

  private static double[] stored(Variable variable, String name, RawType type, boolean unsigned) {
    return numbers(variable, name)
        .map(value -> unsigned ? type.unsigned(value) : type.rounded(value))
        .toArray();
  }

  /**
   * Limits in stored units. They are given in physical units where their type is the wider type of
   * the unpacked values (NetCDF User's Guide, {@code valid_range}).
   */
  private static double[] limits(
      Variable variable, String name, RawType type, boolean unsigned, double scale, double offset) {
    double[] limits = stored(variable, name, type, unsigned);
    boolean packed = scale != 1 || offset != 0;
    return packed && isPhysical(variable, name, type)
        ? Arrays.stream(limits).map(limit -> nearInteger((limit - offset) / scale)).toArray()
        : limits;
  }

  private static boolean isPhysical(Variable variable, String name, RawType type) {
    Attribute limit = numeric(variable, name);
    return limit != null && type.isInteger() && limit.getDataType().isFloatingPoint();
  }

  /** Undoes the rounding of a limit that was meant to be one of the stored integers. */
  private static double nearInteger(double value) {
    double integer = Math.rint(value);
    return Math.abs(value - integer) < 1e-3 ? integer : value;
  }

  private static DoubleStream numbers(Variable variable, String name) {
    Attribute attribute = numeric(variable, name);
    return attribute == null
        ? DoubleStream.empty()
        : IntStream.range(0, attribute.getLength())
            .mapToDouble(i -> attribute.getNumericValue(i).doubleValue());
  }

  private static Attribute numeric(Variable variable, String name) {
    Attribute attribute = variable.findAttribute(name);
    return attribute == null || attribute.getLength() == 0 || attribute.getNumericValue() == null
        ? null
        : attribute;
  }

  private static boolean isDouble(Attribute attribute) {
    return attribute != null
        && switch (attribute.getDataType()) {
          case DOUBLE, INT, LONG -> true;
          default -> false;
        };
  }
}
