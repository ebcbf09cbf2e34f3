package org.sciml4j.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MakeExampleDataTest {
  private static final long MEGABYTE = 1_000_000;

  @TempDir Path folder;

  @Test
  void makesTheFilesOfTheRepositoryByteForByte() throws IOException {
    MakeExampleData.main(new String[] {folder.toString()});
    List<Path> made;
    try (var files = Files.list(folder)) {
      made = files.toList();
    }
    assertThat(made)
        .extracting(file -> file.getFileName().toString())
        .containsExactlyInAnyOrder(
            "heat-2d.nc",
            "heat-3d.nc",
            "advection-diffusion-2d.nc",
            "waves-1d.nc",
            "lorenz.csv",
            "burgers-1d.nc",
            "burgers-2d.nc",
            "stirred-tracer-2d.nc",
            "composite-2d.nc");
    for (Path file : made) {
      assertThat(file).hasSameBinaryContentAs(Path.of("data").resolve(file.getFileName()));
      assertThat(file).satisfies(small -> assertThat(Files.size(small)).isLessThan(MEGABYTE));
    }
  }
}
