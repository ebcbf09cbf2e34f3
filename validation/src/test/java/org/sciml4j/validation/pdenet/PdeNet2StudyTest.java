package org.sciml4j.validation.pdenet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sciml4j.core.cpu.CpuDevice;
import org.sciml4j.core.random.RandomKey;
import org.sciml4j.core.tensor.Tensor;
import org.sciml4j.validation.pdenet.PdeNet2Study.Identified;

class PdeNet2StudyTest {
  @Test
  void heatKeepsItsMeanAndLosesItsWavesButForTheNoise() {
    try (Tensor u = PdeNet2Problem.HEAT.solutions(1, 3, RandomKey.of(2)).getFirst()) {
      double[] values = u.toDoubles();
      int points = values.length / 3;
      double[] means = new double[3];
      double[] squares = new double[3];
      double largest = 0;
      for (int i = 0; i < values.length; i++) {
        means[i / points] += values[i] / points;
        largest = Math.max(largest, Math.abs(values[i]));
      }
      for (int i = 0; i < values.length; i++) {
        squares[i / points] += Math.pow(values[i] - means[i / points], 2) / points;
      }
      assertThat(means[2]).isCloseTo(means[0], within(5 * 1e-3 * largest / 32));
      assertThat(squares[1] / squares[0]).isBetween(0.9, 0.999);
      assertThat(squares[2] / squares[1]).isBetween(0.9, 0.999);
    }
  }

  @Tag("long")
  @Test
  void aSmallStudyFindsHeatConductionAndGoesOnWhereItStopped(@TempDir Path folder) {
    PdeNet2Study study = new PdeNet2Study(PdeNet2Problem.HEAT, 5, 1, 3, 4, 20);
    List<Identified> stages = study.run(folder, CpuDevice.common());
    assertThat(stages).hasSize(3);
    assertThat(stages.getFirst().worst()).isLessThan(0.1);
    assertThat(stages.getLast().equations().getFirst().toString()).contains("u_xx", "u_yy");
    assertThat(folder.resolve("training-2/stage-00.safetensors")).exists();
    assertThat(study.run(folder, CpuDevice.common())).isEqualTo(stages);
  }

  @Tag("long")
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void burgersIsIdentifiedWithinTwoPercent(long seed, @TempDir Path folder) {
    Identified last =
        PdeNet2Study.of(PdeNet2Problem.BURGERS, 7, seed).run(folder, CpuDevice.common()).getLast();
    assertThat(last.worst()).isLessThan(0.02);
    assertThat(last.spurious()).isLessThan(0.02);
  }
}
