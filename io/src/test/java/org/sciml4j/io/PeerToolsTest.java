package org.sciml4j.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.sciml4j.core.field.Axis;
import org.sciml4j.core.field.AxisKind;
import org.sciml4j.core.tensor.DType;
import org.sciml4j.core.tensor.Tensor;

/** What other programs make of our files, and we of theirs, where they are installed. */
class PeerToolsTest {
  private static final Path FERRET_DATA = Path.of("/usr/share/ferret-vis/data");
  private static final List<String> PYTHONS = List.of("/usr/bin/python3", "python3");

  @TempDir Path folder;

  private record Ran(int status, String output) {}

  private static Ran run(List<String> command) {
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      process.getOutputStream().close();
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return new Ran(process.waitFor(), output);
    } catch (IOException absent) {
      return new Ran(-1, absent.getMessage());
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(interrupted);
    }
  }

  private static String python(String modules, String program) {
    for (String python : PYTHONS) {
      if (run(List.of(python, "-c", "import " + modules)).status() == 0) {
        Ran ran = run(List.of(python, "-c", program));
        assertThat(ran.status()).as(ran.output()).isZero();
        return ran.output();
      }
    }
    assumeTrue(false, "no Python with " + modules);
    return "";
  }

  private Path sample(FieldWriter.Format format) {
    assumeTrue(
        format == FieldWriter.Format.NETCDF3_64BIT || Netcdf4Library.probe().available(),
        Netcdf4Library.probe().detail());
    Path path = folder.resolve("sample.nc");
    try (FieldOutput out =
            FieldWriter.netcdf(path)
                .format(format)
                .axis(
                    new Axis("time", AxisKind.TIME, "hours since 2001-02-28", new double[] {0, 36}))
                .axis(new Axis("lat", AxisKind.Y, "degrees_north", new double[] {-10, 0, 10}))
                .axis(new Axis("lon", AxisKind.X, "degrees_east", new double[] {0, 90, 180, 270}))
                .attribute("time", "calendar", "noleap")
                .unlimited("time")
                .variable("T", "K", DType.F32, "time", "lat", "lon")
                .variable("q", "1", DType.F64, "lat", "lon")
                .attribute("title", "a sample")
                .attribute("numbers", List.of(1.5, 2.5))
                .open();
        Tensor record = Tensor.zeros(DType.F32, 3, 4)) {
      for (int t = 0; t < 2; t++) {
        for (int i = 0; i < 12; i++) {
          record.setFlat(i, i == 5 ? Double.NaN : 100 * t + i);
        }
        out.append("T", record);
      }
      out.write("q", Tensor.wrap(new double[] {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11}, 3, 4));
      out.commit();
    }
    return path;
  }

  @ParameterizedTest
  @EnumSource(FieldWriter.Format.class)
  void ncdump_prints_the_header_that_we_print(FieldWriter.Format format) {
    Path path = sample(format);
    Ran ncdump = run(List.of("ncdump", "-h", path.toString()));
    assumeTrue(ncdump.status() >= 0, "no ncdump");
    try (FieldFile file = FieldFile.open(path)) {
      if (format == FieldWriter.Format.NETCDF3_64BIT) {
        assertThat(file.describe()).isEqualTo(ncdump.output());
      } else {
        assertThat(file.describe().lines())
            .as("NetCDF-Java has its own order of variables in NetCDF-4")
            .containsExactlyInAnyOrderElementsOf(ncdump.output().lines().toList());
      }
    }
  }

  @ParameterizedTest
  @EnumSource(FieldWriter.Format.class)
  void xarray_finds_coordinates_dates_and_missing_values(FieldWriter.Format format) {
    String output =
        python(
            "xarray, cftime, netCDF4",
            """
            import xarray
            d = xarray.open_dataset(r'%s')
            print(d.T.dims, d.T.dtype, d.T.units, d.title, list(d.numbers))
            print(d.time.values[1], d.time.dtype, list(d.lat.values), d.lon.standard_name)
            print(int(d.T.isnull().sum()), float(d.T.sel(lat=10, lon=270).isel(time=1)))
            print(sorted(d.coords), float(d.q[2, 3]))
            """
                .formatted(sample(format)));
    assertThat(output)
        .isEqualTo(
            """
            ('time', 'lat', 'lon') float32 K a sample [1.5, 2.5]
            2001-03-01 12:00:00 object [-10.0, 0.0, 10.0] longitude
            2 111.0
            ['lat', 'lon', 'time'] 11.0
            """);
  }

  @Test
  void numpy_reads_our_archives_and_we_read_its() {
    Path stored = folder.resolve("stored.npz");
    Path deflated = folder.resolve("deflated.npz");
    Path theirs = folder.resolve("theirs.npz");
    Map<String, Tensor> arrays =
        Map.of(
            "conv1/weight", Tensor.of(new float[] {1, 2, 3, 4, 5, 6}, 2, 3),
            "Größe", Tensor.of(new double[] {0.5}));
    Npz.write(stored, arrays);
    Npz.writeCompressed(deflated, arrays);
    String output =
        python(
            "numpy",
            """
            import numpy
            for p in r'%s', r'%s':
                a = numpy.load(p)
                w = a['conv1/weight']
                print(len(a.files), w.dtype, w.shape, w.sum(), a['Gr\u00f6\u00dfe'].dtype, a['Gr\u00f6\u00dfe'])
            numpy.savez_compressed(r'%s', w=w.T, n=numpy.arange(5), b=w > 3)
            """
                .formatted(stored, deflated, theirs));
    assertThat(output.lines()).hasSize(2).containsOnly("2 float32 (2, 3) 21.0 float64 0.5");
    Map<String, Tensor> read = Npz.read(theirs);
    assertThat(read).containsOnlyKeys("w", "n", "b");
    assertThat(read.get("w").shape()).containsExactly(3, 2);
    assertThat(read.get("w").toDoubles()).containsExactly(1, 4, 2, 5, 3, 6);
    assertThat(read.get("n").toDoubles()).containsExactly(0, 1, 2, 3, 4);
    assertThat(read.get("b").toDoubles()).containsExactly(0, 0, 0, 1, 1, 1);
  }

  @Test
  void numpy_reads_our_arrays_and_we_read_its() {
    Path ours = folder.resolve("ours.npy");
    Path theirs = folder.resolve("theirs.npy");
    Npy.write(ours, Tensor.of(new float[] {1, 2, 3, 4, 5, 6}, 2, 3));
    String output =
        python(
            "numpy",
            """
            import numpy
            a = numpy.load(r'%s')
            print(a.dtype, a.shape, a.sum())
            numpy.save(r'%s', numpy.asfortranarray(a.astype('>f8')))
            """
                .formatted(ours, theirs));
    assertThat(output.strip()).isEqualTo("float32 (2, 3) 21.0");
    assertThat(Npy.read(theirs).toDoubles()).containsExactly(1, 2, 3, 4, 5, 6);
  }

  @Test
  void reads_every_variable_of_the_ferret_datasets() throws IOException {
    assumeTrue(Files.isDirectory(FERRET_DATA), "no ferret-datasets");
    List<Path> files;
    try (Stream<Path> all = Files.list(FERRET_DATA)) {
      files = all.filter(f -> f.toString().matches(".*\\.(cdf|nc)")).sorted().toList();
    }
    assertThat(files).isNotEmpty();
    for (Path path : files) {
      try (FieldFile file = FieldFile.open(path)) {
        Ran ncdump = run(List.of("ncdump", "-h", path.toString()));
        if (ncdump.status() == 0) {
          assertThat(file.describe()).isEqualTo(ncdump.output());
        }
        assertThat(file.fieldNames()).isNotEmpty();
        for (String name : file.fieldNames()) {
          FileField field = file.field(name);
          try (Tensor values = field.slice(field.axes().getLast().name(), 0, 40, 7).read()) {
            for (long i = 0; i < values.count(); i++) {
              double value = values.getFlat(i);
              assertThat(Double.isNaN(value) || Math.abs(value) < 1e9).isTrue();
            }
          }
          if (field.timeAxis() >= 0) {
            assertThat(field.times()).hasSize(field.axes().get(field.timeAxis()).size());
          }
        }
      }
    }
  }

  @Test
  void a_missing_program_is_noticed() {
    assertThat(run(List.of(new File("no-such-program").getPath())).status()).isNegative();
  }
}
