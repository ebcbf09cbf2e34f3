package org.sciml4j.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sciml4j.operators.StencilFile;

/** {@code sciml stencil fit} on data whose stencil is known. */
class FitCommandTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final double EXACT = 1e-12;

  @TempDir Path folder;
  private Path input;
  private Path output;

  @BeforeEach
  void makeInput() {
    input = SampleFile.diffusion(folder.resolve("input.nc"), 4);
    output = folder.resolve("deep/out");
  }

  @Test
  void printsTheReportAndWritesTheKernel() {
    CommandRun run = fit();
    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.err()).isEmpty();
    assertThat(run.out()).contains("5-point Laplacian", "m²/s", "forward Euler", output.toString());
    StencilFile stencil = StencilFile.read(output.resolve("stencil.json"));
    for (int dy = -1; dy <= 1; dy++) {
      for (int dx = -1; dx <= 1; dx++) {
        int distance = Math.abs(dx) + Math.abs(dy);
        double truth = distance == 0 ? -4 : distance == 1 ? 1 : 0;
        assertThat(stencil.input("u").kernel().at(dy, dx))
            .isCloseTo(SampleFile.RATE * truth, within(EXACT));
      }
    }
    assertThat(stencil.identified().orElseThrow().name()).isEqualTo("laplacian-5-point");
    assertThat(stencil.identified().orElseThrow().units()).isEqualTo("m²/s");
  }

  @Test
  void leavesOnlyCompleteOutput() throws IOException {
    fit();
    assertThat(names(output))
        .containsExactlyInAnyOrder(
            "stencil.json",
            "run.json",
            "kernel.png",
            "kernel.svg",
            "symbol.png",
            "symbol.svg",
            "residual.png",
            "residual.svg");
    assertThat(names(output.getParent())).containsExactly("out");
  }

  @Test
  void recordsWhatItTakesToRepeatTheRun() throws Exception {
    fit("--boundary", "periodic", "--time", "0:3");
    JsonNode run = JSON.readTree(output.resolve("run.json").toFile());
    byte[] digest = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(input));
    assertThat(run.at("/data/0/sha256").asText()).isEqualTo(HexFormat.of().formatHex(digest));
    assertThat(run.at("/data/0/bytes").asLong()).isEqualTo(Files.size(input));
    assertThat(run.at("/options/boundary/0").asText()).isEqualTo("periodic");
    assertThat(run.at("/options/time").asText()).isEqualTo("0:3");
    assertThat(run.at("/options/ridge").asDouble()).isZero();
    assertThat(run.at("/versions/java").asText()).isEqualTo(Runtime.version().toString());
  }

  @Test
  void drawsFiguresThatCanBeOpened() throws Exception {
    fit();
    for (String name : new String[] {"kernel", "symbol", "residual"}) {
      BufferedImage image = ImageIO.read(output.resolve(name + ".png").toFile());
      assertThat(image.getWidth()).isGreaterThan(600);
      String svg = Files.readString(output.resolve(name + ".svg"));
      assertThat(svg).contains("<svg", "</svg");
    }
    assertThat(Files.readString(output.resolve("kernel.svg"))).contains("5-point Laplacian");
    assertThat(Files.readString(output.resolve("symbol.svg"))).contains("rad / m");
  }

  @Test
  void jsonIsAllThereIsOnStandardOutput() throws IOException {
    CommandRun run =
        CommandRun.of("stencil", "fit", input, "--variable", "u", "--time-derivative", "--json");
    JsonNode result = JSON.readTree(run.out());
    assertThat(run.exitCode()).isZero();
    assertThat(result.at("/kernels/u/1/1").asDouble())
        .isCloseTo(-4 * SampleFile.RATE, within(EXACT));
    assertThat(result.at("/samples").asLong())
        .isEqualTo(3L * (SampleFile.ROWS - 2) * (SampleFile.COLUMNS - 2));
    assertThat(result.at("/largestStableStep/forward Euler").asDouble())
        .isCloseTo(2 / (8 * SampleFile.RATE), within(1e-6));
    assertThat(names(folder)).containsExactly("input.nc");
  }

  @Test
  void theTimeDerivativeDoesNotSwallowTheFile() {
    CommandRun run =
        CommandRun.of(
            "stencil", "fit", "--variable", "u", "--time-derivative", input, "--out", output);
    assertThat(run.exitCode()).as(run.err()).isZero();
  }

  @Test
  void theKindOfDifferenceCanBeChosen() {
    CommandRun run =
        CommandRun.of(
            "stencil",
            "fit",
            input,
            "--variable",
            "u",
            "--time-derivative=centred",
            "--out",
            output);
    assertThat(run.out()).contains("centred differences");
  }

  @Test
  void forceReplacesResultsAndKeepsOtherFiles() throws IOException {
    Files.createDirectories(output.resolve("notes"));
    Files.writeString(output.resolve("notes/thesis.txt"), "mine");
    Files.writeString(output.resolve("stale.png"), "old");
    Files.writeString(output.resolve("stencil.json"), "old");
    Files.writeString(output.resolve("run.json"), "{\"files\": [\"stale.png\"]}");
    CommandRun run = fit("--force");
    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(names(output)).doesNotContain("stale.png").contains("notes");
    assertThat(output.resolve("stencil.json")).content().isNotEqualTo("old");
    assertThat(output.resolve("notes/thesis.txt")).hasContent("mine");
    assertThat(names(output.getParent())).containsExactly("out");
  }

  @Test
  void slicesTypesConstraintsAndThreadsReachTheFit() {
    CommandRun run =
        fit(
            "--slice",
            "x=1:",
            "--slice",
            "y=:-1",
            "--dtype",
            "f64",
            "--threads",
            "1",
            "--constrain",
            "zero-sum",
            "--constrain",
            "symmetric",
            "--constrain",
            "cross",
            "--constrain",
            "consistent=laplacian:1",
            "--bias");
    assertThat(run.exitCode()).as(run.err()).isZero();
    StencilFile stencil = StencilFile.read(output.resolve("stencil.json"));
    assertThat(stencil.input("u").kernel().at(0, 1)).isCloseTo(SampleFile.RATE, within(EXACT));
    assertThat(stencil.input("u").kernel().at(1, 1)).isCloseTo(0, within(EXACT));
    assertThat(stencil.biasStandardError()).isPresent();
  }

  private CommandRun fit(Object... more) {
    Stream<Object> arguments =
        Stream.concat(
            Stream.of(
                "stencil", "fit", input, "--variable", "u", "--time-derivative", "--out", output),
            Stream.of(more));
    return CommandRun.of(arguments.toArray());
  }

  private static List<String> names(Path directory) throws IOException {
    try (Stream<Path> entries = Files.list(directory)) {
      return entries.map(entry -> entry.getFileName().toString()).sorted().toList();
    }
  }
}
