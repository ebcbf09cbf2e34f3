package org.sciml4j.io;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.sciml4j.core.field.Axis;
import org.sciml4j.core.field.AxisKind;
import org.sciml4j.core.field.Field;
import org.sciml4j.core.field.Region;
import org.sciml4j.core.tensor.DType;
import org.sciml4j.core.tensor.Tensor;

/** Any box, from disk or from memory, holds the numbers written there. */
class RegionReadTest {
  private static final int[] SHAPE = {4, 7, 9, 6};

  private static Path path;
  private static FieldFile file;
  private static FieldFile chunked;
  private static FileField chunkedField;

  @BeforeContainer
  static void write() throws IOException {
    path = Files.createTempFile("boxes", ".nc");
    FieldWriter writer = FieldWriter.netcdf(path).overwrite(true).unlimited("a0");
    for (int axis = 0; axis < SHAPE.length; axis++) {
      writer.axis(Axis.numbered("a" + axis, AxisKind.OTHER, SHAPE[axis]));
    }
    try (FieldOutput out =
        writer
            .variable("u", "1", DType.F64, "a0", "a1", "a2", "a3")
            .variable("v", "1", DType.F32, "a0", "a2")
            .variable("w", "1", DType.F32, "a1", "a2", "a3")
            .open()) {
      out.write("u", numbers(4, 7, 9, 6)).write("v", numbers(4, 9)).write("w", numbers(7, 9, 6));
      out.commit();
    }
    file = FieldFile.open(path);
  }

  @BeforeContainer
  static void openChunked() throws URISyntaxException {
    chunked = FieldFile.open(Path.of(RegionReadTest.class.getResource("chunked.nc").toURI()));
    chunkedField = chunked.field("u");
  }

  @AfterContainer
  static void remove() throws IOException {
    file.close();
    chunked.close();
    Files.delete(path);
  }

  private static Tensor numbers(long... shape) {
    Tensor values = Tensor.zeros(DType.F64, shape);
    for (long i = 0; i < values.count(); i++) {
      values.setFlat(i, i);
    }
    return values;
  }

  @Property(tries = 400)
  void a_box_of_a_file_is_the_box_of_its_values(
      @ForAll @IntRange(max = 3) int o0,
      @ForAll @IntRange(max = 6) int o1,
      @ForAll @IntRange(max = 8) int o2,
      @ForAll @IntRange(max = 5) int o3,
      @ForAll @IntRange(min = 1, max = 4) int c0,
      @ForAll @IntRange(min = 1, max = 7) int c1,
      @ForAll @IntRange(min = 1, max = 9) int c2,
      @ForAll @IntRange(min = 1, max = 6) int c3) {
    assertBox(file.field("u"), new int[] {o0, o1, o2, o3}, new int[] {c0, c1, c2, c3});
    assertBox(file.field("v"), new int[] {o0, o2}, new int[] {c0, c2});
    assertBox(file.field("w"), new int[] {o1, o2, o3}, new int[] {c1, c2, c3});
  }

  /** The file is {@code chunked.cdl} beside it, made by {@code ncgen -k nc4}. */
  @Property(tries = 400)
  void a_box_of_compressed_chunks_is_the_box_of_their_values(
      @ForAll @IntRange(max = 6) int o0,
      @ForAll @IntRange(max = 9) int o1,
      @ForAll @IntRange(max = 11) int o2,
      @ForAll @IntRange(min = 1, max = 7) int c0,
      @ForAll @IntRange(min = 1, max = 10) int c1,
      @ForAll @IntRange(min = 1, max = 12) int c2) {
    assertBox(chunkedField, new int[] {o0, o1, o2}, new int[] {c0, c1, c2});
    assertBox(chunkedField, new int[] {o0, 0, 0}, new int[] {c0, 10, 12});
  }

  private static void assertBox(Field field, int[] origin, int[] size) {
    long[] shape = field.shape();
    long[] from = new long[shape.length];
    long[] count = new long[shape.length];
    for (int axis = 0; axis < shape.length; axis++) {
      from[axis] = origin[axis];
      count[axis] = Math.min(size[axis], shape[axis] - origin[axis]);
    }
    try (Tensor values = Tensor.zeros(DType.F64, count)) {
      field.read(new Region(from, count), values);
      for (long i = 0; i < values.count(); i++) {
        long rest = i;
        long expected = 0;
        long stride = 1;
        for (int axis = shape.length - 1; axis >= 0; axis--) {
          expected += (from[axis] + rest % count[axis]) * stride;
          rest /= count[axis];
          stride *= shape[axis];
        }
        assertThat(values.getFlat(i)).isEqualTo(expected);
      }
    }
  }
}
