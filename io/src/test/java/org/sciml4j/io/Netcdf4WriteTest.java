package org.sciml4j.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.sciml4j.core.field.Axis;
import org.sciml4j.core.field.AxisKind;
import org.sciml4j.core.field.Region;
import org.sciml4j.core.tensor.DType;
import org.sciml4j.core.tensor.Tensor;

class Netcdf4WriteTest {
  @TempDir Path folder;

  private final Axis x = Axis.uniform("x", AxisKind.X, "m", 50, 0, 0.5);

  @Test
  void the_probe_explains_itself() {
    Netcdf4Library.Status status = Netcdf4Library.probe();
    assertThat(status.detail()).isNotBlank().doesNotContain("\n");
    assertThat(status.available()).isEqualTo(status.detail().startsWith("libnetcdf"));
  }

  @ParameterizedTest
  @EnumSource(DType.class)
  void netcdf_java_reads_what_the_library_wrote(DType dtype) {
    assumeTrue(Netcdf4Library.probe().available(), Netcdf4Library.probe().detail());
    Path path = folder.resolve("u.nc");
    try (Tensor record = Tensor.zeros(dtype, 50);
        FieldOutput out =
            FieldWriter.netcdf(path)
                .format(FieldWriter.Format.NETCDF4)
                .axis(Axis.numbered("time", AxisKind.TIME, 0))
                .axis(x)
                .unlimited("time")
                .variable("u", "m s-1", dtype, "time", "x")
                .variable("w", "1", DType.F32, "x")
                .attribute("levels", List.of(1, 2))
                .attribute("u", "long_name", "Geschwindigkeit für x")
                .open()) {
      for (int step = 0; step < 3; step++) {
        for (int i = 0; i < 50; i++) {
          record.set(i == 4 ? Double.NaN : step + 0.125 * i, i);
        }
        out.append(10 * step).append("u", record);
      }
      out.write("w", Tensor.wrap(new double[50], 50));
      out.commit();
    }
    try (FieldFile file = FieldFile.open(path)) {
      FileField u = file.field("u");
      assertThat(u.dtype()).isEqualTo(dtype);
      assertThat(u.units()).isEqualTo("m s-1");
      assertThat(u.longName()).isEqualTo("Geschwindigkeit für x");
      assertThat(u.axes().get(0).coordinates()).containsExactly(0, 10, 20);
      assertThat(u.axes().get(1)).isEqualTo(x);
      Tensor last = Tensor.zeros(DType.F64, 1, 50);
      u.read(new Region(new long[] {2, 0}, new long[] {1, 50}), last);
      assertThat(last.get(0, 4)).isNaN();
      assertThat(last.get(0, 49)).isEqualTo(2 + 0.125 * 49);
      assertThat(file.attributes())
          .containsEntry("levels", List.of(1, 2))
          .containsEntry("Conventions", "CF-1.8");
    }
    assertThat(folder.toFile().list()).containsExactly("u.nc");
  }

  @Test
  void leaves_nothing_behind_without_commit() {
    assumeTrue(Netcdf4Library.probe().available(), Netcdf4Library.probe().detail());
    FieldWriter writer =
        FieldWriter.netcdf(folder.resolve("u.nc")).format(FieldWriter.Format.NETCDF4).axis(x);
    try (FieldOutput _ = writer.open()) {
      assertThat(folder.toFile().list()).hasSize(1);
    }
    assertThat(folder.toFile().list()).isEmpty();
    assertThatThrownBy(
            () ->
                FieldWriter.netcdf(folder.resolve("no/u.nc"))
                    .format(FieldWriter.Format.NETCDF4)
                    .axis(x)
                    .open())
        .hasMessageContaining("does not exist");
  }
}
