package org.sciml4j.io;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.sciml4j.core.field.Axis;

/** The attributes that CF-1.8 chapter 4 asks of a coordinate variable. */
final class CfAttributes {
  private static final Set<String> LENGTHS =
      Set.of("m", "meter", "meters", "metre", "metres", "km", "kilometer", "kilometers");
  private static final Set<String> PRESSURES =
      Set.of("pa", "hpa", "kpa", "mbar", "millibar", "bar");

  private CfAttributes() {}

  /** Units, axis letter, standard name, direction and calendar of an axis, as far as known. */
  static Map<String, Object> of(Axis axis, String calendar) {
    Map<String, Object> attributes = new LinkedHashMap<>();
    if (!axis.units().isEmpty()) {
      attributes.put("units", axis.units());
    }
    String units = axis.units().toLowerCase(Locale.ROOT);
    switch (axis.kind()) {
      case TIME -> {
        attributes.put("axis", "T");
        attributes.put("standard_name", "time");
        if (CfTime.namesReferenceDate(units)) {
          attributes.put("calendar", calendar);
        }
      }
      case X -> {
        attributes.put("axis", "X");
        horizontal(attributes, units, "longitude", "projection_x_coordinate");
      }
      case Y -> {
        attributes.put("axis", "Y");
        horizontal(attributes, units, "latitude", "projection_y_coordinate");
      }
      case Z -> {
        attributes.put("axis", "Z");
        vertical(attributes, axis.name().toLowerCase(Locale.ROOT), units);
      }
      case OTHER -> {}
    }
    return attributes;
  }

  private static void horizontal(
      Map<String, Object> attributes, String units, String onSphere, String onPlane) {
    if (units.startsWith("degree")) {
      attributes.put("standard_name", onSphere);
    } else if (LENGTHS.contains(units)) {
      attributes.put("standard_name", onPlane);
    }
  }

  private static void vertical(Map<String, Object> attributes, String name, String units) {
    boolean pressure = PRESSURES.contains(units);
    boolean depth = name.startsWith("dep");
    attributes.put("positive", pressure || depth ? "down" : "up");
    if (pressure) {
      attributes.put("standard_name", "air_pressure");
    } else if (LENGTHS.contains(units)) {
      attributes.put("standard_name", depth ? "depth" : "height");
    }
  }
}
