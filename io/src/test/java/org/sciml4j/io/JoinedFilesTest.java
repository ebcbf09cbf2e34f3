package org.sciml4j.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sciml4j.core.InvalidInputException;
import org.sciml4j.core.tensor.Tensor;
import ucar.ma2.DataType;

class JoinedFilesTest {
  @TempDir Path folder;

  private void part(String name, String units, double[] time, double[] x) {
    double[][] u = new double[time.length][x.length];
    for (int t = 0; t < time.length; t++) {
      for (int i = 0; i < x.length; i++) {
        u[t][i] = 100 * time[t] + i;
      }
    }
    new ClassicFiles()
        .dimension("time", 0)
        .dimension("x", x.length)
        .variable("time", DataType.DOUBLE, "time", time)
        .attribute("time", "units", units)
        .variable("x", DataType.DOUBLE, "x", x)
        .variable("u", DataType.DOUBLE, "time x", u)
        .variable("mask", DataType.INT, "x", new int[x.length])
        .write(folder.resolve(name));
  }

  private FieldFile open(String glob) {
    return FieldFile.openAll(folder + "/" + glob, "time");
  }

  @Test
  void joins_files_in_the_order_of_their_times() {
    double[] x = {0, 1, 2};
    part("a.nc", "days since 2000-01-01", new double[] {4, 5}, x);
    part("b.nc", "days since 2000-01-01", new double[] {0, 1, 2}, x);
    part("c.nc", "days since 2000-01-01", new double[] {6}, x);
    try (FieldFile file = open("*.nc")) {
      FileField u = file.field("u");
      assertThat(u.axes().getFirst().coordinates()).containsExactly(0, 1, 2, 4, 5, 6);
      try (Tensor values = u.read()) {
        assertThat(values.shape()).containsExactly(6, 3);
        for (int t = 0; t < 6; t++) {
          assertThat(values.get(t, 2)).isEqualTo(100 * u.axes().getFirst().coordinates()[t] + 2);
        }
      }
      assertThat(u.slice("time", 1, 5, 3).select("x", 0).read().toDoubles())
          .containsExactly(100, 500);
      assertThat(file.field("mask").shape()).containsExactly(3);
      assertThat(file.describe()).contains("3 files joined along time", "(6 currently)");
    }
  }

  @Test
  void converts_times_to_the_reference_date_of_the_first_file() {
    double[] x = {0, 1};
    part("y2000.nc", "days since 2000-01-01", new double[] {364, 365}, x);
    part("y2001.nc", "hours since 2001-01-01", new double[] {0, 24}, x);
    try (FieldFile file = open("y*.nc")) {
      FileField u = file.field("u");
      assertThat(u.axes().getFirst().coordinates()).containsExactly(364, 365, 366, 367);
      assertThat(u.times().getLast()).hasToString("2001-01-02T00:00:00Z");
    }
  }

  @Test
  void counts_on_where_the_axis_has_no_coordinates() {
    for (int i : new int[] {10, 9}) {
      new ClassicFiles()
          .dimension("time", 2)
          .variable("u", DataType.DOUBLE, "time", new double[] {i, i + 0.5})
          .write(folder.resolve("run_" + i + ".nc"));
    }
    try (FieldFile file = open("run_*.nc")) {
      assertThat(file.field("u").read().toDoubles()).containsExactly(9, 9.5, 10, 10.5);
      assertThat(file.field("u").axes().getFirst().coordinates()).containsExactly(0, 1, 2, 3);
    }
  }

  @Test
  void joins_along_an_inner_axis() {
    for (int i = 0; i < 3; i++) {
      new ClassicFiles()
          .dimension("y", 2)
          .dimension("x", 2)
          .variable("x", DataType.DOUBLE, "x", new double[] {2 * i, 2 * i + 1})
          .variable(
              "u",
              DataType.DOUBLE,
              "y x",
              new double[][] {{2 * i, 2 * i + 1}, {2 * i + 10, 2 * i + 11}})
          .write(folder.resolve("tile" + i + ".nc"));
    }
    try (FieldFile file = FieldFile.openAll(folder + "/tile?.nc", "x")) {
      assertThat(file.field("u").read().toDoubles())
          .containsExactly(0, 1, 2, 3, 4, 5, 10, 11, 12, 13, 14, 15);
    }
  }

  @Test
  void refuses_overlap_other_grids_and_empty_patterns() {
    part("a.nc", "s", new double[] {0, 1}, new double[] {0, 1});
    part("b.nc", "s", new double[] {1, 2}, new double[] {0, 1});
    assertRefused("*.nc", "starts at 1.0, before the end 1.0 of", "a.nc");
    part("b.nc", "s", new double[] {2, 3}, new double[] {0, 2});
    assertRefused("*.nc", "axis 'x'", "at other coordinates");
    part("b.nc", "s", new double[] {2, 3}, new double[] {0, 1, 2});
    assertRefused("*.nc", "axis 'x'", "of 3 points");
    part("b.nc", "km", new double[] {2, 3}, new double[] {0, 1});
    assertRefused("*.nc", "in 'km', expected 's'");
    assertRefused("*.nothing", "matches no file");
    assertThatThrownBy(() -> FieldFile.openAll(folder + "/*.nc", "tim"))
        .hasMessageContaining("did you mean 'time'");
  }

  private void assertRefused(String glob, String... parts) {
    assertThatThrownBy(() -> open(glob))
        .isInstanceOf(InvalidInputException.class)
        .message()
        .contains(parts)
        .doesNotContain("\n");
  }

  @Test
  void says_what_is_wrong_with_a_pattern() throws IOException {
    assertRefused("[ab.nc", "pattern", "[ab.nc", "malformed");
    part("a.nc", "s", new double[] {0, 1}, new double[] {0, 1});
    Path circle = Files.createSymbolicLink(folder.resolve("circle"), folder);
    assertRefused("**.nc", "pattern", circle.toString());
  }

  @Test
  void compares_names_by_the_numbers_in_them() {
    assertThat(FileGlob.compareNaturally("run_9.nc", "run_10.nc")).isNegative();
    assertThat(FileGlob.compareNaturally("run_09.nc", "run_9.nc")).isNotZero();
    assertThat(FileGlob.compareNaturally("b1", "a2")).isPositive();
    assertThat(FileGlob.compareNaturally("a", "a1")).isNegative();
  }
}
