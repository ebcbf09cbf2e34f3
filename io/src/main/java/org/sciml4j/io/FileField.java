package org.sciml4j.io;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.sciml4j.core.InvalidInputException;
import org.sciml4j.core.field.Axis;
import org.sciml4j.core.field.Field;
import org.sciml4j.core.field.Region;
import org.sciml4j.core.tensor.DType;
import org.sciml4j.core.tensor.Tensor;
import ucar.nc2.Variable;
import ucar.nc2.time.CalendarDate;

/**
 * A variable of a {@link FieldFile}. Values are read from disk on each call of {@link #read}, only
 * those asked for; any number of threads may read at once.
 */
public final class FileField implements Field {
  private final String name;
  private final Path path;
  private final DType dtype;
  private final List<Axis> axes;
  private final Map<String, Object> attributes;
  private final Variable time;
  private final VariableReader reader;

  FileField(
      String name,
      Path path,
      DType dtype,
      List<Axis> axes,
      Map<String, Object> attributes,
      Variable time,
      VariableReader reader) {
    this.name = name;
    this.path = path;
    this.dtype = dtype;
    this.axes = axes;
    this.attributes = attributes;
    this.time = time;
    this.reader = reader;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public String units() {
    return text("units");
  }

  @Override
  public DType dtype() {
    return dtype;
  }

  @Override
  public List<Axis> axes() {
    return axes;
  }

  /** A description in words ({@code long_name}); empty where unknown. */
  public String longName() {
    return text("long_name");
  }

  /** The name in the CF standard name table; empty where unknown. */
  public String standardName() {
    return text("standard_name");
  }

  /** The variable's attributes in file order: a String, a Number or a List of Numbers each. */
  public Map<String, Object> attributes() {
    return attributes;
  }

  /**
   * The CF calendar of the time axis as written in the file, {@code standard} where it names none.
   */
  @Override
  public String calendar() {
    String declared = time == null ? "" : CfAxes.text(time, "calendar");
    return declared.isEmpty() ? "standard" : declared;
  }

  /**
   * The dates of the points of the time axis in its calendar, to the millisecond.
   *
   * @throws InvalidInputException if there is no time axis or its units name no reference date
   */
  public List<CalendarDate> times() {
    int axis = timeAxis();
    CfTime dates = time == null ? null : CfTime.of(time);
    if (axis < 0 || dates == null) {
      throw new InvalidInputException(
          "time axis of '" + name + "'",
          axis < 0 ? "missing" : "in '" + axes.get(axis).units() + "', calendar " + calendar(),
          "units such as 'days since 2000-01-01'",
          "use the numbers of axes() instead");
    }
    return Arrays.stream(axes.get(axis).coordinates()).mapToObj(dates::date).toList();
  }

  @Override
  public void read(Region region, Tensor into) {
    region.requireInside(name, shape());
    if (into.count() != region.count()) {
      throw new InvalidInputException(
          "into",
          "a tensor of " + into.count() + " elements",
          region.count() + " elements for region " + region,
          "allocate one of the region's shape");
    }
    try {
      reader.read(region, into);
    } catch (IOException failure) {
      throw NetcdfSource.unreadable(path, failure);
    }
  }

  /** Name, axes and file. */
  @Override
  public String toString() {
    return name + axes + " in " + path;
  }

  private String text(String attribute) {
    return attributes.get(attribute) instanceof String value ? value : "";
  }
}
