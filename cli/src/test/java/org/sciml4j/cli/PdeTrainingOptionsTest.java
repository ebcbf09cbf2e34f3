package org.sciml4j.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.sciml4j.pde.rollout.LossPoints;
import org.sciml4j.pde.rollout.RolloutStage;
import picocli.CommandLine;

class PdeTrainingOptionsTest {
  private static List<RolloutStage> stages(String options) {
    return CommandLine.populateCommand(new PdeTrainingOptions(), options.split(" "))
        .stages("pdenet");
  }

  @Test
  void rolloutsAreComparedAtAllFramesUnlessToldOtherwise() {
    assertThat(stages("--steps 1,3"))
        .extracting(RolloutStage::points, RolloutStage::blocks, RolloutStage::freezes)
        .containsExactly(
            tuple(LossPoints.ALL, 1, true),
            tuple(LossPoints.ALL, 1, false),
            tuple(LossPoints.ALL, 3, false));
    assertThat(stages("--steps 1,3 --loss end"))
        .extracting(RolloutStage::points)
        .containsOnly(LossPoints.END);
  }

  @Test
  void pushforwardAndNoiseReachAllRollouts() {
    assertThat(stages("--steps 2..3 --pushforward --noise 0.01"))
        .allMatch(RolloutStage::pushforward)
        .allMatch(stage -> stage.points() == LossPoints.END)
        .allMatch(stage -> stage.noise() == 0.01);
  }

  /** Differences of frames are independent of the noise of the frame between them. */
  @Test
  void centredStagesStayAsTheyAre() {
    List<RolloutStage> stages = stages("--centred --steps 2 --pushforward --noise 0.01");
    assertThat(stages)
        .extracting(RolloutStage::points)
        .containsExactly(LossPoints.CENTRED, LossPoints.CENTRED, LossPoints.END);
    assertThat(stages).extracting(RolloutStage::noise).containsExactly(0.0, 0.0, 0.01);
  }
}
