package org.sciml4j.io;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.sciml4j.core.field.Axis;
import org.sciml4j.core.field.AxisKind;
import org.sciml4j.core.field.Field;
import org.sciml4j.core.field.Region;
import org.sciml4j.core.tensor.DType;
import org.sciml4j.core.tensor.Tensor;

class FieldRoundTripTest {
  @TempDir Path folder;

  private final Axis time =
      Axis.uniform("time", AxisKind.TIME, "days since 2000-01-01", 4, 10, 0.5);
  private final Axis y = Axis.uniform("y", AxisKind.Y, "m", 5, -2, 1);
  private final Axis x = Axis.uniform("x", AxisKind.X, "m", 7, 0, 0.25);

  private static Tensor ramp(DType dtype, long... shape) {
    Tensor values = Tensor.zeros(dtype, shape);
    for (long i = 0; i < values.count(); i++) {
      values.setFlat(i, i % 11 == 3 ? Double.NaN : Math.sin(i));
    }
    return values;
  }

  @ParameterizedTest
  @EnumSource(DType.class)
  void returns_what_was_written(DType dtype) {
    Path path = folder.resolve("u.nc");
    Tensor values = ramp(dtype, 4, 5, 7);
    try (FieldOutput out =
        FieldWriter.netcdf(path)
            .axis(time)
            .axis(y)
            .axis(x)
            .variable("u", "m s-1", dtype, "time", "y", "x")
            .attribute("u", "long_name", "speed")
            .open()) {
      out.write("u", values).commit();
    }
    try (FieldFile file = FieldFile.open(path)) {
      FileField u = file.field("u");
      assertThat(file.fieldNames()).containsExactly("u");
      assertThat(u.units()).isEqualTo("m s-1");
      assertThat(u.longName()).isEqualTo("speed");
      assertThat(u.dtype()).isEqualTo(dtype);
      assertThat(u.axes()).containsExactly(time, y, x);
      assertThat(u.read().toDoubles()).containsExactly(values.toDoubles());
      Field part = u.slice("x", 1, 6, 2).select("y", -1).slice("time", 1, 4);
      Tensor read = part.read();
      assertThat(read.shape()).containsExactly(3, 3);
      for (int t = 0; t < 3; t++) {
        for (int i = 0; i < 3; i++) {
          assertThat(read.get(t, i)).isEqualTo(values.get(t + 1, 4, 1 + 2 * i));
        }
      }
    }
  }

  @Test
  void appends_records_along_the_unlimited_axis() {
    Path path = folder.resolve("run.nc");
    try (FieldOutput out =
        FieldWriter.netcdf(path)
            .axis(Axis.numbered("time", AxisKind.TIME, 0))
            .axis(x)
            .unlimited("time")
            .variable("u", "1", DType.F32, "time", "x")
            .variable("v", "1", DType.F64, "time", "x")
            .open()) {
      for (int step = 0; step < 3; step++) {
        out.append(0.1 * step);
        out.append("u", ramp(DType.F32, 7).fill(step));
        out.append("v", ramp(DType.F64, 7).fill(-step));
      }
      assertThat(path).doesNotExist();
      out.commit();
    }
    assertThat(folder.toFile().list()).containsExactly("run.nc");
    try (FieldFile file = FieldFile.open(path)) {
      Tensor last = Tensor.zeros(DType.F64, 1, 7);
      file.field("v").read(new Region(new long[] {2, 0}, new long[] {1, 7}), last);
      assertThat(last.toDoubles()).containsOnly(-2);
      assertThat(file.field("u").axes().getFirst().coordinates()).containsExactly(0, 0.1, 0.2);
    }
  }

  @Test
  void leaves_nothing_behind_without_commit() {
    try (FieldOutput out =
        FieldWriter.netcdf(folder.resolve("gone.nc"))
            .axis(x)
            .variable("u", "1", DType.F64, "x")
            .open()) {
      out.write("u", ramp(DType.F64, 7));
    }
    assertThat(folder.toFile().list()).isEmpty();
  }

  @Test
  void copies_the_axes_of_a_field_with_their_calendar() {
    try (FieldOutput out =
        FieldWriter.netcdf(folder.resolve("a.nc"))
            .axis(time)
            .calendar("360_day")
            .variable("u", "1", DType.F64, "time")
            .open()) {
      out.write("u", ramp(DType.F64, 4)).commit();
    }
    try (FieldFile file = FieldFile.open(folder.resolve("a.nc"));
        FieldOutput out =
            FieldWriter.netcdf(folder.resolve("b.nc"))
                .axesOf(file.field("u").slice("time", 1, 4))
                .variable("v", "1", DType.F64, "time")
                .open()) {
      out.write("v", ramp(DType.F64, 3)).commit();
    }
    try (FieldFile file = FieldFile.open(folder.resolve("b.nc"))) {
      assertThat(file.field("v").calendar()).isEqualTo("360_day");
      assertThat(file.field("v").axes()).containsExactly(time.slice(1, 3, 1));
    }
  }
}
