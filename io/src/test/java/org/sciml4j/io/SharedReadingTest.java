package org.sciml4j.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sciml4j.core.InvalidInputException;
import org.sciml4j.core.field.Axis;
import org.sciml4j.core.field.AxisKind;
import org.sciml4j.core.field.Region;
import org.sciml4j.core.tensor.DType;
import org.sciml4j.core.tensor.Tensor;

class SharedReadingTest {
  private static final int RECORDS = 40;
  private static final int POINTS = 5000;

  @TempDir Path folder;

  private Path write(FieldWriter.Format format) {
    Path path = folder.resolve(format + ".nc");
    try (FieldOutput out =
            FieldWriter.netcdf(path)
                .format(format)
                .axis(Axis.numbered("time", AxisKind.TIME, RECORDS))
                .axis(Axis.numbered("n", AxisKind.OTHER, POINTS))
                .unlimited("time")
                .variable("u", "1", DType.F64, "time", "n")
                .variable("v", "1", DType.F32, "time", "n")
                .open();
        Tensor record = Tensor.zeros(DType.F64, POINTS)) {
      for (int t = 0; t < RECORDS; t++) {
        for (int i = 0; i < POINTS; i++) {
          record.set(value(t, i), i);
        }
        out.append("u", record).append("v", record);
      }
      out.commit();
    }
    return path;
  }

  private static double value(int t, int i) {
    return 8192.0 * t + i;
  }

  private static void readEverywhere(FieldFile file) throws Exception {
    FileField u = file.field("u");
    FileField v = file.field("v");
    List<Callable<Void>> jobs = new ArrayList<>();
    for (int job = 0; job < 200; job++) {
      int t = job * 7 % RECORDS;
      int from = job * 131 % (POINTS - 100);
      jobs.add(
          () -> {
            try (Tensor values = Tensor.zeros(DType.F64, 1, 100)) {
              for (FileField field : List.of(u, v)) {
                field.read(new Region(new long[] {t, from}, new long[] {1, 100}), values);
                for (int i = 0; i < 100; i++) {
                  assertThat(values.get(0, i)).isEqualTo(value(t, from + i));
                }
              }
            }
            return null;
          });
    }
    try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
      for (Future<Void> done : threads.invokeAll(jobs)) {
        done.get();
      }
    }
  }

  @Test
  void many_threads_read_one_netcdf3_file() throws Exception {
    try (FieldFile file = FieldFile.open(write(FieldWriter.Format.NETCDF3_64BIT))) {
      readEverywhere(file);
    }
  }

  @Test
  void many_threads_read_one_netcdf4_file() throws Exception {
    org.junit.jupiter.api.Assumptions.assumeTrue(Netcdf4Library.probe().available());
    try (FieldFile file = FieldFile.open(write(FieldWriter.Format.NETCDF4))) {
      readEverywhere(file);
    }
  }

  @Test
  void an_interrupted_read_leaves_the_file_readable() {
    try (FieldFile file = FieldFile.open(write(FieldWriter.Format.NETCDF3_64BIT))) {
      FileField u = file.field("u");
      Thread.currentThread().interrupt();
      assertThatThrownBy(u::read).isInstanceOf(InvalidInputException.class);
      assertThat(Thread.interrupted()).isTrue();
      try (Tensor values = u.read()) {
        assertThat(values.get(39, 17)).isEqualTo(value(39, 17));
      }
    }
  }

  @Test
  void a_closed_file_says_so() {
    FieldFile file = FieldFile.open(write(FieldWriter.Format.NETCDF3_64BIT));
    FileField u = file.field("u");
    file.close();
    assertThatThrownBy(u::read)
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("closed");
  }
}
