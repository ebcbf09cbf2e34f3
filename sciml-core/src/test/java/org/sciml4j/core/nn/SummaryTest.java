package org.sciml4j.core.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sciml4j.core.nn.activation.Activations.RELU;
import static org.sciml4j.core.nn.layer.Conv.conv2d;
import static org.sciml4j.core.nn.layer.MaxPooling.maxPool2d;
import static org.sciml4j.core.nn.layer.Recurrent.lstm;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.sciml4j.core.graph.Padding;
import org.sciml4j.core.nn.activation.Activations;
import org.sciml4j.core.nn.init.Initializers;
import org.sciml4j.core.nn.layer.BatchNorm;
import org.sciml4j.core.nn.layer.Dense;
import org.sciml4j.core.nn.layer.Dropout;
import org.sciml4j.core.nn.layer.Flatten;
import org.sciml4j.core.stencil.BoundaryMode;
import org.sciml4j.core.tensor.DType;

/** Tables as Keras prints them, and the parameter counts of well-known networks. */
class SummaryTest {
  @Test
  void theConvolutionalNetworkOfTheMnistTutorial() {
    Layer cnn =
        Sequential.of(
            conv2d(32, 3).activation(RELU),
            maxPool2d(2),
            conv2d(64, 3).activation(RELU),
            maxPool2d(2),
            conv2d(64, 3).activation(RELU),
            new Flatten(),
            Dense.of(64).activation(RELU),
            Dense.of(10));

    assertThat(Model.of(cnn, DType.F32, 1, 28, 28).summary())
        .isEqualTo(
            """
            ___________________________________________________________________
            Layer (type)                   Output Shape              Param #
            ===================================================================
            conv2d (Conv2D)                (None, 32, 26, 26)        320
            ___________________________________________________________________
            max_pooling2d (MaxPooling2D)   (None, 32, 13, 13)        0
            ___________________________________________________________________
            conv2d_1 (Conv2D)              (None, 64, 11, 11)        18496
            ___________________________________________________________________
            max_pooling2d_1 (MaxPooling2D) (None, 64, 5, 5)          0
            ___________________________________________________________________
            conv2d_2 (Conv2D)              (None, 64, 3, 3)          36928
            ___________________________________________________________________
            flatten (Flatten)              (None, 576)               0
            ___________________________________________________________________
            dense (Dense)                  (None, 64)                36928
            ___________________________________________________________________
            dense_1 (Dense)                (None, 10)                650
            ===================================================================
            Total params: 93,322
            Trainable params: 93,322
            Non-trainable params: 0
            ___________________________________________________________________
            """);
  }

  @Test
  void theRecurrentNetworkForSeriesOfSixty() {
    Layer net = Sequential.of(lstm(256).returnSequences(), lstm(256), Dense.of(64), Dense.of(1));

    assertThat(Model.of(net, DType.F32, 60, 1).summary())
        .isEqualTo(
            """
            _________________________________________________________________
            Layer (type)                 Output Shape              Param #
            =================================================================
            lstm (LSTM)                  (None, 60, 256)           264192
            _________________________________________________________________
            lstm_1 (LSTM)                (None, 256)               525312
            _________________________________________________________________
            dense (Dense)                (None, 64)                16448
            _________________________________________________________________
            dense_1 (Dense)              (None, 1)                 65
            =================================================================
            Total params: 806,017
            Trainable params: 806,017
            Non-trainable params: 0
            _________________________________________________________________
            """);
  }

  /** Simonyan and Zisserman 2014, arXiv:1409.1556, configuration D. */
  @Test
  void vgg16() {
    List<Layer> layers = new ArrayList<>();
    for (int[] block : new int[][] {{64, 2}, {128, 2}, {256, 3}, {512, 3}, {512, 3}}) {
      for (int i = 0; i < block[1]; i++) {
        layers.add(conv2d(block[0], 3).same().activation(RELU));
      }
      layers.add(maxPool2d(2));
    }
    layers.add(new Flatten());
    layers.add(Dense.of(4096).activation(RELU));
    layers.add(Dense.of(4096).activation(RELU));
    layers.add(Dense.of(1000).activation(Activations.SOFTMAX));
    String summary = Model.of(new Sequential(layers), DType.F32, 3, 224, 224).summary();

    assertThat(rows(summary))
        .containsExactly(
            "conv2d (Conv2D) | (None, 64, 224, 224) | 1792",
            "conv2d_1 (Conv2D) | (None, 64, 224, 224) | 36928",
            "max_pooling2d (MaxPooling2D) | (None, 64, 112, 112) | 0",
            "conv2d_2 (Conv2D) | (None, 128, 112, 112) | 73856",
            "conv2d_3 (Conv2D) | (None, 128, 112, 112) | 147584",
            "max_pooling2d_1 (MaxPooling2D) | (None, 128, 56, 56) | 0",
            "conv2d_4 (Conv2D) | (None, 256, 56, 56) | 295168",
            "conv2d_5 (Conv2D) | (None, 256, 56, 56) | 590080",
            "conv2d_6 (Conv2D) | (None, 256, 56, 56) | 590080",
            "max_pooling2d_2 (MaxPooling2D) | (None, 256, 28, 28) | 0",
            "conv2d_7 (Conv2D) | (None, 512, 28, 28) | 1180160",
            "conv2d_8 (Conv2D) | (None, 512, 28, 28) | 2359808",
            "conv2d_9 (Conv2D) | (None, 512, 28, 28) | 2359808",
            "max_pooling2d_3 (MaxPooling2D) | (None, 512, 14, 14) | 0",
            "conv2d_10 (Conv2D) | (None, 512, 14, 14) | 2359808",
            "conv2d_11 (Conv2D) | (None, 512, 14, 14) | 2359808",
            "conv2d_12 (Conv2D) | (None, 512, 14, 14) | 2359808",
            "max_pooling2d_4 (MaxPooling2D) | (None, 512, 7, 7) | 0",
            "flatten (Flatten) | (None, 25088) | 0",
            "dense (Dense) | (None, 4096) | 102764544",
            "dense_1 (Dense) | (None, 4096) | 16781312",
            "dense_2 (Dense) | (None, 1000) | 4097000");
    assertThat(summary).contains("Total params: 138,357,544\n");
  }

  /** Krizhevsky 2014, arXiv:1404.5997, on one tower, as torchvision has it. */
  @Test
  void alexNetOnOneTower() {
    Layer net =
        Sequential.of(
            conv2d(64, 11).stride(4).padding(zeros(2)).activation(RELU),
            maxPool2d(3).stride(2),
            conv2d(192, 5).padding(zeros(2)).activation(RELU),
            maxPool2d(3).stride(2),
            conv2d(384, 3).same().activation(RELU),
            conv2d(256, 3).same().activation(RELU),
            conv2d(256, 3).same().activation(RELU),
            maxPool2d(3).stride(2),
            new Flatten(),
            Dropout.of(0.5),
            Dense.of(4096).activation(RELU),
            Dropout.of(0.5),
            Dense.of(4096).activation(RELU),
            Dense.of(1000));
    String summary = Model.of(net, DType.F32, 3, 224, 224).summary();

    assertThat(rows(summary))
        .containsExactly(
            "conv2d (Conv2D) | (None, 64, 55, 55) | 23296",
            "max_pooling2d (MaxPooling2D) | (None, 64, 27, 27) | 0",
            "conv2d_1 (Conv2D) | (None, 192, 27, 27) | 307392",
            "max_pooling2d_1 (MaxPooling2D) | (None, 192, 13, 13) | 0",
            "conv2d_2 (Conv2D) | (None, 384, 13, 13) | 663936",
            "conv2d_3 (Conv2D) | (None, 256, 13, 13) | 884992",
            "conv2d_4 (Conv2D) | (None, 256, 13, 13) | 590080",
            "max_pooling2d_2 (MaxPooling2D) | (None, 256, 6, 6) | 0",
            "flatten (Flatten) | (None, 9216) | 0",
            "dropout (Dropout) | (None, 9216) | 0",
            "dense (Dense) | (None, 4096) | 37752832",
            "dropout_1 (Dropout) | (None, 4096) | 0",
            "dense_1 (Dense) | (None, 4096) | 16781312",
            "dense_2 (Dense) | (None, 1000) | 4097000");
    assertThat(summary).contains("Total params: 61,100,840\n");
  }

  private static Padding zeros(long points) {
    return Padding.both(points, BoundaryMode.ZERO);
  }

  @Test
  void whatIsNotTrainedIsCountedApart() {
    Layer net = Sequential.of(Freeze.of(Dense.of(4)), BatchNorm.of(), Dense.of(2));

    assertThat(Model.of(net, DType.F32, 3).summary())
        .contains("batch_normalization (BatchNormalization)", "(None, 4)")
        .contains("Total params: 42\nTrainable params: 18\nNon-trainable params: 24\n");
  }

  @Test
  void groupsAndLooseParametersHaveRowsToo() {
    Layer net =
        Sequential.of(
            Sequential.of(Dense.of(4), Activations.TANH).named("encoder"),
            (x, scope) -> x.times(scope.parameter("gain", Initializers.ONES, 4)));

    assertThat(rows(Model.of(net, DType.F32, 3).summary()))
        .containsExactly(
            "encoder/dense (Dense) | (None, 4) | 16",
            "encoder/tanh (Tanh) | (None, 4) | 0",
            "gain (Parameter) | (4) | 4");
  }

  private static List<String> rows(String summary) {
    return Stream.of(summary.split("\n"))
        .filter(line -> line.contains("(") && !line.startsWith("Layer (type)"))
        .map(line -> line.replaceAll("\\) +\\(", ") | (").replaceAll("\\) +(\\d+)$", ") | $1"))
        .toList();
  }
}
