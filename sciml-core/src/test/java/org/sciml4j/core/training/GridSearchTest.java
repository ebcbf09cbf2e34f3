package org.sciml4j.core.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sciml4j.core.InvalidInputException;
import org.sciml4j.core.cpu.CpuDevice;
import org.sciml4j.core.nn.Objective;
import org.sciml4j.core.nn.Parameters;
import org.sciml4j.core.nn.layer.Dense;
import org.sciml4j.core.nn.loss.Losses;
import org.sciml4j.core.optim.Sgd;
import org.sciml4j.core.random.RandomKey;
import org.sciml4j.core.tensor.DType;
import org.sciml4j.core.tensor.Tensor;

class GridSearchTest {
  @Test
  void should_try_every_combination_and_rank_them() {
    GridSearch.Result result =
        GridSearch.empty()
            .over("rate", 0.1, 0.01)
            .over("units", 8, 16, 32)
            .run(point -> Math.abs(point.get("rate") - 0.01) + Math.abs(point.whole("units") - 16));

    assertThat(result.trials()).hasSize(6);
    assertThat(result.best().point().toString()).isEqualTo("rate=0.01 units=16.0");
    assertThat(result.best().loss()).isZero();
    assertThat(result.toString())
        .startsWith("        loss  hyper-parameters\n      0.0000  rate=0.01 units=16.0\n");
  }

  @Test
  void should_put_losses_that_are_not_numbers_last() {
    GridSearch.Result result =
        GridSearch.empty()
            .over("rate", 1, 2, 3)
            .run(point -> point.get("rate") == 1 ? Double.NaN : point.get("rate"));

    assertThat(result.trials().getLast().loss()).isNaN();
    assertThat(result.best().loss()).isEqualTo(2);
  }

  @Test
  void should_go_on_where_a_training_diverges() {
    Tensor x = RandomKey.of(5).normal(DType.F64, 8, 1);
    List<Parameters> left = new ArrayList<>();
    GridSearch.Result result =
        GridSearch.empty()
            .over("rate", 1e200, 0.1)
            .run(
                point -> {
                  Trainer trainer =
                      Trainer.of(
                              Objective.supervised(Dense.of(1), Losses.MSE),
                              Sgd.of(point.get("rate")),
                              CpuDevice.common())
                          .dtype(DType.F64)
                          .batchSize(8)
                          .epochs(5);
                  try (TrainingResult trained = trainer.train(TensorDataset.of(x, x))) {
                    return trained.history().epochs().getLast().loss();
                  } catch (NonFiniteLossException diverged) {
                    left.add(diverged.lastGood());
                    throw diverged;
                  }
                });

    assertThat(result.trials()).hasSize(2);
    assertThat(result.best().point().get("rate")).isEqualTo(0.1);
    assertThat(result.trials().getLast().loss()).isNaN();
    assertThat(left).hasSize(1);
    assertThatThrownBy(() -> left.getFirst().get("dense/kernel").requireOpen("kernel"))
        .hasMessageContaining("closed tensor");
  }

  @ParameterizedTest
  @ValueSource(doubles = {2.5, 1e-9, 3e9, Double.NaN, Double.POSITIVE_INFINITY})
  void should_refuse_to_round_what_is_not_whole(double value) {
    GridSearch search = GridSearch.empty().over("units", value);
    assertThatThrownBy(() -> search.run(point -> point.whole("units")))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("hyper-parameter 'units' is " + value + ", expected a whole number");
  }

  @Test
  void should_say_which_name_is_wrong() {
    assertThatThrownBy(() -> GridSearch.empty().over("rate", 1).run(point -> point.get("rte")))
        .hasMessage("hyper-parameter is 'rte', expected one of [rate]; did you mean 'rate'?");
    assertThatThrownBy(() -> GridSearch.empty().over("rate", 1).over("rate", 2))
        .hasMessageContaining("a name not used before");
    assertThatThrownBy(() -> GridSearch.empty().over("rate")).hasMessageContaining("none");
  }
}
