package org.sciml4j.io;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.sciml4j.core.InvalidInputException;
import org.sciml4j.core.NearNames;
import org.sciml4j.core.TemporaryFile;
import org.sciml4j.core.field.Axis;
import org.sciml4j.core.field.Field;
import org.sciml4j.core.tensor.DType;

/**
 * Describes a NetCDF file to be written after the CF-1.8 conventions; {@link #open()} creates it.
 *
 * <pre>{@code
 * try (FieldOutput out = FieldWriter.netcdf(path)
 *     .axis(time).axis(y).axis(x).unlimited("time")
 *     .variable("T", "K", F64, "time", "y", "x")
 *     .open()) {
 *   for (...) {
 *     out.append("T", temperature);
 *   }
 *   out.commit();
 * }
 * }</pre>
 */
public final class FieldWriter {
  /** File formats. */
  public enum Format {
    /** NetCDF-3 with 64-bit offsets: read by every NetCDF program; files over 2 GB. */
    NETCDF3_64BIT,
    /** NetCDF-4, compressed; needs the C library netcdf on this machine. */
    NETCDF4
  }

  private record Variable(String name, String units, DType dtype, List<String> axes) {}

  private final Path path;
  private final Map<String, Object> attributes = new LinkedHashMap<>();
  private final Map<String, Map<String, Object>> variableAttributes = new TreeMap<>();
  private final List<Axis> axes = new ArrayList<>();
  private final List<Variable> variables = new ArrayList<>();
  private String unlimited;
  private String calendar = "standard";
  private boolean overwrite;
  private Format format = Format.NETCDF3_64BIT;

  private FieldWriter(Path path) {
    this.path = path;
    attributes.put("Conventions", "CF-1.8");
  }

  /** Starts the description of a NetCDF file. */
  public static FieldWriter netcdf(Path path) {
    return new FieldWriter(path);
  }

  /** Chooses the format; NetCDF-3 with 64-bit offsets unless called. */
  public FieldWriter format(Format choice) {
    this.format = choice;
    return this;
  }

  /** Whether an existing file may be replaced; it may not unless called. */
  public FieldWriter overwrite(boolean allowed) {
    this.overwrite = allowed;
    return this;
  }

  /** Adds an attribute of the file: a String, a Number or a List of Numbers. */
  public FieldWriter attribute(String name, Object value) {
    attributes.put(name, OutputAttributes.requireWritable(name, value));
    return this;
  }

  /** Adds an attribute of a variable or axis, replacing what it would have otherwise. */
  public FieldWriter attribute(String variable, String name, Object value) {
    variableAttributes
        .computeIfAbsent(variable, _ -> new LinkedHashMap<>())
        .put(name, OutputAttributes.requireWritable(name, value));
    return this;
  }

  /** Adds an axis, which becomes a dimension with a coordinate variable. */
  public FieldWriter axis(Axis axis) {
    axes.add(axis);
    return this;
  }

  /** Adds several axes. */
  public FieldWriter axes(List<Axis> several) {
    axes.addAll(several);
    return this;
  }

  /** Adds the axes of a field, in whose calendar time counts. */
  public FieldWriter axesOf(Field field) {
    return axes(field.axes()).calendar(field.calendar());
  }

  /** The CF calendar of time axes with a reference date; {@code standard} unless called. */
  public FieldWriter calendar(String name) {
    this.calendar = name;
    return this;
  }

  /**
   * Makes one axis grow with each record appended. Its coordinates may be given in advance with the
   * axis or one by one with {@link FieldOutput#append(double)}.
   */
  public FieldWriter unlimited(String axis) {
    this.unlimited = axis;
    return this;
  }

  /** Adds a variable over the named axes, slowest first; NaN stands for missing values. */
  public FieldWriter variable(String name, String units, DType dtype, String... axisNames) {
    variables.add(new Variable(name, units, dtype, List.of(axisNames)));
    return this;
  }

  /**
   * Creates the file under a temporary name in its folder; {@link FieldOutput#commit()} gives it
   * its own.
   *
   * @throws InvalidInputException if the description is inconsistent, the file exists and may not
   *     be replaced, or its folder cannot be written
   */
  public FieldOutput open() {
    OutputSchema schema = schema();
    if (Files.isRegularFile(path) && !overwrite) {
      throw FieldOutput.exists(path);
    }
    Path temporary = TemporaryFile.beside(path);
    try {
      OutputBackend backend =
          switch (format) {
            case NETCDF3_64BIT -> ClassicBackend.create(temporary, schema);
            case NETCDF4 -> Netcdf4Backend.create(temporary, schema);
          };
      return FieldOutput.start(path, temporary, overwrite, schema, backend);
    } catch (IOException failure) {
      throw TemporaryFile.discard(temporary, path, failure);
    }
  }

  private OutputSchema schema() {
    Map<String, Object> fileAttributes = new LinkedHashMap<>(attributes);
    fileAttributes.putIfAbsent(
        "history", Instant.now().truncatedTo(ChronoUnit.SECONDS) + ": written by SciML4J");
    List<OutputVariable> all = new ArrayList<>();
    for (int i = 0; i < axes.size(); i++) {
      Axis axis = axes.get(i);
      if (axis.size() == 0 && !axis.name().equals(unlimited)) {
        throw new InvalidInputException(
            "axis '" + axis.name() + "'",
            "without points",
            "at least one",
            "give it coordinates or make it unlimited");
      }
      all.add(
          new OutputVariable(
              axis.name(),
              RawType.DOUBLE,
              new int[] {i},
              withOwn(axis.name(), CfAttributes.of(axis, calendar))));
    }
    OutputSchema axesOnly = new OutputSchema(fileAttributes, axes, unlimited, List.of());
    if (unlimited != null && axesOnly.axis(unlimited) < 0) {
      throw unknownAxis("unlimited axis", unlimited);
    }
    for (Variable variable : variables) {
      all.add(output(variable, axesOnly));
    }
    requireDistinctNames(all);
    return new OutputSchema(fileAttributes, List.copyOf(axes), unlimited, List.copyOf(all));
  }

  private OutputVariable output(Variable variable, OutputSchema schema) {
    int[] positions = new int[variable.axes().size()];
    for (int i = 0; i < positions.length; i++) {
      positions[i] = schema.axis(variable.axes().get(i));
      if (positions[i] < 0) {
        throw unknownAxis("axis of variable '" + variable.name() + "'", variable.axes().get(i));
      }
      if (i > 0 && schema.isUnlimited(positions[i])) {
        throw new InvalidInputException(
            "unlimited axis '" + unlimited + "'",
            "axis " + i + " of '" + variable.name() + "'",
            "the slowest one",
            "name it first");
      }
    }
    Map<String, Object> own = new LinkedHashMap<>();
    if (!variable.units().isEmpty()) {
      own.put("units", variable.units());
    }
    own.put("_FillValue", variable.dtype() == DType.F64 ? (Number) Double.NaN : Float.NaN);
    RawType type = variable.dtype() == DType.F64 ? RawType.DOUBLE : RawType.FLOAT;
    return new OutputVariable(variable.name(), type, positions, withOwn(variable.name(), own));
  }

  private Map<String, Object> withOwn(String variable, Map<String, Object> given) {
    given.putAll(variableAttributes.getOrDefault(variable, Map.of()));
    return given;
  }

  private void requireDistinctNames(List<OutputVariable> all) {
    Map<String, OutputVariable> seen = new TreeMap<>();
    for (OutputVariable variable : all) {
      String name = variable.name();
      if (name.isBlank() || name.indexOf('/') >= 0 || !name.equals(name.strip())) {
        throw new InvalidInputException(
            "name", "'" + name + "'", "one without slashes or blanks around it", "rename it");
      }
      if (seen.put(name, variable) != null) {
        throw new InvalidInputException(
            "name '" + name + "'", "used twice", "one use per variable and axis", "rename one");
      }
    }
    for (String name : variableAttributes.keySet()) {
      if (!seen.containsKey(name)) {
        throw new InvalidInputException(
            "attribute of '"
                + name
                + "' has no variable or axis of that name; "
                + NearNames.didYouMean(name, seen.keySet(), "add the variable"));
      }
    }
  }

  private InvalidInputException unknownAxis(String what, String name) {
    List<String> known = axes.stream().map(Axis::name).toList();
    return new InvalidInputException(
        what,
        "'" + name + "'",
        "one of " + known,
        NearNames.didYouMean(name, known, "add it with axis(...)"));
  }
}
