package org.sciml4j.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sciml4j.core.field.Axis;
import org.sciml4j.core.field.AxisKind;
import org.sciml4j.core.random.RandomKey;
import org.sciml4j.core.tensor.DType;
import org.sciml4j.core.tensor.Tensor;
import org.sciml4j.io.FieldFile;
import org.sciml4j.io.FieldOutput;
import org.sciml4j.io.FieldWriter;
import org.sciml4j.io.Npz;
import org.sciml4j.operators.mks.InfluenceKernels;

/** {@code sciml mks} on composites and on data whose kernels are known. */
class MksCommandTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Path COMPOSITE = Path.of("../examples/data/composite-2d.nc");

  @TempDir Path folder;

  @Test
  void predictsCompositesItHasNotSeen() throws IOException {
    Path model = folder.resolve("deep/model");
    CommandRun fit =
        CommandRun.of(
            "mks",
            "fit",
            COMPOSITE,
            "gradient",
            "--basis",
            "primitive:2",
            "--samples",
            "0:30",
            "--out",
            model);
    assertThat(fit.exitCode()).as(fit.err()).isZero();
    assertThat(fit.err()).isEmpty();
    assertThat(fit.out())
        .contains("gradient of phase, periodic over y (21 points, spacing 1 mm)")
        .contains("primitive:2 on states from 0 to 1", "samples        30", model.toString());
    try (var files = Files.list(model)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrder(
              "kernels.safetensors",
              "influence.png",
              "influence.svg",
              "prediction.png",
              "prediction.svg",
              "run.json");
    }
    JsonNode run = JSON.readTree(model.resolve("run.json").toFile());
    assertThat(run.at("/command").asText()).isEqualTo("sciml mks fit");
    assertThat(run.at("/options/samples").asText()).isEqualTo("0:30");
    assertThat(run.at("/data/0/bytes").asLong()).isEqualTo(Files.size(COMPOSITE));
    assertThat(run.at("/data/0/sha256").asText()).hasSize(64);
    assertThat(run.at("/files")).hasSize(5);
    Path out = folder.resolve("pred.nc");
    CommandRun predict =
        CommandRun.of("mks", "predict", model, COMPOSITE, "--samples", "30:", "--out", out);
    assertThat(predict.exitCode()).as(predict.err()).isZero();
    assertThat(predict.out()).contains("gradient       R² 0.993", "mean error 0.0071");
    try (FieldFile predicted = FieldFile.open(out);
        FieldFile data = FieldFile.open(COMPOSITE)) {
      assertThat(predicted.field("gradient").units()).isEqualTo("K mm-1");
      JsonNode how = JSON.readTree((String) predicted.attributes().get("run"));
      assertThat(how.at("/options/samples").asText()).isEqualTo("30:");
      assertThat(how.at("/data/1/path").asText()).endsWith("kernels.safetensors");
      assertThat(predicted.field("gradient").shape()).containsExactly(10, 21, 21);
      try (Tensor own = predicted.field("gradient").read();
          Tensor exact = data.field("gradient").slice("sample", 30, 40).read()) {
        assertThat(own.toDoubles()).containsExactly(exact.toDoubles(), within(0.05));
      }
    }
  }

  @Test
  void takesResponsesFromSeveralFilesAndPredictsOnALargerDomain() {
    Path micro = shifted("micro.nc", 12, 10, 1);
    Path second = folder.resolve("second.npz");
    try (Tensor states = read(micro, "h");
        Tensor tripled = states.copy()) {
      for (long i = 0; i < tripled.count(); i++) {
        tripled.setFlat(i, 3 * tripled.getFlat(i));
      }
      Npz.write(second, Map.of("q", tripled));
    }
    Path model = folder.resolve("model");
    CommandRun fit =
        CommandRun.of(
            "mks",
            "fit",
            micro,
            "p",
            second,
            "--basis",
            "legendre:2",
            "--states",
            "0:1",
            "--out",
            model);
    assertThat(fit.exitCode()).as(fit.err()).isZero();
    assertThat(fit.out()).contains("p, q of h", "R² 1.000000");
    InfluenceKernels kernels = InfluenceKernels.read(model.resolve("kernels.safetensors"));
    assertThat(kernels.responses())
        .extracting(response -> response.name())
        .containsExactly("p", "q");
    Path larger = shifted("larger.nc", 3, 25, 1);
    Path out = folder.resolve("out.nc");
    CommandRun predict = CommandRun.of("mks", "predict", model, larger, "-o", out);
    assertThat(predict.exitCode()).as(predict.err()).isZero();
    assertThat(predict.out()).contains("kernels of [10] points, zero beyond on the domain of [25]");
    try (Tensor predicted = read(out, "p");
        Tensor exact = read(larger, "p")) {
      assertThat(predicted.toDoubles()).containsExactly(exact.toDoubles(), within(1e-12));
    }
  }

  @Test
  void refusesAnotherSpacingAndASmallerDomain() {
    Path model = folder.resolve("model");
    CommandRun.of(
        "mks", "fit", shifted("a.nc", 12, 10, 1), "p", "--basis", "legendre:2", "--out", model);
    assertError(
        CommandRun.of("mks", "predict", model, shifted("b.nc", 2, 10, 0.5), "-o", "never.nc"),
        "spacing along x is 0.5, expected 1, that of the kernels");
    assertError(
        CommandRun.of("mks", "predict", model, shifted("c.nc", 2, 9, 1), "-o", "never.nc"),
        "domain is [9], expected at least [10], the domain of the kernels");
    assertError(
        CommandRun.of("mks", "predict", model, COMPOSITE, "-o", "never.nc"),
        "field 'h' of the fit is not in '");
    assertError(
        CommandRun.of(
            "mks", "predict", model, COMPOSITE, "--microstructure", "phase", "-o", "never.nc"),
        "an axis of samples and the 1 axes of the kernels");
    assertThat(Path.of("never.nc")).doesNotExist();
  }

  @Test
  void refusesADamagedModel() throws IOException {
    Path model = Files.createDirectory(folder.resolve("model"));
    Files.writeString(model.resolve("kernels.safetensors"), "not kernels at all");
    assertError(
        CommandRun.of("mks", "predict", model, COMPOSITE, "-o", folder.resolve("never.nc")),
        "kernels.safetensors' declares a header");
    assertError(
        CommandRun.of("mks", "predict", folder, COMPOSITE, "-o", folder.resolve("never.nc")),
        "does not exist");
  }

  @Test
  void refusesWhatCannotBeFittedAndWritesNothing() {
    List<Object> fit = List.of("mks", "fit", COMPOSITE);
    Path out = folder.resolve("never");
    Map<String, List<String>> errors = new LinkedHashMap<>();
    errors.put(
        "--basis is 'hats', expected primitive:N or", List.of("gradient", "--basis", "hats"));
    errors.put("expected primitive or legendre", List.of("gradient", "--basis", "fourier:3"));
    errors.put("expected 2 or more", List.of("gradient", "--basis", "primitive:1"));
    errors.put("neither a file nor a field", List.of("strain", "--basis", "primitive:2"));
    errors.put(
        "expected states from 0.0 to 0.5",
        List.of("gradient", "--basis", "primitive:2", "--states", "0:0.5"));
    errors.put(
        "expected at least as many as the 6 functions",
        List.of("gradient", "--basis", "legendre:6", "--samples", "0:4"));
    errors.put(
        "--states is '0-1', expected LOW:HIGH",
        List.of("gradient", "--basis", "primitive:2", "--states", "0-1"));
    errors.forEach(
        (message, options) -> {
          List<Object> arguments = new java.util.ArrayList<>(fit);
          arguments.addAll(options);
          arguments.addAll(List.of("--out", out));
          assertError(CommandRun.of(arguments.toArray()), message);
        });
    assertThat(out).doesNotExist();
  }

  private static void assertError(CommandRun run, String message) {
    assertThat(run.exitCode()).as(run.out()).isEqualTo(2);
    assertThat(run.err()).contains(message).hasLineCount(1);
  }

  /** Random states h on a ring and {@code p = 2 h + h one point to the left + 0.5}. */
  private Path shifted(String name, int samples, int n, double spacing) {
    Path path = folder.resolve(name);
    double[] h = new double[samples * n];
    Arrays.setAll(h, RandomKey.of(n)::uniform);
    double[] p = new double[h.length];
    Arrays.setAll(p, i -> 2 * h[i] + h[i / n * n + (i % n + n - 1) % n] + 0.5);
    try (Tensor states = Tensor.of(h, samples, n);
        Tensor responses = Tensor.of(p, samples, n);
        FieldOutput out =
            FieldWriter.netcdf(path)
                .axis(Axis.numbered("sample", AxisKind.OTHER, samples))
                .axis(Axis.uniform("x", AxisKind.X, "m", n, 0, spacing))
                .variable("h", "1", DType.F64, "sample", "x")
                .variable("p", "Pa", DType.F64, "sample", "x")
                .open()) {
      out.write("h", states);
      out.write("p", responses);
      out.commit();
    }
    return path;
  }

  private static Tensor read(Path path, String variable) {
    try (FieldFile file = FieldFile.open(path)) {
      return file.field(variable).read();
    }
  }
}
