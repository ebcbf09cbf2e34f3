package org.sciml4j.io;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.sciml4j.core.field.Axis;
import org.sciml4j.core.field.AxisKind;
import ucar.nc2.Attribute;
import ucar.nc2.Dimension;
import ucar.nc2.Group;
import ucar.nc2.Variable;

/** Axes of a variable after CF-1.8 chapter 4, with common names as the last resort. */
final class CfAxes {
  private static final Set<String> PRESSURE =
      Set.of(
          "pa",
          "hpa",
          "kpa",
          "mbar",
          "mb",
          "millibar",
          "millibars",
          "bar",
          "dbar",
          "decibar",
          "level",
          "layer",
          "sigma_level");
  private static final Set<String> VERTICAL_NAMES =
      Set.of(
          "z",
          "lev",
          "level",
          "levels",
          "plev",
          "depth",
          "height",
          "altitude",
          "alt",
          "zax",
          "zlev",
          "zt",
          "zu",
          "zw");
  private static final Set<String> Y_NAMES =
      Set.of("y", "lat", "latitude", "lats", "nlat", "yt", "yu", "yc", "yax", "rlat", "jj");
  private static final Set<String> X_NAMES =
      Set.of("x", "lon", "longitude", "lons", "nlon", "xt", "xu", "xc", "xax", "rlon", "ii");
  private static final Set<String> TIME_NAMES = Set.of("t", "time", "times", "tax", "date");

  private CfAxes() {}

  /** What the dimension of this name measures, given its coordinate variable or null. */
  static AxisKind kind(String dimension, Variable coordinate) {
    if (coordinate != null) {
      AxisKind declared = fromAttributes(coordinate);
      if (declared != AxisKind.OTHER) {
        return declared;
      }
    }
    String name = dimension.toLowerCase(Locale.ROOT);
    if (TIME_NAMES.contains(name)) {
      return AxisKind.TIME;
    }
    if (VERTICAL_NAMES.contains(name)) {
      return AxisKind.Z;
    }
    if (Y_NAMES.contains(name)) {
      return AxisKind.Y;
    }
    return X_NAMES.contains(name) ? AxisKind.X : AxisKind.OTHER;
  }

  /** The coordinate variable of a dimension as seen from a group, or null. */
  static Variable coordinateOf(Dimension dimension, Group group) {
    if (dimension.getShortName() == null) {
      return null;
    }
    for (Group g = group; g != null; g = g.getParentGroup()) {
      Variable variable = g.findVariable(dimension.getShortName());
      if (variable != null && isCoordinate(variable)) {
        return variable;
      }
    }
    return null;
  }

  /** Whether a variable holds the coordinates of the dimension it is named after. */
  static boolean isCoordinate(Variable variable) {
    return variable.getRank() == 1
        && variable.getShortName().equals(variable.getDimension(0).getShortName());
  }

  /** Whether a variable holds such coordinates as numbers, not as text. */
  static boolean isNumericCoordinate(Variable variable) {
    return isCoordinate(variable) && RawType.of(variable) != null;
  }

  /** The axes of a variable; only the first time axis is of kind TIME. */
  static List<Axis> of(FieldSource source, Variable variable) {
    List<Axis> axes = new ArrayList<>();
    boolean timeSeen = false;
    for (int i = 0; i < variable.getRank(); i++) {
      Dimension dimension = variable.getDimension(i);
      Variable coordinate = coordinateOf(dimension, variable.getParentGroup());
      String name = dimension.getShortName() == null ? "dim" + i : dimension.getShortName();
      AxisKind kind = kind(name, coordinate);
      if (kind == AxisKind.TIME && timeSeen) {
        kind = AxisKind.OTHER;
      }
      timeSeen |= kind == AxisKind.TIME;
      if (coordinate == null || !isNumericCoordinate(coordinate)) {
        axes.add(Axis.numbered(name, kind, source.size(dimension)));
      } else {
        axes.add(new Axis(name, kind, text(coordinate, "units"), source.coordinates(coordinate)));
      }
    }
    return List.copyOf(axes);
  }

  /** A text attribute; empty where it is absent or not text. */
  static String text(Variable variable, String attribute) {
    Attribute found = variable.findAttribute(attribute);
    return found == null || !found.isString() ? "" : found.getStringValue().strip();
  }

  private static AxisKind fromAttributes(Variable coordinate) {
    switch (text(coordinate, "axis").toUpperCase(Locale.ROOT)) {
      case "T" -> {
        return AxisKind.TIME;
      }
      case "Z" -> {
        return AxisKind.Z;
      }
      case "Y" -> {
        return AxisKind.Y;
      }
      case "X" -> {
        return AxisKind.X;
      }
      default -> {}
    }
    AxisKind standard = fromStandardName(text(coordinate, "standard_name"));
    return standard == AxisKind.OTHER ? fromUnits(coordinate) : standard;
  }

  private static AxisKind fromStandardName(String name) {
    return switch (name) {
      case "time" -> AxisKind.TIME;
      case "latitude", "grid_latitude", "projection_y_coordinate" -> AxisKind.Y;
      case "longitude", "grid_longitude", "projection_x_coordinate" -> AxisKind.X;
      case "height", "depth", "altitude", "air_pressure", "model_level_number" -> AxisKind.Z;
      default ->
          name.startsWith("atmosphere_") || name.startsWith("ocean_") ? AxisKind.Z : AxisKind.OTHER;
    };
  }

  private static AxisKind fromUnits(Variable coordinate) {
    String units = text(coordinate, "units").toLowerCase(Locale.ROOT);
    if (CfTime.namesReferenceDate(units)) {
      return AxisKind.TIME;
    }
    if (matches(units, "north", 'n')) {
      return AxisKind.Y;
    }
    if (matches(units, "east", 'e') || matches(units, "west", 'w')) {
      return AxisKind.X;
    }
    boolean positive =
        Arrays.asList("up", "down").contains(text(coordinate, "positive").toLowerCase(Locale.ROOT));
    return positive || PRESSURE.contains(units) ? AxisKind.Z : AxisKind.OTHER;
  }

  /** The spellings of CF-1.8 sections 4.1 and 4.2, for example degrees_north, degree_N, degreeN. */
  private static boolean matches(String units, String direction, char letter) {
    String rest =
        units.startsWith("degrees")
            ? units.substring(7)
            : units.startsWith("degree") ? units.substring(6) : null;
    return rest != null
        && (rest.equals("_" + direction)
            || rest.equals("_" + letter)
            || rest.equals(String.valueOf(letter)));
  }
}
