package org.sciml4j.core.nn;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.sciml4j.core.nn.layer.Dense;
import org.sciml4j.core.tensor.DType;

class SummaryTest {
  @Test
  void printsWhatKerasPrints() {
    Layer layer = Sequential.of(Dense.of(64), Freeze.of(Dense.of(10)));

    assertThat(Model.of(layer, DType.F32, 784).summary())
        .isEqualTo(
            """
            _________________________________________________________________
            Layer (type)                 Output Shape              Param #
            =================================================================
            dense (Dense)                (None, 64)                50240
            _________________________________________________________________
            dense_1 (Dense)              (None, 10)                650
            =================================================================
            Total params: 50,890
            Trainable params: 50,240
            Non-trainable params: 650
            _________________________________________________________________
            """);
  }
}
