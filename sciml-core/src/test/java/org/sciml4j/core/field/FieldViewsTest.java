package org.sciml4j.core.field;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.sciml4j.core.InvalidInputException;
import org.sciml4j.core.tensor.DType;
import org.sciml4j.core.tensor.Tensor;

class FieldViewsTest {
  private static final int NT = 5;
  private static final int NY = 11;
  private static final int NX = 16;

  /** Its value at t, y, x is 10000 t + 100 y + x. */
  private static Field field() {
    Tensor values = Tensor.zeros(DType.F64, NT, NY, NX);
    for (int t = 0; t < NT; t++) {
      for (int y = 0; y < NY; y++) {
        for (int x = 0; x < NX; x++) {
          values.set(10000.0 * t + 100.0 * y + x, t, y, x);
        }
      }
    }
    return new Field() {
      @Override
      public String name() {
        return "u";
      }

      @Override
      public String units() {
        return "K";
      }

      @Override
      public DType dtype() {
        return DType.F64;
      }

      @Override
      public java.util.List<Axis> axes() {
        return java.util.List.of(
            Axis.uniform("t", AxisKind.TIME, "s", NT, 0, 0.5),
            Axis.uniform("y", AxisKind.Y, "degrees_north", NY, -50, 10),
            Axis.uniform("lon", AxisKind.X, "degrees_east", NX, 0, 22.5));
      }

      @Override
      public void read(Region region, Tensor into) {
        FieldViews.requireReadable(this, region, into);
        long[] o = region.origin();
        long[] n = region.shape();
        long position = 0;
        for (long t = 0; t < n[0]; t++) {
          for (long y = 0; y < n[1]; y++) {
            for (long x = 0; x < n[2]; x++) {
              into.setFlat(position++, values.get(o[0] + t, o[1] + y, o[2] + x));
            }
          }
        }
      }
    };
  }

  @Test
  void slices_count_negative_bounds_from_the_end() {
    Field part = field().slice("lon", -3, NX).slice("y", 2, -8).slice("t", 0, 5, 4);
    assertThat(part.shape()).containsExactly(2, 1, 3);
    assertThat(part.read().toDoubles()).containsExactly(213, 214, 215, 40213, 40214, 40215);
    assertThat(part.axes().get(0).coordinates()).containsExactly(0, 2);
    assertThat(part.name()).isEqualTo("u");
    assertThat(part.units()).isEqualTo("K");
    assertThat(part.dtype()).isEqualTo(DType.F64);
  }

  @Test
  void reads_a_box_of_a_strided_view() {
    Field part = field().slice("y", 1, NY, 3).slice("lon", 0, NX, 5);
    Tensor values = Tensor.zeros(DType.F32, 2, 2, 3);
    part.read(new Region(new long[] {3, 1, 1}, new long[] {2, 2, 3}), values);
    assertThat(values.toDoubles())
        .containsExactly(
            30405, 30410, 30415, 30705, 30710, 30715, 40405, 40410, 40415, 40705, 40710, 40715);
  }

  @Test
  void selects_by_index_and_by_coordinate() {
    Field row = field().select("t", -1).at("y", 14);
    assertThat(row.axes()).hasSize(1);
    assertThat(row.slice("lon", 0, 2).read().toDoubles()).containsExactly(40600, 40601);
    assertThat(field().select("lon", 3).shape()).containsExactly(NT, NY);
  }

  @Test
  void longitudes_a_turn_apart_are_the_same() {
    assertThat(field().select("t", 0).select("y", 0).at("lon", -45).read().getFlat(0))
        .isEqualTo(14);
    assertThat(field().select("t", 0).select("y", 0).at("lon", 359).read().getFlat(0)).isEqualTo(0);
  }

  @Test
  void refuses_places_off_the_field() {
    assertRefused(() -> field().slice("z", 0, 1), "'z'", "[t, y, lon]");
    assertRefused(() -> field().slice("y", 0, 12), "end", "12", "to 11");
    assertRefused(() -> field().slice("y", -12, 3), "start", "-12");
    assertRefused(() -> field().slice("y", 3, 3), "3:3", "empty");
    assertRefused(() -> field().slice("y", 0, 3, 0), "stride", "0");
    assertRefused(() -> field().select("t", 5), "index along 't'", "from -5 to 4");
    assertRefused(() -> field().select("t", -6), "-6");
    assertRefused(() -> field().at("y", 75), "75.0", "from -50.0 to 50.0 degrees_north");
    assertRefused(() -> field().at("y", Double.NaN), "NaN");
    assertRefused(
        () -> field().slice("t", 0, 2).read(Region.whole(3, NY, NX), Tensor.zeros(DType.F64, 1)),
        "region",
        "[2, 11, 16]");
    assertRefused(
        () -> field().select("t", 0).read(Region.whole(NY, NX), Tensor.zeros(DType.F64, 1)),
        "176 elements");
  }

  private static void assertRefused(Runnable action, String... parts) {
    assertThatThrownBy(action::run)
        .isInstanceOf(InvalidInputException.class)
        .message()
        .contains(parts)
        .doesNotContain("\n");
  }

  @Property
  void a_slice_of_a_slice_is_the_composed_slice(
      @ForAll @IntRange(max = 15) int from,
      @ForAll @IntRange(min = 1, max = 16) int size,
      @ForAll @IntRange(min = 1, max = 5) int stride,
      @ForAll @IntRange(max = 15) int innerFrom,
      @ForAll @IntRange(min = 1, max = 16) int innerSize,
      @ForAll @IntRange(min = 1, max = 5) int innerStride) {
    Field field = field();
    int to = Math.min(NX, from + size);
    Field outer = field.slice("lon", from, to, stride);
    int n = (int) outer.shape()[2];
    int start = innerFrom % n;
    int end = Math.min(n, start + innerSize);
    Field twice = outer.slice("lon", start, end, innerStride);
    Field once =
        field.slice(
            "lon",
            from + (long) start * stride,
            from + (long) (end - 1) * stride + 1,
            (long) stride * innerStride);
    assertThat(twice.axes()).isEqualTo(once.axes());
    assertThat(twice.read().toDoubles()).containsExactly(once.read().toDoubles());
    Field reference = field.slice("t", 1, NT, 3).slice("lon", from, to, stride);
    Field swapped = field.slice("lon", from, to, stride).slice("t", 1, NT, 3);
    assertThat(swapped.read().toDoubles()).containsExactly(reference.read().toDoubles());
  }
}
