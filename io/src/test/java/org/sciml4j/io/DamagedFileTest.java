package org.sciml4j.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sciml4j.core.InvalidInputException;
import org.sciml4j.core.tensor.Tensor;
import ucar.ma2.DataType;

class DamagedFileTest {
  @TempDir Path folder;

  private Path valid() {
    return new ClassicFiles()
        .dimension("time", 0)
        .dimension("x", 5)
        .variable("time", DataType.DOUBLE, "time", new double[] {0, 1, 2})
        .variable("T", DataType.FLOAT, "time x", new float[3][5])
        .variable("label", DataType.CHAR, "x", "abcde".toCharArray())
        .write(folder.resolve("heat.nc"));
  }

  private static void assertRefused(Path path, String... parts) {
    assertThatThrownBy(() -> FieldFile.open(path))
        .isInstanceOf(InvalidInputException.class)
        .message()
        .contains(parts)
        .doesNotContain("\n")
        .contains(path.getFileName().toString());
  }

  private Path file(String name, byte... content) throws IOException {
    return Files.write(folder.resolve(name), content);
  }

  @Test
  void missing_file_suggests_its_neighbours() {
    valid();
    assertRefused(folder.resolve("heat.ncc"), "does not exist", "did you mean 'heat.nc'?");
    assertRefused(folder.resolve("nowhere/else.nc"), "does not exist", "check its name");
  }

  @Test
  void directory() {
    assertRefused(folder, "directory");
  }

  @Test
  void empty_file() throws IOException {
    assertRefused(file("empty.nc"), "empty");
  }

  @Test
  void other_formats() throws IOException {
    assertRefused(
        file("a.txt", "time,u\n0,1\n".getBytes(StandardCharsets.UTF_8)), "text", "NetCDF");
    assertRefused(file("a.grb", "GRIB\0\0\0\2".getBytes(StandardCharsets.UTF_8)), "GRIB");
    assertRefused(file("a.gz", (byte) 0x1f, (byte) 0x8b, (byte) 8, (byte) 0), "gzip");
    assertRefused(file("a.bin", (byte) 200, (byte) 1, (byte) 2), "unknown format");
    assertRefused(
        file(
            "a.npy",
            (byte) 0x93,
            (byte) 'N',
            (byte) 'U',
            (byte) 'M',
            (byte) 'P',
            (byte) 'Y',
            (byte) 1,
            (byte) 0),
        "NumPy");
    assertRefused(file("c", (byte) 'C', (byte) 'D'), "text");
  }

  @Test
  void cdf5_says_how_to_convert() throws IOException {
    byte[] start = Files.readAllBytes(valid());
    start[3] = 5;
    assertRefused(file("cdf5.nc", start), "CDF-5", "nccopy -k nc4 cdf5.nc");
  }

  @Test
  void truncated_anywhere() throws IOException {
    byte[] whole = Files.readAllBytes(valid());
    for (int length = 4; length < whole.length - 3; length += 7) {
      assertRefused(file("cut.nc", Arrays.copyOf(whole, length)), "truncated", "copy or download");
    }
  }

  @Test
  void damaged_header() throws IOException {
    byte[] whole = Files.readAllBytes(valid());
    whole[11] = 77;
    assertRefused(file("damaged.nc", whole), "not valid NetCDF-3", "list tag 77");
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.3, 0.7, 0.99})
  void truncated_hdf5(double part) throws IOException {
    try (InputStream in = DamagedFileTest.class.getResourceAsStream("groups.nc")) {
      byte[] whole = in.readAllBytes();
      byte[] cut = Arrays.copyOf(whole, (int) (part * whole.length));
      assertRefused(file("cut4.nc", cut), "truncated", String.valueOf(whole.length));
    }
  }

  /** The file was made with h5py 3.7, {@code libver="latest"}. */
  @Test
  void hdf5_of_a_newer_kind_says_how_to_convert() throws URISyntaxException {
    assertRefused(
        Path.of(getClass().getResource("latest.h5").toURI()), "superblock version 3", "h5repack");
  }

  /** The file was made with h5py 3.7: plain, LZF-compressed, 16-bit and ragged numbers. */
  @Test
  void hdf5_features_that_cannot_be_read_say_so_without_stray_output() throws URISyntaxException {
    PrintStream before = System.out;
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
    try (FieldFile file = FieldFile.open(Path.of(getClass().getResource("filters.h5").toURI()))) {
      assertThat(file.field("plain").read().toDoubles()).containsExactly(0, 1, 2, 3);
      FileField compressed = file.field("lzf");
      assertThatThrownBy(compressed::read)
          .isInstanceOf(InvalidInputException.class)
          .hasMessageContaining("'lzf'")
          .hasMessageContaining("nccopy");
      assertThatThrownBy(() -> file.field("half")).isInstanceOf(InvalidInputException.class);
      assertThatThrownBy(() -> file.field("ragged"))
          .isInstanceOf(InvalidInputException.class)
          .hasMessageContaining("variable length");
    } finally {
      System.setOut(before);
    }
    assertThat(printed.toString(StandardCharsets.UTF_8)).isEmpty();
  }

  @Test
  void random_damage_to_a_header_never_escapes_as_another_exception() throws IOException {
    byte[] whole = Files.readAllBytes(valid());
    java.util.Random random = new java.util.Random(1);
    int refused = 0;
    for (int trial = 0; trial < 400; trial++) {
      byte[] damaged = whole.clone();
      damaged[4 + random.nextInt(200)] = (byte) random.nextInt(256);
      try (FieldFile file = FieldFile.open(file("fuzz.nc", damaged))) {
        for (String name : file.fieldNames()) {
          file.field(name).read().close();
        }
        assertThat(file.describe()).startsWith("netcdf fuzz");
      } catch (InvalidInputException expected) {
        assertThat(expected.getMessage()).doesNotContain("\n");
        refused++;
      }
    }
    assertThat(refused).isPositive();
  }

  @Test
  void unknown_variable_suggests_near_names() {
    try (FieldFile file = FieldFile.open(valid())) {
      assertThatThrownBy(() -> file.field("t"))
          .isInstanceOf(InvalidInputException.class)
          .hasMessageContaining("variable 't'")
          .hasMessageContaining("did you mean 'T'");
      assertThatThrownBy(() -> file.field("pressure")).hasMessageContaining("it has T");
    }
  }

  @Test
  void text_variable() {
    try (FieldFile file = FieldFile.open(valid())) {
      assertThatThrownBy(() -> file.field("label"))
          .isInstanceOf(InvalidInputException.class)
          .hasMessageContaining("'label'")
          .hasMessageContaining("expected numbers");
    }
  }

  @Test
  void time_that_goes_back() {
    Path path =
        new ClassicFiles()
            .dimension("time", 3)
            .variable("time", DataType.DOUBLE, "time", new double[] {0, 2, 1})
            .variable("T", DataType.FLOAT, "time", new float[3])
            .write(folder.resolve("back.nc"));
    try (FieldFile file = FieldFile.open(path)) {
      assertThatThrownBy(() -> file.field("T"))
          .isInstanceOf(InvalidInputException.class)
          .hasMessageContaining("not monotone: point 2 is 1.0 after 2.0");
    }
  }

  @Test
  void region_outside_the_field_or_of_another_size() {
    try (FieldFile file = FieldFile.open(valid());
        Tensor five = Tensor.zeros(org.sciml4j.core.tensor.DType.F32, 5)) {
      FileField field = file.field("T");
      assertThatThrownBy(() -> field.read(region(3, 0, 1, 5), five))
          .isInstanceOf(InvalidInputException.class)
          .hasMessageContaining("[3, 5]");
      assertThatThrownBy(() -> field.read(region(0, 0, 2, 5), five))
          .isInstanceOf(InvalidInputException.class)
          .hasMessageContaining("10 elements");
    }
  }

  private static org.sciml4j.core.field.Region region(long t, long x, long nt, long nx) {
    return new org.sciml4j.core.field.Region(new long[] {t, x}, new long[] {nt, nx});
  }
}
