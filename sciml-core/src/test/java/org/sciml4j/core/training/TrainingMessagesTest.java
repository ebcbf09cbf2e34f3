package org.sciml4j.core.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sciml4j.core.InvalidInputException;
import org.sciml4j.core.cpu.CpuDevice;
import org.sciml4j.core.minimize.LbfgsOptions;
import org.sciml4j.core.nn.Freeze;
import org.sciml4j.core.nn.Layer;
import org.sciml4j.core.nn.Objective;
import org.sciml4j.core.nn.layer.Dense;
import org.sciml4j.core.nn.layer.Flatten;
import org.sciml4j.core.nn.loss.Losses;
import org.sciml4j.core.optim.Adam;
import org.sciml4j.core.optim.GradientClipping;
import org.sciml4j.core.optim.Sgd;
import org.sciml4j.core.random.RandomKey;
import org.sciml4j.core.tensor.DType;
import org.sciml4j.core.tensor.Tensor;

/** What trainers say of data and settings that cannot be worked with. */
class TrainingMessagesTest {
  private static final Objective LINE = Objective.supervised(Dense.of(1), Losses.MSE);
  private static final Objective CLASSES =
      Objective.supervised(Dense.of(3), Losses.SPARSE_CATEGORICAL_CROSS_ENTROPY);

  private static Tensor normal(long... shape) {
    return RandomKey.of(5).normal(DType.F64, shape);
  }

  /** Twelve samples of three classes, the label of one of them as given. */
  private static Dataset labelled(int sample, double label) {
    double[] labels = IntStream.range(0, 12).mapToDouble(i -> i % 3).toArray();
    labels[sample] = label;
    return TensorDataset.of(normal(12, 2), Tensor.of(labels, 12));
  }

  private static Trainer trainer(Objective objective) {
    return Trainer.of(objective, Sgd.of(0.1), CpuDevice.common()).dtype(DType.F64).batchSize(5);
  }

  private static FullBatchTrainer fullBatch(Objective objective) {
    return FullBatchTrainer.of(objective, LbfgsOptions.defaults(), CpuDevice.common())
        .dtype(DType.F64);
  }

  @ParameterizedTest
  @ValueSource(doubles = {7, -1, 3, 1.5})
  void should_name_a_label_that_is_no_class(double label) {
    String text = label == 1.5 ? "1.5" : Integer.toString((int) label);
    String expected =
        "label of sample 8 (array 1) is " + text + ", expected a class number from 0 to 2";
    assertThatThrownBy(() -> trainer(CLASSES).train(labelled(8, label)).close())
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining(expected);
    assertThatThrownBy(() -> fullBatch(CLASSES).train(labelled(8, label)).close())
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining(expected);
    assertThatThrownBy(
            () ->
                trainer(CLASSES)
                    .validation(labelled(8, label))
                    .train(labelled(0, 0).subset(0, 1, 2, 3, 4))
                    .close())
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining(expected);
  }

  @Test
  void should_name_the_array_and_sample_that_hold_what_is_no_number() {
    Tensor x = normal(12, 2);
    Tensor y = normal(12, 1);
    y.set(Double.NaN, 7, 0);
    Dataset data = TensorDataset.of(x, y);
    String expected = "array 1 of sample 7 holds NaN";
    for (Runnable training :
        List.<Runnable>of(
            () -> trainer(LINE).train(data).close(),
            () -> fullBatch(LINE).train(data).close(),
            () -> trainer(LINE).validation(data).train(data.subset(0, 1, 2, 3, 4)).close())) {
      NonFiniteLossException thrown =
          catchThrowableOfType(NonFiniteLossException.class, training::run);
      assertThat(thrown)
          .hasMessageContaining(expected)
          .hasMessageNotContaining("learning rate")
          .hasMessageEndingWith("correct the data, or leave such samples out");
      thrown.lastGood().close();
    }
  }

  @Test
  void should_name_the_tensor_that_is_closed() {
    Tensor x = normal(12, 2);
    Tensor y = normal(12, 1);
    Dataset data = TensorDataset.of(x, y);
    y.close();

    String expected = "array 1 of the dataset is closed tensor F64[12, 1], expected an open one";
    assertThatThrownBy(() -> TensorDataset.of(x, y))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining(expected);
    assertThatThrownBy(() -> trainer(LINE).train(data))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining(expected);
  }

  @Test
  void should_say_which_array_has_another_type_than_the_parameters() {
    Dataset data = TensorDataset.of(normal(12, 2), normal(12, 1));
    String expected =
        "element type of the data is f64[5, 2] in array 0, f64[5, 1] in array 1, expected that of"
            + " the parameters, F32; call dtype(DType.F64) of the trainer, or convert tensors by"
            + " to(DType.F32)";
    assertThatThrownBy(() -> trainer(LINE).dtype(DType.F32).train(data))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage(expected);
    assertThatThrownBy(() -> fullBatch(LINE).dtype(DType.F32).train(data))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage(expected.replace("[5,", "[12,"));

    Dataset mixed = TensorDataset.of(normal(12, 2), normal(12, 1).to(DType.F32));
    assertThatThrownBy(() -> trainer(LINE).train(mixed))
        .hasMessage(
            "element type of the data is f32[5, 1] in array 1, expected that of the parameters,"
                + " F64; convert tensors by to(DType.F64)");
    Dataset validation = data;
    Dataset single = TensorDataset.of(normal(12, 2).to(DType.F32), normal(12, 1).to(DType.F32));
    assertThatThrownBy(
            () -> trainer(LINE).dtype(DType.F32).validation(validation).train(single).close())
        .hasMessageContaining("f64[5, 2] in array 0");
    assertThatThrownBy(
            () ->
                LeastSquaresTraining.of(Dense.of(1), CpuDevice.common())
                    .fit(single, RandomKey.of(1)))
        .hasMessage(
            "element type of the data is f32[12, 2] in array 0, f32[12, 1] in array 1, expected"
                + " that of the parameters, F64; convert tensors by to(DType.F64)");
  }

  @Test
  void should_leave_other_errors_of_mixed_types_as_they_are() {
    Dataset data = TensorDataset.of(normal(12, 2), normal(12, 3));
    assertThatThrownBy(() -> trainer(LINE).dtype(DType.F32).train(data))
        .hasMessageNotContaining("element type of the data");
  }

  @Test
  void should_print_only_the_settings_that_differ(@TempDir Path folder) {
    Path file = folder.resolve("checkpoint");
    Dataset data = TensorDataset.of(normal(12, 2), normal(12, 1));
    trainer(LINE).checkpoint(file).train(data).close();

    assertThatThrownBy(
            () ->
                Trainer.of(LINE, Adam.of(0.1), CpuDevice.common())
                    .dtype(DType.F64)
                    .batchSize(5)
                    .inOrder()
                    .clipping(GradientClipping.byNorm(2))
                    .earlyStopping(EarlyStopping.after(3))
                    .checkpoint(file)
                    .resume(data))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("' of a training with shuffled, no early stopping, optimizer Sgd")
        .hasMessageContaining("expected one with in order, EarlyStopping")
        .hasMessageContaining("optimizer Adam")
        .hasMessageContaining("ClippingByNorm")
        .hasMessageNotContaining("12 samples")
        .hasMessageNotContaining("batch size")
        .hasMessageNotContaining("seed")
        .hasMessageNotContaining("graph")
        .hasMessageNotContaining("ConstantRate");
  }

  @Test
  void should_refuse_a_network_with_nothing_to_train() {
    Dataset data = TensorDataset.of(normal(12, 2), normal(12, 2));
    Layer frozen = Freeze.of(Dense.of(2));
    assertThatThrownBy(() -> trainer(Objective.supervised(frozen, Losses.MSE)).train(data))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage(
            "network is of 2 parameters, all frozen, expected at least one to train; freeze fewer"
                + " layers");
    assertThatThrownBy(
            () -> trainer(Objective.supervised(new Flatten(), Losses.MSE)).train(data).close())
        .isInstanceOf(InvalidInputException.class)
        .hasMessage(
            "network is without parameters, expected at least one to train; add a layer that has"
                + " some, for example Dense");
  }
}
