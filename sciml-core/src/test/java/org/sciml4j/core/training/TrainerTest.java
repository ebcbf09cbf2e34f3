package org.sciml4j.core.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.within;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sciml4j.core.InvalidInputException;
import org.sciml4j.core.cpu.CpuDevice;
import org.sciml4j.core.device.Device;
import org.sciml4j.core.graph.Value;
import org.sciml4j.core.nn.Freeze;
import org.sciml4j.core.nn.Layer;
import org.sciml4j.core.nn.Objective;
import org.sciml4j.core.nn.ParameterSpec;
import org.sciml4j.core.nn.Parameters;
import org.sciml4j.core.nn.Scope;
import org.sciml4j.core.nn.Sequential;
import org.sciml4j.core.nn.Traced;
import org.sciml4j.core.nn.activation.Activations;
import org.sciml4j.core.nn.init.Initializers;
import org.sciml4j.core.nn.layer.BatchNorm;
import org.sciml4j.core.nn.layer.Conv;
import org.sciml4j.core.nn.layer.Dense;
import org.sciml4j.core.nn.layer.Dropout;
import org.sciml4j.core.nn.layer.MaxPooling;
import org.sciml4j.core.nn.layer.Recurrent;
import org.sciml4j.core.nn.layer.Reshape;
import org.sciml4j.core.nn.loss.Losses;
import org.sciml4j.core.optim.Adam;
import org.sciml4j.core.optim.GradientClipping;
import org.sciml4j.core.optim.Plateau;
import org.sciml4j.core.optim.Schedule;
import org.sciml4j.core.optim.Sgd;
import org.sciml4j.core.parallel.ThreadTeam;
import org.sciml4j.core.random.RandomKey;
import org.sciml4j.core.stencil.BoundaryMode;
import org.sciml4j.core.tensor.DType;
import org.sciml4j.core.tensor.Tensor;
import org.sciml4j.core.training.TrainingResult.Stop;

class TrainerTest {
  private final Device device = CpuDevice.common();

  /** y = 3 x - 1. */
  private static Dataset line(int samples) {
    Tensor x = RandomKey.of(5).normal(DType.F64, samples, 1);
    Tensor y = x.copy();
    for (int i = 0; i < samples; i++) {
      y.setFlat(i, 3 * x.getFlat(i) - 1);
    }
    return TensorDataset.of(x, y);
  }

  private static Value affine(Scope scope, Value x) {
    Value slope = scope.parameter("slope", Initializers.ONES, 1);
    Value shift = scope.parameter("shift", Initializers.ZEROS, 1);
    return x.times(slope).plus(shift);
  }

  private static final Objective FIT =
      (scope, batch) -> affine(scope, batch.get(0)).minus(batch.get(1)).square().mean();

  /** With noise, so that results depend on order and draws. */
  private static final Objective NOISY =
      (scope, batch) -> {
        Value x = batch.getFirst();
        return affine(scope, x)
            .plus(scope.normal(x.shape()).times(0.3))
            .minus(batch.get(1))
            .square()
            .mean();
      };

  private Trainer trainer(Objective objective) {
    return Trainer.of(objective, Sgd.of(0.1), device).dtype(DType.F64).key(RandomKey.of(3));
  }

  @Test
  void should_learn_a_line() {
    try (TrainingResult result = trainer(FIT).batchSize(8).epochs(60).train(line(50))) {
      assertThat(result.parameters().get("slope").getFlat(0)).isCloseTo(3, within(1e-9));
      assertThat(result.parameters().get("shift").getFlat(0)).isCloseTo(-1, within(1e-9));
      assertThat(result.stop()).isEqualTo(Stop.ALL_EPOCHS);
      assertThat(result.history().epochs()).hasSize(60);
      assertThat(result.history().losses()[59]).isLessThan(1e-15);
    }
  }

  @Test
  void should_take_the_mean_over_all_samples_of_an_epoch() {
    Dataset data = line(10);
    Tensor all = Tensor.zeros(DType.F64, 10, 1);
    data.read(Permutation.identity(10), 0, 10, List.of(all, Tensor.zeros(DType.F64, 10, 1)));
    double expected = 0;
    for (int i = 0; i < 10; i++) {
      double error = all.getFlat(i) - (3 * all.getFlat(i) - 1);
      expected += error * error / 10;
    }
    Trainer still =
        Trainer.of(FIT, Sgd.of(1e-300), device)
            .dtype(DType.F64)
            .batchSize(4)
            .metric("twice", (scope, batch) -> FIT.loss(scope, batch).times(2))
            .validation(data);
    try (TrainingResult result = still.train(data)) {
      History.Epoch epoch = result.history().epochs().getFirst();
      assertThat(epoch.loss()).isCloseTo(expected, within(1e-14));
      assertThat(epoch.validationLoss().orElseThrow()).isCloseTo(expected, within(1e-14));
      assertThat(epoch.metrics().get("twice")).isCloseTo(2 * expected, within(1e-14));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void should_give_the_same_bits_on_any_number_of_threads(int threads) {
    try (ThreadTeam team = ThreadTeam.of(threads);
        Device other = CpuDevice.of(team);
        TrainingResult expected = trainer(NOISY).batchSize(16).epochs(3).train(line(100));
        TrainingResult actual =
            Trainer.of(NOISY, Sgd.of(0.1), other)
                .dtype(DType.F64)
                .key(RandomKey.of(3))
                .batchSize(16)
                .epochs(3)
                .train(line(100))) {
      SameTraining.require(actual, expected);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void should_give_the_same_bits_with_layers_of_all_kinds(int threads) {
    Tensor images = RandomKey.of(1).normal(DType.F32, 20, 2, 9, 8);
    Tensor targets = RandomKey.of(2).normal(DType.F32, 20, 3);
    Dataset data = TensorDataset.of(images, targets);
    try (ThreadTeam team = ThreadTeam.of(threads);
        Device other = CpuDevice.of(team);
        TrainingResult expected = layered(device).train(data);
        TrainingResult actual = layered(other).train(data)) {
      SameTraining.require(actual, expected);
    }
  }

  private static Trainer layered(Device on) {
    Layer network =
        Sequential.of(
            Conv.conv2d(6, 3).boundary(BoundaryMode.PERIODIC).activation(Activations.RELU),
            BatchNorm.of(),
            MaxPooling.maxPool2d(2),
            Dropout.of(0.25),
            Reshape.of(6, 16),
            Recurrent.lstm(7).returnSequences(),
            Recurrent.gru(5),
            Dense.of(3));
    return Trainer.of(Objective.supervised(network, Losses.MSE), Adam.of(0.01), on)
        .key(RandomKey.of(9))
        .batchSize(8)
        .epochs(3);
  }

  @Test
  void should_train_on_a_loaded_and_frozen_part() {
    Dense features = Dense.of(4).activation(Activations.TANH);
    Dataset data = line(40);
    Trainer first =
        trainer(
            Objective.supervised(
                Sequential.of(features.named("features"), Dense.of(1).named("head")), Losses.MSE));
    try (TrainingResult source = first.batchSize(10).epochs(5).train(data)) {
      Objective transfer =
          Objective.supervised(
              Sequential.of(
                  Freeze.of(features.named("features")),
                  Dense.of(8).activation(Activations.TANH).named("more"),
                  Dense.of(1).named("head")),
              Losses.MSE);
      List<ParameterSpec> specs =
          Traced.of(transfer, DType.F64, Batch.types(data, 10), true).specs();
      try (Parameters start = Parameters.initial(specs, RandomKey.of(8))) {
        assertThat(start.load(source.parameters(), "features/")).isEqualTo(2);
        try (TrainingResult result = trainer(transfer).batchSize(10).epochs(5).train(data, start)) {
          for (String name : List.of("features/kernel", "features/bias")) {
            assertThat(result.parameters().get(name).toDoubles())
                .containsExactly(source.parameters().get(name).toDoubles());
          }
          assertThat(result.parameters().get("head/kernel").toDoubles())
              .isNotEqualTo(start.get("head/kernel").toDoubles());
          assertThat(result.history().losses()[4]).isLessThan(result.history().losses()[0]);
        }
      }
    }
  }

  @Test
  void should_say_that_a_smaller_last_batch_does_not_fit_a_state_for_each_sample() {
    Objective stateful =
        Objective.supervised(
            Sequential.of(Reshape.of(1, 1), Recurrent.lstm(2).stateful(), Dense.of(1)), Losses.MSE);
    assertThatThrownBy(() -> trainer(stateful).inOrder().batchSize(4).train(line(10)))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("drop the remainder");
    trainer(stateful).inOrder().batchSize(4).dropRemainder().train(line(10)).close();
  }

  /** Everything a checkpoint has to keep is in use here. */
  private Trainer elaborate(Path file) {
    return Trainer.of(NOISY, Adam.of(0.05), device)
        .dtype(DType.F64)
        .key(RandomKey.of(11))
        .batchSize(7)
        .epochs(6)
        .schedule(Schedule.warmUp(5, Schedule.cosine(0.1, 0.01, 60)))
        .onPlateau(new Plateau(0.5, 1, 0.05, 1e-4))
        .validation(line(9))
        .metric("error", FIT)
        .earlyStopping(new EarlyStopping(4, 0, true))
        .checkpoint(file, 3);
  }

  @Test
  void should_go_on_after_a_stop_at_any_step_with_the_same_bits(@TempDir Path folder) {
    Dataset data = line(30);
    try (TrainingResult expected = elaborate(folder.resolve("whole")).train(data)) {
      int total = 5 * expected.history().epochs().size();
      for (int stop = 0; stop < total; stop++) {
        Path file = folder.resolve("stopped at " + stop);
        TrainingListener interruption = new Interruption(stop);
        assertThatThrownBy(() -> elaborate(file).listener(interruption).train(data))
            .hasMessage("pulled the plug");
        try (TrainingResult resumed = elaborate(file).resume(data)) {
          SameTraining.require(resumed, expected);
        }
      }
    }
  }

  @Test
  void should_train_on_from_where_a_finished_training_ended(@TempDir Path folder) {
    Path file = folder.resolve("checkpoint");
    Dataset data = line(20);
    trainer(FIT).epochs(2).batchSize(5).checkpoint(file).train(data).close();
    try (TrainingResult longer = trainer(FIT).epochs(4).batchSize(5).checkpoint(file).resume(data);
        TrainingResult whole = trainer(FIT).epochs(4).batchSize(5).train(data)) {
      SameTraining.require(longer, whole);
    }
  }

  @Test
  void should_refuse_the_checkpoint_of_another_training(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("checkpoint");
    Dataset data = line(20);
    trainer(FIT).batchSize(5).checkpoint(file).train(data).close();

    assertThatThrownBy(() -> trainer(FIT).batchSize(4).checkpoint(file).resume(data))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("batch size 5")
        .hasMessageContaining("batch size 4");
    assertThatThrownBy(() -> trainer(NOISY).batchSize(5).checkpoint(file).resume(data))
        .hasMessageContaining("2 parameters, 2 numbers, graph");
    Schedule schedule = Schedule.warmUp(2, Schedule.stepDecay(0.1, 3, 0.5));
    assertThatThrownBy(
            () -> trainer(FIT).batchSize(5).schedule(schedule).checkpoint(file).resume(data))
        .hasMessageContaining("ConstantRate[rate=0.1]")
        .hasMessageContaining("WarmUp[steps=2, then=StepDecay[rate=0.1, every=3, factor=0.5]]");
    GradientClipping clipping = GradientClipping.byNorm(2);
    assertThatThrownBy(
            () -> trainer(FIT).batchSize(5).clipping(clipping).checkpoint(file).resume(data))
        .hasMessageContaining("NoClipping")
        .hasMessageContaining("ClippingByNorm[limit=2.0]");
    Schedule own = step -> 0.1;
    assertThat(own.description()).isEqualTo("schedule of its own");
    Files.write(file, new byte[] {1, 2, 3});
    assertThatThrownBy(() -> trainer(FIT).batchSize(5).checkpoint(file).resume(data))
        .isInstanceOf(InvalidInputException.class);
    assertThatThrownBy(() -> trainer(FIT).resume(data)).hasMessageContaining("checkpoint(file)");
  }

  @Test
  void should_refuse_the_checkpoint_of_another_boundary_mode(@TempDir Path folder) {
    Path file = folder.resolve("checkpoint");
    Tensor images = RandomKey.of(3).normal(DType.F64, 4, 1, 5, 5);
    Dataset data = TensorDataset.of(images, images);
    Conv layer = Conv.conv2d(1, 3).boundary(BoundaryMode.PERIODIC);
    trainer(Objective.supervised(layer, Losses.MSE))
        .batchSize(2)
        .checkpoint(file)
        .train(data)
        .close();

    Trainer other =
        trainer(Objective.supervised(layer.boundary(BoundaryMode.REFLECT), Losses.MSE))
            .batchSize(2)
            .checkpoint(file);
    assertThatThrownBy(() -> other.resume(data))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("2 parameters, 10 numbers, graph");
  }

  @Test
  void should_stop_early_with_the_best_parameters() {
    // The validation data want slope 3; the training data want slope -3: every step is a loss.
    Tensor x = Tensor.of(new double[] {1, 2, 3, 4}, 4, 1);
    Tensor wrong = Tensor.of(new double[] {-3, -6, -9, -12}, 4, 1);
    Tensor right = Tensor.of(new double[] {3, 6, 9, 12}, 4, 1);
    try (TrainingResult result =
        Trainer.of(FIT, Sgd.of(0.01), device)
            .dtype(DType.F64)
            .batchSize(4)
            .epochs(100)
            .validation(TensorDataset.of(x, right))
            .earlyStopping(EarlyStopping.after(3))
            .train(TensorDataset.of(x, wrong))) {
      assertThat(result.stop()).isEqualTo(Stop.NO_IMPROVEMENT);
      assertThat(result.history().epochs()).hasSize(4);
      double slopeAfterOneEpoch = result.parameters().get("slope").getFlat(0);
      assertThat(slopeAfterOneEpoch).isCloseTo(1 - 0.01 * 2 * 4 * 7.5, within(1e-12));
    }
  }

  @Test
  void should_name_operation_and_parameter_when_the_loss_is_no_number(@TempDir Path folder) {
    Objective logarithm =
        (scope, batch) -> {
          Value level = scope.parameter("level", Initializers.ONES, 1);
          return level
              .log()
              .labelled("entropy")
              .sum()
              .plus(batch.getFirst().mean().times(level.sum()));
        };
    Dataset data = TensorDataset.of(Tensor.zeros(DType.F64, 4, 1).fill(1));
    Path file = folder.resolve("checkpoint");
    Trainer trainer =
        Trainer.of(logarithm, Sgd.of(0.3), device)
            .dtype(DType.F64)
            .batchSize(2)
            .epochs(9)
            .checkpoint(file);

    NonFiniteLossException thrown =
        catchThrowableOfType(NonFiniteLossException.class, () -> trainer.train(data));

    // level: 1 -> 1 - 0.3 (1/1 + 1) = 0.4 -> 0.4 - 0.3 (2.5 + 1) = -0.65: its logarithm is NaN.
    assertThat(thrown).hasMessageContaining("loss is NaN at step 1 of epoch 2");
    assertThat(thrown.operation()).contains("entropy").contains("log");
    assertThat(thrown).hasMessageContaining(file.toString());
    try (Parameters good = thrown.lastGood();
        Parameters kept = ModelFile.load(file)) {
      assertThat(good.get("level").getFlat(0)).isCloseTo(-0.65, within(1e-12));
      assertThat(kept.get("level").getFlat(0)).isEqualTo(good.get("level").getFlat(0));
    }
  }

  @Test
  void should_name_the_parameter_whose_gradient_is_no_number() {
    Objective root =
        (scope, batch) -> {
          Value slope = scope.parameter("slope", Initializers.ONES, 1);
          Value level = scope.parameter("level", Initializers.ZEROS, 1);
          return level.sqrt().sum().plus(slope.times(batch.getFirst()).square().mean());
        };
    Dataset data = TensorDataset.of(Tensor.zeros(DType.F64, 4, 1).fill(1));

    NonFiniteLossException thrown =
        catchThrowableOfType(
            NonFiniteLossException.class,
            () -> Trainer.of(root, Sgd.of(0.1), device).dtype(DType.F64).batchSize(2).train(data));

    assertThat(thrown.parameter()).isEqualTo("level");
    assertThat(thrown.operation()).contains("divide");
    thrown.lastGood().close();
  }

  @Test
  void should_refuse_data_that_do_not_fit() {
    assertThatThrownBy(() -> trainer(FIT).batchSize(51).train(line(50)))
        .hasMessageContaining("batch size is 51 for 50 samples");
    assertThatThrownBy(() -> trainer(FIT).batchSize(0)).hasMessageContaining("batch size is 0");
    assertThatThrownBy(() -> trainer(FIT).train(line(40).subset()))
        .hasMessageContaining("dataset is empty");
    assertThatThrownBy(() -> trainer(FIT).epochs(0)).hasMessageContaining("epochs is 0");
    assertThatThrownBy(
            () ->
                trainer((scope, batch) -> affine(scope, batch.getFirst()))
                    .batchSize(2)
                    .train(line(9)))
        .hasMessageContaining("loss is f64[2, 1], expected a single number");
    assertThatThrownBy(() -> trainer(FIT).metric("a", FIT).metric("a", FIT))
        .hasMessageContaining("metric is 'a'");
  }

  @Test
  void should_allocate_nothing_for_a_step_besides_what_programs_do() {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    int steps = 500;
    long[] allocated = new long[steps];
    TrainingListener measure =
        new TrainingListener() {
          @Override
          public void stepDone(long step, double loss) {
            allocated[(int) step - 1] = threads.getCurrentThreadAllocatedBytes();
          }
        };
    Trainer.of(NOISY, Adam.of(0.1), new IdleDevice())
        .dtype(DType.F64)
        .batchSize(8)
        .schedule(Schedule.warmUp(5, Schedule.cosine(0.1, 0.01, 60)))
        .listener(measure)
        .train(line(8 * steps))
        .close();

    // What the virtual machine itself needs now and then is less than the smallest object a step.
    assertThat(allocated[steps - 1] - allocated[99]).isLessThan(steps);
  }
}
