package org.sciml4j.io;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.sciml4j.core.InvalidInputException;
import org.sciml4j.core.NearNames;
import org.sciml4j.core.field.Axis;
import org.sciml4j.core.field.AxisKind;
import ucar.nc2.Attribute;
import ucar.nc2.Variable;

/**
 * A NetCDF or HDF5 file opened for reading. Opening reads the header only; {@link #field} reads the
 * coordinates of one variable; values are read when a field is asked for them.
 */
public final class FieldFile implements AutoCloseable {
  private static final int MOST_NAMES = 8;

  private final FieldSource source;

  private FieldFile(FieldSource source) {
    this.source = source;
  }

  /**
   * Opens a file.
   *
   * @throws InvalidInputException if it is missing, a directory, empty, truncated, or neither
   *     NetCDF-3 nor NetCDF-4 nor HDF5
   */
  public static FieldFile open(Path path) {
    return new FieldFile(NetcdfSource.open(path));
  }

  /**
   * Opens several files as one, each continuing the one before along an axis they all have.
   * Variables without that axis are taken from the first file.
   *
   * @param glob a pattern of file names such as {@code run/heat_*.nc}; {@code **} crosses folders
   * @param alongAxis the axis, usually time; the files are put in the order of its coordinates, or
   *     of their names where it has none
   * @throws InvalidInputException if no file matches, one cannot be opened, their grids differ, or
   *     they overlap along the axis
   */
  public static FieldFile openAll(String glob, String alongAxis) {
    List<NetcdfSource> files = new ArrayList<>();
    try {
      for (Path path : FileGlob.expand(glob)) {
        files.add(NetcdfSource.open(path));
      }
    } catch (RuntimeException failure) {
      files.forEach(NetcdfSource::close);
      throw failure;
    }
    return new FieldFile(JoinedSource.of(files, alongAxis));
  }

  /** The header in the notation of {@code ncdump -h}. */
  public String describe() {
    return Cdl.of(source);
  }

  /** The file; the first of several. */
  public Path path() {
    return source.path();
  }

  /**
   * Names of the numeric variables other than coordinates and their bounds, in file order; groups
   * as in a path.
   */
  public List<String> fieldNames() {
    List<Variable> all = source.header().getVariables();
    Set<String> bounds =
        all.stream()
            .flatMap(v -> Stream.of(CfAxes.text(v, "bounds"), CfAxes.text(v, "climatology")))
            .collect(Collectors.toSet());
    return all.stream()
        .filter(v -> RawType.of(v) != null)
        .filter(v -> v.getRank() > 0 && !CfAxes.isCoordinate(v))
        .filter(v -> !bounds.contains(v.getShortName()))
        .map(FieldFile::pathOf)
        .toList();
  }

  /** The file's own attributes in file order: a String, a Number or a List of Numbers each. */
  public Map<String, Object> attributes() {
    return attributes(source.header().getGlobalAttributes());
  }

  /**
   * One variable as a field.
   *
   * @param name as listed by {@link #fieldNames()}, a leading slash being optional; coordinate
   *     variables are fields as well
   * @throws InvalidInputException if the file has no such variable, it is text, or its time axis is
   *     not monotone
   */
  public FileField field(String name) {
    Variable variable = find(name);
    RawType type = RawType.of(variable);
    if (type == null) {
      throw new InvalidInputException(
          "variable '" + name + "'",
          "of type "
              + variable.getDataType()
              + (variable.isVariableLength() ? " and variable length" : ""),
          "numbers",
          "choose one of " + someNames());
    }
    Packing packing = Packing.of(variable, type);
    List<Axis> axes = CfAxes.of(source, variable);
    axes.stream().filter(a -> a.kind() == AxisKind.TIME).forEach(this::requireMonotone);
    return new FileField(
        variable.getShortName(),
        path(),
        packing.unpacked(),
        axes,
        attributes(variable.getAttributes()),
        timeCoordinate(variable, axes),
        source.reader(variable, packing));
  }

  @Override
  public void close() {
    source.close();
  }

  private Variable find(String name) {
    String wanted = withoutSlash(name);
    List<String> known = new ArrayList<>();
    for (Variable variable : source.header().getVariables()) {
      String path = pathOf(variable);
      if (withoutSlash(path).equals(wanted)) {
        return variable;
      }
      known.add(path);
    }
    throw new InvalidInputException(
        "variable '"
            + name
            + "' is not in '"
            + path()
            + "'; "
            + NearNames.didYouMean(name, known, "it has " + someNames()));
  }

  private String someNames() {
    List<String> names = fieldNames();
    return names.stream().limit(MOST_NAMES).collect(Collectors.joining(", "))
        + (names.size() > MOST_NAMES ? " and " + (names.size() - MOST_NAMES) + " more" : "");
  }

  private void requireMonotone(Axis time) {
    double[] t = time.coordinates();
    for (int i = 1; i < t.length; i++) {
      boolean ordered = t[t.length - 1] > t[0] ? t[i] > t[i - 1] : t[i] < t[i - 1];
      if (!ordered) {
        throw new InvalidInputException(
            "time axis '"
                + time.name()
                + "' of '"
                + path()
                + "' is not monotone: point "
                + i
                + " is "
                + t[i]
                + " after "
                + t[i - 1]
                + "; sort the file by time first");
      }
    }
  }

  /** The coordinate variable of the axis of kind TIME, or null. */
  private static Variable timeCoordinate(Variable variable, List<Axis> axes) {
    for (int i = 0; i < axes.size(); i++) {
      if (axes.get(i).kind() == AxisKind.TIME) {
        return CfAxes.coordinateOf(variable.getDimension(i), variable.getParentGroup());
      }
    }
    return null;
  }

  private static String withoutSlash(String path) {
    return path.startsWith("/") ? path.substring(1) : path;
  }

  private static String pathOf(Variable variable) {
    String group = variable.getParentGroup().getFullName();
    return group.isEmpty() ? variable.getShortName() : "/" + group + "/" + variable.getShortName();
  }

  private static Map<String, Object> attributes(List<Attribute> attributes) {
    Map<String, Object> values = new LinkedHashMap<>();
    for (Attribute attribute : attributes) {
      values.put(attribute.getShortName(), value(attribute));
    }
    return java.util.Collections.unmodifiableMap(values);
  }

  private static Object value(Attribute attribute) {
    if (attribute.isString()) {
      return attribute.getStringValue() == null ? "" : attribute.getStringValue();
    }
    if (attribute.getLength() == 1 && attribute.getNumericValue() != null) {
      return attribute.getNumericValue();
    }
    return IntStream.range(0, attribute.getLength()).mapToObj(attribute::getNumericValue).toList();
  }
}
