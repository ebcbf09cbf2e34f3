package org.sciml4j.io;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sciml4j.core.field.Region;
import org.sciml4j.core.tensor.DType;
import org.sciml4j.core.tensor.Tensor;
import ucar.ma2.DataType;

class PackingTest {
  private static final double NAN = Double.NaN;

  @TempDir Path folder;

  private ClassicFiles file(DataType type, Object values) {
    return new ClassicFiles()
        .dimension("x", java.lang.reflect.Array.getLength(values))
        .variable("u", type, "x", values);
  }

  private void assertReads(ClassicFiles contents, DType dtype, double... expected) {
    try (FieldFile file = FieldFile.open(contents.write(folder.resolve("u.nc")))) {
      FileField u = file.field("u");
      assertThat(u.dtype()).isEqualTo(dtype);
      try (Tensor values = u.read();
          Tensor doubles = Tensor.zeros(DType.F64, expected.length)) {
        assertThat(values.dtype()).isEqualTo(dtype);
        assertThat(values.toDoubles()).containsExactly(expected);
        u.read(Region.whole(expected.length), doubles);
        assertThat(doubles.toDoubles()).containsExactly(values.toDoubles());
      }
    }
  }

  @Test
  void keeps_the_type_of_floating_point_numbers() {
    assertReads(file(DataType.FLOAT, new float[] {1.5f, -2}), DType.F32, 1.5, -2);
    assertReads(file(DataType.DOUBLE, new double[] {0.1, -2}), DType.F64, 0.1, -2);
  }

  @Test
  void reads_integers_into_the_smaller_type_that_holds_them() {
    assertReads(file(DataType.BYTE, new byte[] {1, -128, 127}), DType.F32, 1, -128, 127);
    assertReads(file(DataType.SHORT, new short[] {300, -32768}), DType.F32, 300, -32768);
    assertReads(
        file(DataType.INT, new int[] {2147483647, -2147483648}),
        DType.F64,
        2147483647,
        -2147483648.0);
  }

  @Test
  void unpacks_into_the_type_of_the_scale() {
    short[] packed = {0, 100, -50};
    assertReads(
        file(DataType.SHORT, packed)
            .attribute("u", "scale_factor", 0.5f)
            .attribute("u", "add_offset", 10f),
        DType.F32,
        10,
        60,
        -15);
    assertReads(
        file(DataType.SHORT, packed)
            .attribute("u", "scale_factor", 0.01)
            .attribute("u", "add_offset", 273.15),
        DType.F64,
        0 * 0.01 + 273.15,
        100 * 0.01 + 273.15,
        -50 * 0.01 + 273.15);
  }

  @Test
  void takes_fill_and_missing_values_in_stored_units() {
    assertReads(
        file(DataType.SHORT, new short[] {-999, 100, -998, -997, 1})
            .attribute("u", "_FillValue", (short) -999)
            .attribute("u", "missing_value", new short[] {-998, -997})
            .attribute("u", "scale_factor", 2f),
        DType.F32,
        NAN,
        200,
        NAN,
        NAN,
        2);
    assertReads(
        file(DataType.FLOAT, new float[] {1e20f, 1, -1e34f})
            .attribute("u", "_FillValue", 1e20f)
            .attribute("u", "missing_value", -1e34f),
        DType.F32,
        NAN,
        1,
        NAN);
  }

  @Test
  void compares_a_missing_value_of_another_type_as_the_stored_type_rounds_it() {
    assertReads(
        file(DataType.FLOAT, new float[] {-9999.9f, 3}).attribute("u", "missing_value", -9999.9),
        DType.F32,
        NAN,
        3);
  }

  @Test
  void reads_what_nobody_wrote_as_missing() {
    assertReads(file(DataType.FLOAT, new float[] {9.96921e36f, 3}), DType.F32, NAN, 3);
    assertReads(file(DataType.DOUBLE, new double[] {9.969209968386869e36, 3}), DType.F64, NAN, 3);
    assertReads(file(DataType.INT, new int[] {-2147483647, 3}), DType.F64, NAN, 3);
    assertReads(file(DataType.BYTE, new byte[] {-127, 3}), DType.F32, -127, 3);
  }

  @Test
  void leaves_out_values_beyond_the_valid_range() {
    assertReads(
        file(DataType.FLOAT, new float[] {-1, 0, 5, 6})
            .attribute("u", "valid_range", new float[] {0, 5}),
        DType.F32,
        NAN,
        0,
        5,
        NAN);
    assertReads(
        file(DataType.DOUBLE, new double[] {-1, 0, 6}).attribute("u", "valid_min", 0.0),
        DType.F64,
        NAN,
        0,
        6);
    assertReads(
        file(DataType.DOUBLE, new double[] {-1, 0, 6}).attribute("u", "valid_max", 5.0),
        DType.F64,
        -1,
        0,
        NAN);
  }

  @Test
  void takes_a_valid_range_of_the_packed_type_as_packed_and_of_the_wider_as_unpacked() {
    short[] packed = {-1, 0, 100, 101};
    assertReads(
        file(DataType.SHORT, packed)
            .attribute("u", "scale_factor", 0.1f)
            .attribute("u", "valid_range", new short[] {0, 100}),
        DType.F32,
        NAN,
        0,
        10,
        NAN);
    assertReads(
        file(DataType.SHORT, packed)
            .attribute("u", "scale_factor", 0.1f)
            .attribute("u", "valid_range", new float[] {0, 10}),
        DType.F32,
        NAN,
        0,
        10,
        NAN);
  }

  @Test
  void a_negative_scale_makes_the_largest_physical_value_the_smallest_stored_one() {
    short[] packed = {-1, 0, 100, 101};
    assertReads(
        file(DataType.SHORT, packed)
            .attribute("u", "scale_factor", -0.5f)
            .attribute("u", "valid_min", -50f),
        DType.F32,
        0.5,
        0,
        -50,
        NAN);
    assertReads(
        file(DataType.SHORT, packed)
            .attribute("u", "scale_factor", -0.5f)
            .attribute("u", "valid_max", 0f),
        DType.F32,
        NAN,
        0,
        -50,
        -50.5);
    assertReads(
        file(DataType.SHORT, packed)
            .attribute("u", "scale_factor", -0.5f)
            .attribute("u", "valid_min", (short) 0),
        DType.F32,
        NAN,
        0,
        -50,
        -50.5);
    assertReads(
        file(DataType.SHORT, packed)
            .attribute("u", "scale_factor", -0.5f)
            .attribute("u", "valid_range", new float[] {-50, 0}),
        DType.F32,
        NAN,
        0,
        -50,
        NAN);
  }

  @Test
  void reads_unsigned_integers() {
    assertReads(
        file(DataType.BYTE, new byte[] {0, -1, -2, 127})
            .attribute("u", "_Unsigned", "true")
            .attribute("u", "_FillValue", (byte) -2)
            .attribute("u", "scale_factor", 2f),
        DType.F32,
        0,
        510,
        NAN,
        254);
  }
}
