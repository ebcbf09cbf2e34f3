package org.sciml4j.bench.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.sciml4j.core.cpu.CpuDevice;
import org.sciml4j.core.device.Device;
import org.sciml4j.core.device.nd4j.Nd4jDevice;
import org.sciml4j.core.optim.Adam;
import org.sciml4j.core.parallel.ThreadTeam;
import org.sciml4j.core.tensor.DType;

class TrainingProgramTest {
  private static final int STEPS = 3;

  static Stream<Arguments> small() {
    return Stream.of(
        Arguments.of(new SindyAutoencoder(), 5),
        Arguments.of(new EulerRollout(7), 2),
        Arguments.of(new DigitClassifier(), 2),
        Arguments.of(new SequenceRegressor(9, 4), 3));
  }

  private static double[] losses(TrainingCase trained, int samples, Device device) {
    double[] losses = new double[STEPS];
    try (TrainingProgram program =
        new TrainingProgram(trained, DType.F64, samples, Adam.of(1e-3), device)) {
      for (int step = 0; step < STEPS; step++) {
        program.run();
        losses[step] = program.loss();
      }
    }
    return losses;
  }

  @ParameterizedTest
  @MethodSource("small")
  void should_take_the_same_steps_as_nd4j(TrainingCase trained, int samples) {
    try (ThreadTeam team = ThreadTeam.of(2);
        Device cpu = CpuDevice.of(team);
        Device nd4j = new Nd4jDevice()) {
      assertThat(losses(trained, samples, cpu))
          .containsExactly(losses(trained, samples, nd4j), within(1e-11));
    }
  }

  @ParameterizedTest
  @MethodSource("small")
  void should_reduce_the_loss(TrainingCase trained, int samples) {
    try (ThreadTeam team = ThreadTeam.of(1);
        Device device = CpuDevice.of(team);
        TrainingProgram program =
            new TrainingProgram(trained, DType.F32, samples, Adam.of(1e-3), device)) {
      program.run();
      double before = program.loss();
      for (int step = 0; step < 10; step++) {
        program.run();
      }
      assertThat(program.loss()).isLessThan(before);
    }
  }

  @Test
  void should_have_the_published_numbers_of_parameters() {
    assertThat(parameters(new DigitClassifier())).isEqualTo(93_322);
    assertThat(parameters(new SequenceRegressor(256, 60))).isEqualTo(806_017);
  }

  private static long parameters(TrainingCase trained) {
    try (ThreadTeam team = ThreadTeam.of(1);
        Device device = CpuDevice.of(team);
        TrainingProgram program =
            new TrainingProgram(trained, DType.F32, 1, Adam.of(1e-3), device)) {
      return program.parameterCount();
    }
  }

  @Test
  void should_count_two_operations_for_each_term_of_products_and_convolutions() {
    try (ThreadTeam team = ThreadTeam.of(1);
        Device device = CpuDevice.of(team);
        TrainingProgram program =
            new TrainingProgram(new EulerRollout(8), DType.F32, 3, Adam.of(1e-3), device)) {
      long oneConvolution = 2 * 3 * 8 * 8 * 16 * 5 * 5;
      long forward = 10 * 2;
      long backward = 10 * 4 - 1;
      assertThat(program.flops()).isEqualTo((forward + backward) * oneConvolution);
    }
  }
}
