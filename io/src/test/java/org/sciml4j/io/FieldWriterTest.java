package org.sciml4j.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sciml4j.core.InvalidInputException;
import org.sciml4j.core.field.Axis;
import org.sciml4j.core.field.AxisKind;
import org.sciml4j.core.field.Region;
import org.sciml4j.core.tensor.DType;
import org.sciml4j.core.tensor.Tensor;

class FieldWriterTest {
  @TempDir Path folder;

  private final Axis x = Axis.uniform("x", AxisKind.X, "m", 4, 0, 1);
  private final Axis y = Axis.uniform("y", AxisKind.Y, "m", 3, 0, 1);

  private FieldWriter writer() {
    return FieldWriter.netcdf(folder.resolve("u.nc"))
        .axis(y)
        .axis(x)
        .variable("u", "1", DType.F64, "y", "x");
  }

  private static void assertRefused(FieldWriter writer, String... parts) {
    assertThatThrownBy(
            () -> {
              try (FieldOutput out = writer.open()) {
                out.commit();
              }
            })
        .isInstanceOf(InvalidInputException.class)
        .message()
        .contains(parts)
        .doesNotContain("\n");
  }

  @Test
  void writes_boxes_in_any_order() {
    try (FieldOutput out = writer().open()) {
      for (int row = 2; row >= 0; row--) {
        for (int half = 0; half < 2; half++) {
          Tensor values = Tensor.of(new float[] {10 * row + 2 * half, 10 * row + 2 * half + 1}, 2);
          out.write("u", new Region(new long[] {row, 2 * half}, new long[] {1, 2}), values);
        }
      }
      out.commit();
    }
    try (FieldFile file = FieldFile.open(folder.resolve("u.nc"))) {
      assertThat(file.field("u").read().toDoubles())
          .containsExactly(0, 1, 2, 3, 10, 11, 12, 13, 20, 21, 22, 23);
    }
  }

  @Test
  void describes_itself_after_cf() {
    try (FieldOutput out =
        FieldWriter.netcdf(folder.resolve("cf.nc"))
            .axis(new Axis("time", AxisKind.TIME, "days since 2000-01-01", new double[] {0}))
            .axis(new Axis("plev", AxisKind.Z, "hPa", new double[] {500}))
            .axis(new Axis("lat", AxisKind.Y, "degrees_north", new double[] {1}))
            .axis(new Axis("lon", AxisKind.X, "degrees_east", new double[] {1}))
            .variable("T", "K", DType.F32, "time", "plev", "lat", "lon")
            .attribute("T", "long_name", "temperature")
            .attribute("time", "calendar", "noleap")
            .attribute("title", "a test")
            .attribute("history", "made by hand")
            .open()) {
      out.write("T", Tensor.of(new float[] {300}, 1, 1, 1, 1)).commit();
    }
    try (FieldFile file = FieldFile.open(folder.resolve("cf.nc"))) {
      assertThat(file.describe())
          .isEqualTo(
              """
              netcdf cf {
              dimensions:
              \ttime = 1 ;
              \tplev = 1 ;
              \tlat = 1 ;
              \tlon = 1 ;
              variables:
              \tdouble time(time) ;
              \t\ttime:units = "days since 2000-01-01" ;
              \t\ttime:axis = "T" ;
              \t\ttime:standard_name = "time" ;
              \t\ttime:calendar = "noleap" ;
              \tdouble plev(plev) ;
              \t\tplev:units = "hPa" ;
              \t\tplev:axis = "Z" ;
              \t\tplev:positive = "down" ;
              \t\tplev:standard_name = "air_pressure" ;
              \tdouble lat(lat) ;
              \t\tlat:units = "degrees_north" ;
              \t\tlat:axis = "Y" ;
              \t\tlat:standard_name = "latitude" ;
              \tdouble lon(lon) ;
              \t\tlon:units = "degrees_east" ;
              \t\tlon:axis = "X" ;
              \t\tlon:standard_name = "longitude" ;
              \tfloat T(time, plev, lat, lon) ;
              \t\tT:units = "K" ;
              \t\tT:_FillValue = NaNf ;
              \t\tT:long_name = "temperature" ;

              // global attributes:
              \t\t:Conventions = "CF-1.8" ;
              \t\t:title = "a test" ;
              \t\t:history = "made by hand" ;
              }
              """);
    }
  }

  @Test
  void keeps_an_existing_file_unless_told_otherwise() throws IOException {
    Path path = Files.writeString(folder.resolve("u.nc"), "precious");
    assertRefused(writer(), "exists", "overwritten");
    assertThat(path).hasContent("precious");
    try (FieldOutput out = writer().overwrite(true).open()) {
      out.write("u", Tensor.wrap(new double[12], 3, 4));
      assertThat(path).hasContent("precious");
      out.commit();
    }
    try (FieldFile file = FieldFile.open(path)) {
      assertThat(file.fieldNames()).containsExactly("u");
    }
  }

  @Test
  void does_not_replace_a_file_that_appeared_meanwhile() throws IOException {
    try (FieldOutput out = writer().open()) {
      out.write("u", Tensor.wrap(new double[12], 3, 4));
      Files.writeString(folder.resolve("u.nc"), "precious");
      assertThatThrownBy(out::commit).hasMessageContaining("exists");
    }
    assertThat(folder.toFile().list()).containsExactly("u.nc");
    assertThat(folder.resolve("u.nc")).hasContent("precious");
  }

  @Test
  void refuses_folders_that_cannot_be_written() throws IOException {
    assertRefused(FieldWriter.netcdf(folder.resolve("no/u.nc")).axis(x), "does not exist");
    Files.writeString(folder.resolve("file"), "");
    assertRefused(FieldWriter.netcdf(folder.resolve("file/u.nc")).axis(x), "is a file");
    assertRefused(FieldWriter.netcdf(folder).axis(x), "directory");
  }

  @Test
  void refuses_inconsistent_descriptions() {
    assertRefused(writer().variable("v", "1", DType.F64, "y", "z"), "'z'", "[y, x]");
    assertRefused(writer().variable("u", "1", DType.F64, "y"), "'u'", "used twice");
    assertRefused(writer().variable("a/b", "1", DType.F64, "y"), "a/b", "slashes");
    assertRefused(writer().unlimited("x"), "unlimited axis 'x'", "name it first");
    assertRefused(writer().unlimited("t"), "'t'");
    assertRefused(writer().attribute("w", "long_name", "w"), "'w' has no variable");
    assertRefused(writer().axis(Axis.numbered("t", AxisKind.TIME, 0)), "without points");
    assertThatThrownBy(() -> writer().attribute("a", new Object()))
        .isInstanceOf(InvalidInputException.class);
  }

  @Test
  void refuses_values_that_do_not_fit_and_files_that_are_not_full() {
    try (FieldOutput out = writer().open()) {
      assertThatThrownBy(() -> out.write("u", Tensor.wrap(new double[12], 4, 3)))
          .hasMessageContaining("[3, 4]");
      assertThatThrownBy(() -> out.write("v", Tensor.wrap(new double[12], 3, 4)))
          .hasMessageContaining("'v'");
      assertThatThrownBy(() -> out.append("u", Tensor.wrap(new double[4], 4)))
          .hasMessageContaining("fixed size");
      assertThatThrownBy(() -> out.append(1)).hasMessageContaining("unlimited");
      assertThatThrownBy(
              () ->
                  out.write(
                      "u",
                      new Region(new long[] {2, 0}, new long[] {2, 4}),
                      Tensor.wrap(new double[8], 8)))
          .hasMessageContaining("box inside");
      assertThatThrownBy(out::commit).hasMessageContaining("0 values").hasMessageContaining("12");
    }
    assertThat(folder.toFile().list()).isEmpty();
  }

  @Test
  void refuses_records_that_do_not_match_the_unlimited_axis() {
    try (FieldOutput out =
        FieldWriter.netcdf(folder.resolve("r.nc"))
            .axis(Axis.numbered("time", AxisKind.TIME, 2))
            .axis(x)
            .unlimited("time")
            .variable("u", "1", DType.F32, "time", "x")
            .open()) {
      out.append("u", Tensor.wrap(new float[4], 4));
      assertThatThrownBy(out::commit)
          .hasMessageContaining("'u'")
          .hasMessageContaining("1 records")
          .hasMessageContaining("2 records");
    }
  }

  @Test
  void pads_records_of_several_variables_but_not_of_one() {
    for (int variables = 1; variables <= 2; variables++) {
      FieldWriter writer =
          FieldWriter.netcdf(folder.resolve(variables + ".nc"))
              .axis(Axis.numbered("time", AxisKind.TIME, 3))
              .axis(Axis.numbered("n", AxisKind.OTHER, 3))
              .unlimited("time");
      for (int v = 0; v < variables; v++) {
        writer.variable("v" + v, "1", DType.F32, "time", "n");
      }
      try (FieldOutput out = writer.open()) {
        for (int v = 0; v < variables; v++) {
          Tensor values = Tensor.zeros(DType.F32, 3, 3);
          for (int i = 0; i < 9; i++) {
            values.setFlat(i, 10 * v + i);
          }
          out.write("v" + v, values);
        }
        out.commit();
      }
      try (FieldFile file = FieldFile.open(folder.resolve(variables + ".nc"))) {
        assertThat(file.field("v" + (variables - 1)).select("n", 2).read().toDoubles())
            .containsExactly(10 * variables - 8, 10 * variables - 5, 10 * variables - 2);
      }
    }
  }

  @Test
  void refuses_what_netcdf3_cannot_hold() {
    assertRefused(
        FieldWriter.netcdf(folder.resolve("big.nc"))
            .axis(Axis.numbered("a", AxisKind.OTHER, 70_000))
            .axis(Axis.numbered("b", AxisKind.OTHER, 70_000))
            .variable("u", "1", DType.F64, "a", "b")
            .variable("v", "1", DType.F64, "a"),
        "variable 'u'",
        "39200000000 bytes",
        "unlimited",
        "NetCDF-4");
    assertThat(folder.toFile().list()).isEmpty();
  }

  @Tag("long")
  @Test
  void streams_files_over_two_gigabytes() {
    int n = 1 << 20;
    int records = 300;
    Path path = folder.resolve("large.nc");
    try (FieldOutput out =
            FieldWriter.netcdf(path)
                .axis(Axis.numbered("time", AxisKind.TIME, 0))
                .axis(Axis.numbered("n", AxisKind.OTHER, n))
                .unlimited("time")
                .variable("u", "1", DType.F64, "time", "n")
                .open();
        Tensor record = Tensor.zeros(DType.F64, n)) {
      for (int i = 0; i < records; i++) {
        out.append(i).append("u", record.fill(i));
      }
      out.commit();
    }
    assertThat(path.toFile().length()).isGreaterThan(8L * n * records);
    try (FieldFile file = FieldFile.open(path)) {
      assertThat(file.field("u").select("time", -1).slice("n", -2, n).read().toDoubles())
          .containsExactly(299, 299);
      assertThat(file.field("u").at("time", 257).slice("n", 0, 1).read().toDoubles())
          .containsExactly(257);
    }
  }
}
