package org.sciml4j.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sciml4j.core.field.Axis;
import org.sciml4j.core.field.AxisKind;
import org.sciml4j.core.tensor.DType;
import org.sciml4j.core.tensor.Tensor;
import org.sciml4j.io.FieldFile;
import org.sciml4j.io.FieldOutput;
import org.sciml4j.io.FieldWriter;
import org.sciml4j.io.Npy;
import org.sciml4j.io.Npz;

/** {@code sciml sindy autoencoder} on a rotation at rate 2 in a plane of six dimensions. */
class SindyAutoencoderCommandTest {
  private static final double STEP = 0.05;
  private static final int FRAMES = 200;

  @TempDir Path folder;

  private Path wave;

  @BeforeEach
  void writeWave() {
    wave = folder.resolve("wave.npy");
    try (Tensor x = Tensor.zeros(DType.F64, FRAMES, 6)) {
      for (int t = 0; t < FRAMES; t++) {
        for (int i = 0; i < 6; i++) {
          x.set(Math.cos(2 * STEP * t + i), t, i);
        }
      }
      Npy.write(wave, x);
    }
  }

  private static CommandRun run(Path input, Object... more) {
    return CommandRun.of(
        Stream.concat(Stream.of("sindy", "autoencoder", input), Arrays.stream(more)).toArray());
  }

  private CommandRun training(Object... more) {
    String options =
        "--dt 0.05 --latent 2 --library poly:1 --hidden 4 --pod --epochs 301 --every 100"
            + " --refinement 60 --rate 3e-2 --weights 0.1,0.1,2e-2 --batch 90";
    return run(
        wave, Stream.concat(Arrays.stream(options.split(" ")), Arrays.stream(more)).toArray());
  }

  /** Before it trains: a training may take hours. */
  @Test
  void refusesAPlaceForTheEquationsThatIsNotThere() {
    CommandRun run = training("--json", folder.resolve("missing/eq.json"));
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains("missing").contains("does not exist");
  }

  @Test
  void findsARotationWritesItAndReadsItAgain() throws IOException {
    Path out = folder.resolve("out");
    Path json = folder.resolve("wave.json");
    CommandRun first = training("--out", out, "--json", json, "--seeds", "1,2");
    assertThat(first.err()).isEmpty();
    assertThat(first.out())
        .containsPattern("z1' = -?[\\d.]+ z2\nz2' = -?[\\d.]+ z1\n")
        .contains("in the sparsest coordinates:", "(chosen)", "error of x'  ");

    JsonNode root = new ObjectMapper().readTree(json.toFile());
    double product =
        root.at("/equations/0/terms/0/coefficient").asDouble()
            * root.at("/equations/1/terms/0/coefficient").asDouble();
    assertThat(root.at("/equations/0/terms/0/term").asText()).isEqualTo("z2");
    assertThat(product).isCloseTo(-4, within(0.1));
    assertThat(root.at("/errors/x").asDouble()).isLessThan(1e-2);
    assertThat(root.get("seeds")).hasSize(2);

    for (String picture : List.of("portraits", "latents", "losses")) {
      assertThat(out.resolve(picture + ".png")).isNotEmptyFile();
      assertThat(out.resolve(picture + ".svg")).isNotEmptyFile();
    }
    try (FieldFile file = FieldFile.open(out.resolve("autoencoder.nc"));
        Tensor simulated = file.field("x_simulated").read();
        Tensor latents = file.field("latents").read()) {
      assertThat(file.field("x_simulated").axes().getFirst().coordinates()[3])
          .isCloseTo(3 * STEP, within(1e-12));
      assertThat(latents.shape()).containsExactly(FRAMES, 2);
      for (int t = 0; t < FRAMES / 2; t++) {
        assertThat(simulated.get(t, 4)).isCloseTo(Math.cos(2 * STEP * t + 4), within(0.3));
      }
    }

    CommandRun again = run(wave, "--dt", "0.05", "--model", out.resolve("model.safetensors"));
    assertThat(again.err()).isEmpty();
    String equations = first.out().substring(0, first.out().indexOf("\n\n"));
    assertThat(again.out()).startsWith(equations);
  }

  @Test
  void goesOnFromCheckpoints() {
    Path checkpoints = folder.resolve("checkpoints");
    CommandRun first = training("--checkpoint", checkpoints, "--warm-up", "60");
    assertThat(first.err()).isEmpty();
    assertThat(first.out()).contains("terms        2\n");
    assertThat(checkpoints.resolve("seed-1.warm-up")).isNotEmptyFile();
    assertThat(training("--checkpoint", checkpoints, "--warm-up", "60").out())
        .isEqualTo(first.out());
  }

  /** The saved model is one of the samples, although it was trained on two coefficients. */
  @Test
  void trainsInModesFromAFitOfTheMotion() {
    Path out = folder.resolve("modes");
    CommandRun first = training("--modes", "2", "--pretrain", "40", "--out", out);
    assertThat(first.err()).isEmpty();
    assertThat(first.out()).contains("terms        2\n");
    CommandRun again = run(wave, "--dt", "0.05", "--model", out.resolve("model.safetensors"));
    assertThat(again.err()).isEmpty();
    String equations = first.out().substring(0, first.out().indexOf("\n\n"));
    assertThat(again.out()).startsWith(equations);
  }

  /** Two runs of frames of 4x8 points, of second order, one frame missing. */
  @Test
  void readsRunsOfImagesWithMissingFrames() {
    Path input = folder.resolve("video.nc");
    Path out = folder.resolve("out");
    try (Tensor u = Tensor.zeros(DType.F64, 2, 30, 4, 8);
        FieldOutput file =
            FieldWriter.netcdf(input)
                .axis(Axis.numbered("member", AxisKind.OTHER, 2))
                .axis(Axis.uniform("time", AxisKind.TIME, "s", 30, 1, 0.1))
                .axis(Axis.uniform("y", AxisKind.Y, "m", 4, 0, 0.5))
                .axis(Axis.uniform("x", AxisKind.X, "m", 8, 0, 0.5))
                .variable("u", "K", DType.F64, "member", "time", "y", "x")
                .open()) {
      for (long i = 0; i < u.count(); i++) {
        u.setFlat(i, Math.sin(0.1 * (i / 32) + i % 32));
      }
      u.set(Double.NaN, 1, 12, 2, 5);
      file.write("u", u);
      file.commit();
    }
    CommandRun run =
        run(
            input,
            "--latent=1",
            "--order=2",
            "--library=poly:1,fourier:1",
            "--convolutional=3",
            "--activation=tanh",
            "--denoise=0.01",
            "--epochs=2",
            "--every=1",
            "--refinement=1",
            "--out",
            out);
    assertThat(run.err()).isEmpty();
    assertThat(run.out()).contains("z'' = ", "error of x'' ");
    try (FieldFile file = FieldFile.open(out.resolve("autoencoder.nc"));
        Tensor values = file.field("u_reconstructed").read()) {
      assertThat(file.field("u_reconstructed").axes())
          .extracting(Axis::name)
          .containsExactly("member", "time", "y", "x");
      assertThat(values.get(1, 12, 2, 5)).isNaN();
      assertThat(values.get(1, 13, 2, 5)).isFinite();
    }
  }

  @Test
  void takesGivenDerivatives() {
    Path input = folder.resolve("wave.npz");
    try (Tensor x = Npy.read(wave);
        Tensor zero = Tensor.zeros(DType.F64, FRAMES, 6)) {
      Npz.write(input, Map.of("x", x, "rate", zero));
    }
    CommandRun run =
        run(
            input,
            "--variable=x",
            "--derivatives=rate",
            "--dt=0.05",
            "--latent=2",
            "--hidden=4",
            "--epochs=1",
            "--refinement=0");
    assertThat(run.err()).isEmpty();
    assertThat(run.out()).contains("error of x'  Infinity");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--dt=0.05 | --latent is missing",
        "--latent=2 | --dt is missing",
        "--latent=2 --dt=-1 | --dt is -1.0",
        "--latent=2 --dt=1 --library=trees:1 | --library is 'trees:1'",
        "--latent=2 --dt=1 --library=fourier:2 | --library is 'fourier:2'",
        "--latent=2 --dt=1 --order=3 | order",
        "--latent=2 --dt=1 --differentiate=weak:10 | --differentiate is 'weak:10'",
        "--latent=2 --dt=1 --activation=soft | activation is 'soft'",
        "--latent=2 --dt=1 --weights=1,2 | --weights is",
        "--latent=2 --dt=1 --batch=9999 | batch size is 9999",
        "--latent=2 --dt=1 --convolutional=4 | --convolutional is",
        "--latent=2 --dt=1 --time-axis=5 | --time-axis is 5",
        "--latent=2 --dt=1 --variable=x | npy file",
        "--latent=2 --dt=1 --validation=2 | validation fraction",
        "--latent=2 --dt=1 --epochs=3 --every=1 --refinement=0 --threshold=9 | largest is",
        "--latent=2 --dt=1 --rate=1e9 --epochs=9 --batch=50 | lower the learning rate",
        "--latent=2 --dt=1 --warm-up=0 | epochs of the warm-up is 0",
        "--latent=2 --dt=1 --pretrain=0 | epochs of the pretraining is 0",
        "--latent=2 --dt=1 --pretrain=1 --warm-up=1 | leave one out",
        "--latent=2 --dt=1 --modes=3 | modes is 3",
        "--dt=1 --model=nowhere | does not exist",
      })
  void refusesBadOptions(String options, String message) {
    CommandRun run = run(wave, (Object[]) options.split(" "));
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains(message).doesNotContain("Exception");
    assertThat(run.err().lines()).hasSize(1);
  }
}
