package org.sciml4j.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sciml4j.core.field.Axis;
import org.sciml4j.core.field.AxisKind;
import org.sciml4j.core.field.Field;
import org.sciml4j.core.tensor.DType;
import org.sciml4j.core.tensor.Tensor;

/** How much of a file a read touches, from the operating system's count for this process. */
class DiskTrafficTest {
  private static final Path COUNTERS = Path.of("/proc/self/io");

  @TempDir Path folder;

  private static long bytesRead() throws IOException {
    return Files.readAllLines(COUNTERS).stream()
        .filter(line -> line.startsWith("rchar:"))
        .mapToLong(line -> Long.parseLong(line.substring(6).strip()))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void a_small_region_of_a_large_file_costs_a_small_read() throws IOException {
    assumeTrue(Files.isReadable(COUNTERS), "no " + COUNTERS);
    Path path = folder.resolve("u.nc");
    try (FieldOutput out =
            FieldWriter.netcdf(path)
                .axis(Axis.numbered("time", AxisKind.TIME, 8))
                .axis(Axis.numbered("y", AxisKind.Y, 128))
                .axis(Axis.numbered("x", AxisKind.X, 2048))
                .unlimited("time")
                .variable("u", "1", DType.F64, "time", "y", "x")
                .open();
        Tensor values = Tensor.zeros(DType.F64, 8, 128, 2048)) {
      out.write("u", values).commit();
    }
    try (FieldFile file = FieldFile.open(path)) {
      Field part = file.field("u").slice("y", 100, 116).slice("x", 200, 216).slice("time", 0, 8);
      part.read().close();
      long before = bytesRead();
      part.read().close();
      long wanted = 8 * 16 * 16 * 8;
      assertThat(bytesRead() - before).isBetween(wanted, 20 * wanted);
      assertThat(Files.size(path)).isGreaterThan(500 * wanted);
    }
  }
}
