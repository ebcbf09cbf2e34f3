package org.sciml4j.validation.discretization;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sciml4j.core.cpu.CpuDevice;
import org.sciml4j.core.nn.Layer;
import org.sciml4j.core.nn.Model;
import org.sciml4j.core.nn.Objective;
import org.sciml4j.core.nn.Parameters;
import org.sciml4j.core.optim.Adam;
import org.sciml4j.core.random.RandomKey;
import org.sciml4j.core.tensor.DType;
import org.sciml4j.core.training.Trainer;
import org.sciml4j.core.training.TrainingListener;
import org.sciml4j.core.training.TrainingResult;
import org.sciml4j.validation.discretization.CoarseGrainingStudy.Errors;
import org.sciml4j.validation.discretization.ForcedBurgers.Trajectory;
import org.sciml4j.validation.solver.SspRungeKutta3;
import org.sciml4j.validation.solver.ThirdOrderUpwind;

/** Learned discretisations against classical schemes on one coarse grid. */
class CoarseGrainingStudyTest {
  @TempDir Path folder;

  /** Three solutions to t = 3 and some hundred steps are enough to beat both classical schemes. */
  @Test
  void shortTrainingsBeatClassicalSchemes() {
    CoarseGrainingStudy study =
        new CoarseGrainingStudy(ForcedBurgers.published(8), LearnedForm.FLUX, 1, 3, 151, 100, 0);
    Path checkpoint = folder.resolve("study.checkpoint");
    Errors errors = study.run(checkpoint, CpuDevice.common(), TrainingListener.NONE);
    assertThat(errors.learned()).isLessThan(errors.weno()).isLessThan(errors.upwind());
    assertThat(errors.learned()).isLessThan(0.5 * errors.untrained());
    assertThat(Files.exists(checkpoint)).isTrue();
  }

  /** The loss of an untrained form over three steps is what the same steps in Java miss. */
  @Test
  void rolloutsTakeTheStepsOfTheSolvers() {
    ForcedBurgers setup = ForcedBurgers.published(16);
    Trajectory truth = setup.trajectory(64, RandomKey.of(8));
    Layer layer = LearnedForm.GODUNOV.layer(setup);
    double expected = 0;
    double[] u = truth.u()[60].clone();
    SspRungeKutta3 stepper =
        new SspRungeKutta3(setup.classical(new ThirdOrderUpwind(), truth.forcing()), u.length);
    for (int step = 0; step < 3; step++) {
      stepper.advance((60 + step) * ForcedBurgers.FRAME, u, ForcedBurgers.FRAME, 1);
      for (int i = 0; i < u.length; i++) {
        expected += Math.pow(u[i] - truth.u()[61 + step][i], 2) / (3 * u.length);
      }
    }
    try (CoarseSamples samples = CoarseSamples.windows(List.of(truth), 3, 60);
        Parameters parameters = Model.of(layer, DType.F32, 1, 32).initialize(RandomKey.of(1))) {
      assertThat(samples.dataset().size()).isEqualTo(2);
      Objective rollout = new ForcedRollout(layer, ForcedBurgers.FRAME);
      Trainer trainer = Trainer.of(rollout, Adam.of(1e-3), CpuDevice.common()).batchSize(1);
      double loss;
      try (TrainingResult one = trainer.train(samples.dataset().subset(1), parameters)) {
        loss = one.history().epochs().getFirst().loss();
      }
      assertThat(loss).isCloseTo(expected, withinPercentage(0.5));
    }
  }

  /** To t = 15 on a grid eight times as coarse. */
  @Test
  @Tag("long")
  void learnedFluxesBeatClassicalSchemesOnAGridEightTimesAsCoarse() {
    CoarseGrainingStudy study = CoarseGrainingStudy.of(LearnedForm.FLUX, 8, 1);
    Errors errors =
        study.run(folder.resolve("study.checkpoint"), CpuDevice.common(), TrainingListener.NONE);
    assertThat(errors.learned()).isLessThan(errors.weno() / 4).isLessThan(errors.upwind() / 4);
  }
}
