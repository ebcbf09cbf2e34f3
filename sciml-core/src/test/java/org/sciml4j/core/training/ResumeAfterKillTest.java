package org.sciml4j.core.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.sciml4j.core.training.KilledTrainingProgram.Kind;

/** A training that is killed at any moments ends with the same bits as one that is not. */
class ResumeAfterKillTest {
  @TempDir private Path folder;

  @Test
  void should_survive_two_kills() throws Exception {
    requireSameModelAfter(2, Kind.WHOLE);
  }

  @Test
  @Tag("long")
  void should_survive_a_kill_while_parts_alternate() throws Exception {
    requireSameModelAfter(1, Kind.PARTS);
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  @Tag("long")
  void should_survive_twenty_kills(Kind kind) throws Exception {
    requireSameModelAfter(20, kind);
  }

  private void requireSameModelAfter(int kills, Kind kind) throws Exception {
    Path checkpoint = folder.resolve("checkpoint");
    Path model = folder.resolve("model.safetensors");
    SplittableRandom random = new SplittableRandom(kills);
    int stepsPerLife = KilledTrainingProgram.STEPS / (kills + 2);
    for (int kill = 0; kill < kills; kill++) {
      Process life = start(kind, checkpoint, model);
      int steps = random.nextInt(stepsPerLife);
      if (kill == 1) {
        Thread.sleep(random.nextInt(300));
      } else {
        awaitSteps(life, steps);
        Thread.sleep(0, random.nextInt(999_999));
        Thread.sleep(random.nextInt(4));
      }
      assertThat(life.isAlive()).as("life %d ended by itself", kill).isTrue();
      life.destroyForcibly().waitFor();
    }
    assertThat(model).doesNotExist();
    Process last = start(kind, checkpoint, model);
    awaitSteps(last, Integer.MAX_VALUE);
    assertThat(last.waitFor()).isZero();

    Path expected = folder.resolve("expected.safetensors");
    KilledTrainingProgram.train(kind, folder.resolve("other"), expected, TrainingListener.NONE);
    assertThat(model).hasSameBinaryContentAs(expected);
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files.filter(file -> file.toString().endsWith(".part"))).isEmpty();
    }
  }

  private static Process start(Kind kind, Path checkpoint, Path model) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx256m",
            "-XX:+UseSerialGC",
            "--add-modules",
            "jdk.incubator.vector",
            "--enable-native-access=ALL-UNNAMED",
            "-cp",
            System.getProperty("java.class.path"),
            KilledTrainingProgram.class.getName(),
            kind.name(),
            checkpoint.toString(),
            model.toString())
        .redirectError(ProcessBuilder.Redirect.DISCARD)
        .start();
  }

  private static void awaitSteps(Process life, int steps) throws IOException {
    BufferedReader lines = life.inputReader();
    for (int i = 0; i < steps && lines.readLine() != null; i++) {
      continue;
    }
  }
}
