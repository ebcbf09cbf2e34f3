package org.sciml4j.core.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.sciml4j.core.InvalidInputException;
import org.sciml4j.core.nn.layer.Dense;
import org.sciml4j.core.random.RandomKey;
import org.sciml4j.core.tensor.DType;
import org.sciml4j.core.tensor.Tensor;

class ParametersTest {
  private static final RandomKey KEY = RandomKey.of(7);

  private static Model model(Layer layer) {
    return Model.of(layer, DType.F64, 3);
  }

  @Test
  void initialNumbersDependOnTheNameAlone() {
    Dense first = Dense.of(4);
    Dense second = Dense.of(3);
    try (Parameters short_ = model(first).initialize(KEY);
        Parameters long_ =
            model(Sequential.of(second.named("other"), first.named("dense"))).initialize(KEY)) {
      assertThat(long_.get("dense/kernel").toDoubles())
          .isEqualTo(short_.get("dense/kernel").toDoubles());
      assertThat(long_.get("other/kernel").toDoubles())
          .doesNotContain(short_.get("dense/kernel").toDoubles());
    }
  }

  @Test
  void aMissingNameSuggestsNearOnes() {
    try (Parameters parameters = model(Dense.of(4)).initialize(KEY)) {
      assertThatThrownBy(() -> parameters.get("dense/kernels"))
          .isInstanceOf(InvalidInputException.class)
          .hasMessageContaining("did you mean 'dense/kernel'");
    }
  }

  @Test
  void countsAndCopies() {
    try (Parameters parameters = model(Dense.of(4)).initialize(KEY);
        Parameters copy = parameters.copy()) {
      copy.get("dense/bias").fill(9);

      assertThat(parameters.count()).isEqualTo(16);
      assertThat(parameters.get("dense/bias").toDoubles()).containsOnly(0);
      assertThat(copy.names()).containsExactly("dense/kernel", "dense/bias");
    }
  }

  @Test
  void partOfATrainedNetworkIsLoadedByPrefix() {
    Layer encoder = Dense.of(2).named("encoder");
    try (Parameters trained =
            model(Sequential.of(encoder, Dense.of(3).named("head"))).initialize(RandomKey.of(1));
        Parameters fresh =
            model(Sequential.of(encoder, Dense.of(5).named("head"))).initialize(RandomKey.of(2))) {
      double[] head = fresh.get("head/kernel").toDoubles();

      assertThat(fresh.load(trained, "encoder/")).isEqualTo(2);

      assertThat(fresh.get("encoder/kernel").toDoubles())
          .isEqualTo(trained.get("encoder/kernel").toDoubles());
      assertThat(fresh.get("head/kernel").toDoubles()).isEqualTo(head);
      assertThatThrownBy(() -> fresh.load(trained, ""))
          .isInstanceOf(InvalidInputException.class)
          .hasMessageContaining("'head/kernel' is f64[2, 3], expected f64[2, 5]");
      assertThatThrownBy(() -> fresh.load(trained, "decoder"))
          .isInstanceOf(InvalidInputException.class)
          .hasMessageContaining("'decoder'");
    }
  }

  @Test
  void numbersOfASmallerNetworkNameWhatIsMissing() {
    Layer two = Sequential.of(Dense.of(4), Dense.of(2));
    try (Parameters small = model(Dense.of(4)).initialize(KEY);
        Parameters large = model(two).initialize(KEY)) {
      assertThatThrownBy(() -> small.requireFor(model(two).parameters()))
          .isInstanceOf(InvalidInputException.class)
          .hasMessage(
              "parameters are 2 without 'dense_1/kernel' and 'dense_1/bias', expected all 4 of the"
                  + " network; pass those of the same network");
      assertThatThrownBy(() -> small.load(large, ""))
          .isInstanceOf(InvalidInputException.class)
          .hasMessageContaining("'dense_1/kernel'")
          .hasMessageNotContaining("did you mean");
      assertThatThrownBy(() -> small.load(large, "xyz"))
          .hasMessageContaining("choose one of [dense/kernel");
    }
  }

  @Test
  void numbersThatAreClosedAreNamed() {
    Parameters parameters = model(Dense.of(4)).initialize(KEY);
    parameters.close();
    assertThatThrownBy(() -> parameters.get("dense/bias"))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("parameter 'dense/bias' is closed tensor F64[4]");
  }

  @Test
  void numbersOfAnotherNetworkAreRefused() {
    try (Parameters parameters =
        Parameters.of(Map.of("dense/kernel", Tensor.zeros(DType.F32, 3, 4)))) {
      assertThatThrownBy(() -> parameters.requireFor(model(Dense.of(4)).parameters()))
          .isInstanceOf(InvalidInputException.class)
          .hasMessageContaining("'dense/kernel' is f32[3, 4], expected f64[3, 4]");
    }
  }
}
