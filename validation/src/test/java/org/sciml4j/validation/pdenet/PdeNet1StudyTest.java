package org.sciml4j.validation.pdenet;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sciml4j.core.cpu.CpuDevice;
import org.sciml4j.validation.pdenet.PdeNet1Study.Reached;

class PdeNet1StudyTest {
  @TempDir Path folder;

  private List<Reached> run(PdeNet1Study study) {
    List<Reached> stages = new ArrayList<>();
    study.run(folder, CpuDevice.common(), stages::add);
    return stages;
  }

  /** Fewer trajectories on a coarser solver's grid, one block. */
  @Test
  @Tag("long")
  void aWarmUpFindsTheCoefficients() {
    PdeNet1Study study =
        new PdeNet1Study(
            new ConvectionDiffusion(), 5, false, "rk4", 1e-7, 1, 6, 1, 5, 25, List.of(), 100);
    List<Reached> stages = run(study);
    assertThat(stages).hasSize(1);
    Reached warmUp = stages.getFirst();
    assertThat(warmUp.coefficients().get("u_x")).isLessThan(0.25);
    assertThat(warmUp.coefficients().get("u_y")).isLessThan(0.25);
    assertThat(warmUp.ofTheTime()).hasSize(5);
    assertThat(warmUp.ofTheTime()[4]).isLessThan(0.15);
    assertThat(run(study).getFirst().ofTheTime()).containsExactly(warmUp.ofTheTime());
  }

  @Test
  @Tag("long")
  void coefficientsAreFoundWithinFivePercent() {
    Reached last =
        run(PdeNet1Study.of(new ConvectionDiffusion(), 7, true, "rk4", 1e-7, 1)).getLast();
    assertThat(last.coefficients().values())
        .allSatisfy(error -> assertThat(error).isLessThan(0.05));
    assertThat(last.ofTheTime()[19]).isLessThan(0.04);
  }
}
