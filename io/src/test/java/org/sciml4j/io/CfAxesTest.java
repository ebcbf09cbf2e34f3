package org.sciml4j.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sciml4j.core.InvalidInputException;
import org.sciml4j.core.field.Axis;
import org.sciml4j.core.field.AxisKind;
import ucar.ma2.DataType;

class CfAxesTest {
  @TempDir Path folder;

  private Axis axis(String name, String... attributes) {
    ClassicFiles contents =
        new ClassicFiles()
            .dimension(name, 2)
            .variable(name, DataType.FLOAT, name, new float[] {1, 2})
            .variable("u_", DataType.FLOAT, name, new float[2]);
    for (int i = 0; i < attributes.length; i += 2) {
      contents.attribute(name, attributes[i], attributes[i + 1]);
    }
    try (FieldFile file = FieldFile.open(contents.write(folder.resolve("a.nc")))) {
      return file.field("u_").axes().getFirst();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "c0, axis, T, TIME",
    "c0, axis, z, Z",
    "c0, axis, Y, Y",
    "c0, axis, X, X",
    "c0, standard_name, time, TIME",
    "c0, standard_name, latitude, Y",
    "c0, standard_name, projection_x_coordinate, X",
    "c0, standard_name, air_pressure, Z",
    "c0, standard_name, ocean_sigma_coordinate, Z",
    "c0, units, days since 2000-01-01, TIME",
    "c0, units, Days Since 2000-01-01, TIME",
    "c0, units, degrees_north, Y",
    "c0, units, degreeN, Y",
    "c0, units, degree_east, X",
    "c0, units, degrees_E, X",
    "c0, units, hPa, Z",
    "c0, positive, down, Z",
    "c0, units, m, OTHER",
    "time, units, s, TIME",
    "t, units, s, TIME",
    "lev, units, 1, Z",
    "depth, units, m, Z",
    "lat, units, 1, Y",
    "y, units, m, Y",
    "longitude, units, 1, X",
    "x, units, m, X",
    "ensemble, units, 1, OTHER"
  })
  void tells_what_an_axis_measures(String name, String attribute, String value, AxisKind kind) {
    assertThat(axis(name, attribute, value).kind()).isEqualTo(kind);
  }

  @Test
  void the_axis_attribute_outweighs_the_name() {
    assertThat(axis("x", "axis", "Y", "units", "degrees_east").kind()).isEqualTo(AxisKind.Y);
  }

  @Test
  void keeps_units_and_coordinates() {
    Axis axis = axis("x", "units", "km");
    assertThat(axis.units()).isEqualTo("km");
    assertThat(axis.coordinates()).containsExactly(1, 2);
  }

  @Test
  void numbers_the_points_of_a_dimension_without_coordinates() {
    Path path =
        new ClassicFiles()
            .dimension("y", 3)
            .dimension("member", 2)
            .variable("member", DataType.CHAR, "member", "ab".toCharArray())
            .variable("u", DataType.FLOAT, "member y", new float[2][3])
            .write(folder.resolve("n.nc"));
    try (FieldFile file = FieldFile.open(path)) {
      assertThat(file.field("u").axes())
          .containsExactly(
              Axis.numbered("member", AxisKind.OTHER, 2), Axis.numbered("y", AxisKind.Y, 3));
    }
  }

  @Test
  void bounds_and_coordinates_are_not_listed_as_fields() {
    Path path =
        new ClassicFiles()
            .dimension("x", 2)
            .dimension("nv", 2)
            .variable("x", DataType.DOUBLE, "x", new double[] {0, 1})
            .attribute("x", "bounds", "x_bnds")
            .variable("x_bnds", DataType.DOUBLE, "x nv", new double[2][2])
            .variable("u", DataType.FLOAT, "x", new float[2])
            .write(folder.resolve("b.nc"));
    try (FieldFile file = FieldFile.open(path)) {
      assertThat(file.fieldNames()).containsExactly("u");
      assertThat(file.field("x_bnds").shape()).containsExactly(2, 2);
      assertThat(file.field("x").read().toDoubles()).containsExactly(0, 1);
    }
  }

  @Test
  void only_the_first_time_axis_is_time() {
    Path path =
        new ClassicFiles()
            .dimension("time", 2)
            .dimension("lead", 2)
            .variable("time", DataType.DOUBLE, "time", new double[] {0, 1})
            .variable("lead", DataType.DOUBLE, "lead", new double[] {0, 1})
            .attribute("lead", "axis", "T")
            .variable("u", DataType.FLOAT, "time lead", new float[2][2])
            .write(folder.resolve("t.nc"));
    try (FieldFile file = FieldFile.open(path)) {
      assertThat(file.field("u").axes().stream().map(Axis::kind))
          .containsExactly(AxisKind.TIME, AxisKind.OTHER);
    }
  }

  /** Dates as cftime 1.6.2 gives them. */
  @ParameterizedTest
  @CsvSource({
    "standard, hours since 1-1-1 00:00:0.0, 17347848.5, 1980-01-12T00:30:00Z",
    "gregorian, days since 1582-10-01, 20, 1582-10-31T00:00:00Z",
    "proleptic_gregorian, days since 1582-10-01, 20, 1582-10-21T00:00:00Z",
    "noleap, days since 2000-02-28, 1.25, 2000-03-01T06:00:00Z",
    "365_day, days since 2000-02-28, 1.25, 2000-03-01T06:00:00Z",
    "360_day, days since 2000-01-01, 59.5, 2000-02-30T12:00:00Z",
    "all_leap, days since 2001-02-28, 1, 2001-02-29T00:00:00Z",
    "366_day, days since 2001-02-28, 1, 2001-02-29T00:00:00Z",
    "julian, days since 1900-02-28, 1, 1900-02-29T00:00:00Z",
    "standard, seconds since 1970-01-01 00:00:00 UTC, 0.123, 1970-01-01T00:00:00.123Z",
    "standard, days since 2000-01-01 00:00:00 +02:00, 1, 2000-01-01T22:00:00Z",
    "'', minutes since 2000-01-01T12:00:00Z, 3, 2000-01-01T12:03:00Z",
    "standard, Days Since 2000-01-01, 1, 2000-01-02T00:00:00Z",
    "noleap, HOURS SINCE 2000-02-28T00:00:00Z, 24, 2000-03-01T00:00:00Z",
    "GREGORIAN, days since 2000-01-01, 1, 2000-01-02T00:00:00Z"
  })
  void knows_the_calendars(String calendar, String units, double number, String date) {
    assertThat(times(calendar, units, number)).containsExactly(date);
  }

  @Test
  void says_when_a_time_axis_names_no_date() {
    assertThatThrownBy(() -> times("", "s", 1))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("in 's'")
        .hasMessageContaining("days since");
    assertThatThrownBy(() -> times("martian", "days since 2000-01-01", 1))
        .hasMessageContaining("calendar martian");
  }

  private List<String> times(String calendar, String units, double number) {
    ClassicFiles contents =
        new ClassicFiles()
            .dimension("time", 1)
            .variable("time", DataType.DOUBLE, "time", new double[] {number})
            .attribute("time", "units", units)
            .variable("u", DataType.FLOAT, "time", new float[1]);
    if (!calendar.isEmpty()) {
      contents.attribute("time", "calendar", calendar);
    }
    try (FieldFile file = FieldFile.open(contents.write(folder.resolve("c.nc")))) {
      FileField u = file.field("u");
      assertThat(u.calendar()).isEqualTo(calendar.isEmpty() ? "standard" : calendar);
      List<String> dates = new ArrayList<>();
      u.times().forEach(date -> dates.add(date.toString()));
      return dates;
    }
  }
}
