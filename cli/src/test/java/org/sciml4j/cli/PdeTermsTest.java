package org.sciml4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sciml4j.core.tensor.DType;
import org.sciml4j.core.tensor.Tensor;
import org.sciml4j.io.Npy;

/** {@code T_t = 0.05 T_xx - 0.5 (T - 288)}: one small term beside two large ones that cancel. */
class PdeTermsTest {
  private static final int POINTS = 32;
  private static final int FRAMES = 30;
  private static final double DT = 0.05;

  @TempDir Path folder;

  @BeforeEach
  void write() {
    try (Tensor t = Tensor.zeros(DType.F64, FRAMES, POINTS)) {
      for (int n = 0; n < FRAMES; n++) {
        for (int i = 0; i < POINTS; i++) {
          double sum = 288;
          for (int k = 0; k <= 3; k++) {
            double angle = 2 * Math.PI * k * i / POINTS + k;
            sum += Math.exp(-(0.5 + 0.05 * k * k) * n * DT) * Math.cos(angle) / (1 + k);
          }
          t.set(sum, n, i);
        }
      }
      Npy.write(folder.resolve("kelvin.npy"), t);
    }
  }

  private CommandRun train(String penalties) {
    return CommandRun.line(
        "pde train %s --variables T --dt %s --spacing x=%s --terms poly:1 --accuracy 0 --scheme rk4 --steps 1 --iterations 60 --out %s%s"
            .formatted(
                folder.resolve("kelvin.npy"),
                DT,
                2 * Math.PI / POINTS,
                folder.resolve("out"),
                penalties));
  }

  @Test
  void should_keep_terms_that_are_small_and_needed() {
    CommandRun run = train(" --penalties 0,1e-12");
    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.out()).startsWith("smaller terms than those shown are needed");
    assertThat(run.out()).containsPattern("\n1 +[1-9]\\.\\d+e-0[5-9]");
  }

  @Test
  void should_tell_that_penalties_do_not_suit_fields_far_from_zero() {
    assertThat(train("").err()).startsWith("T lies far from zero").hasLineCount(1);
    assertThat(CommandRun.of("pde", "explain", folder.resolve("out")).exitCode()).isZero();
  }
}
