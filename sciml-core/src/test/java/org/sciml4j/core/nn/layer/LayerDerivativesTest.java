package org.sciml4j.core.nn.layer;

import static org.sciml4j.core.nn.layer.AveragePooling.averagePool2d;
import static org.sciml4j.core.nn.layer.AveragePooling.averagePool3d;
import static org.sciml4j.core.nn.layer.Conv.conv1d;
import static org.sciml4j.core.nn.layer.Conv.conv2d;
import static org.sciml4j.core.nn.layer.Conv.conv3d;
import static org.sciml4j.core.nn.layer.ConvTranspose.convTranspose1d;
import static org.sciml4j.core.nn.layer.ConvTranspose.convTranspose2d;
import static org.sciml4j.core.nn.layer.ConvTranspose.convTranspose3d;
import static org.sciml4j.core.nn.layer.MaxPooling.maxPool1d;
import static org.sciml4j.core.nn.layer.MaxPooling.maxPool2d;
import static org.sciml4j.core.nn.layer.Recurrent.gru;
import static org.sciml4j.core.nn.layer.Recurrent.lstm;
import static org.sciml4j.core.nn.layer.Recurrent.simpleRnn;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.sciml4j.core.graph.Checkpointing;
import org.sciml4j.core.graph.Padding;
import org.sciml4j.core.nn.Layer;
import org.sciml4j.core.nn.LayerProbe;
import org.sciml4j.core.nn.Repeat;
import org.sciml4j.core.nn.Residual;
import org.sciml4j.core.nn.Sequential;
import org.sciml4j.core.nn.activation.Activations;
import org.sciml4j.core.nn.activation.Maxout;
import org.sciml4j.core.nn.activation.PRelu;
import org.sciml4j.core.stencil.BoundaryMode;

/** First and second derivatives of every layer against central differences, in training. */
class LayerDerivativesTest {
  static Stream<Arguments> layers() {
    return Stream.of(
        of(Dense.of(3).activation(Activations.TANH), 2, 4),
        of(Dense.of(3).withoutBias(), 2, 3, 4),
        of(conv1d(2, 3).dilation(2), 2, 2, 7),
        of(conv2d(4, 3, 2).stride(2, 1).groups(2).same(), 1, 2, 5, 4),
        of(conv2d(2, 1), 2, 3, 2, 3),
        of(
            conv2d(1, 3).padding(new Padding(1, 2, BoundaryMode.PERIODIC, BoundaryMode.REPLICATE)),
            1,
            1,
            4,
            4),
        of(conv3d(2, 2).activation(Activations.SIGMOID), 1, 1, 3, 3, 2),
        of(convTranspose1d(2, 3).stride(2), 2, 2, 4),
        of(convTranspose2d(4, 3).stride(2).groups(2).same(), 1, 2, 3, 2),
        of(convTranspose2d(1, 3).boundary(BoundaryMode.PERIODIC), 1, 2, 4, 4),
        of(convTranspose3d(1, 2), 1, 1, 2, 2, 3),
        of(maxPool1d(2), 2, 2, 5),
        of(maxPool2d(3).stride(2).same(), 1, 2, 5, 4),
        of(averagePool2d(2).stride(1), 1, 2, 4, 3),
        of(averagePool3d(2).same(), 1, 1, 3, 3, 2),
        of(new GlobalAveragePooling(2), 2, 3, 2, 4),
        of(BatchNorm.of(), 4, 3),
        of(BatchNorm.of(), 2, 3, 2, 2),
        of(LayerNorm.of(), 2, 4),
        of(LayerNorm.of().axes(2), 2, 3, 2),
        of(Dropout.of(0.4), 3, 4),
        of(Sequential.of(new Flatten(), Reshape.of(2, -1)), 2, 3, 4),
        of(Residual.of(Dense.of(3).activation(Activations.TANH)), 2, 3),
        of(Repeat.of(Residual.of(Dense.of(3).activation(Activations.TANH)), 3), 2, 3),
        of(PRelu.of(), 2, 3, 4),
        of(new Maxout(2), 2, 6),
        of(simpleRnn(3), 2, 4, 2),
        of(lstm(3), 2, 4, 2),
        of(lstm(2).returnSequences().stateful(), 2, 3, 2),
        of(gru(3), 2, 4, 2),
        of(Recurrent.of(new GruCell(2, false)).returnSequences(), 2, 3, 2),
        of(lstm(2).checkpointing(Checkpointing.SQUARE_ROOT), 1, 5, 2),
        of(Sequential.of(lstm(2).returnSequences(), lstm(2)), 2, 3, 2));
  }

  private static Arguments of(Layer layer, long... shape) {
    return Arguments.of(layer, shape);
  }

  @ParameterizedTest
  @MethodSource("layers")
  void ofAllLayers(Layer layer, long... shape) {
    LayerProbe.training(layer, shape).checkDerivatives();
  }

  @ParameterizedTest
  @EnumSource(BoundaryMode.class)
  void ofConvolutionsWithAnyBoundary(BoundaryMode mode) {
    LayerProbe.training(conv2d(2, 3).boundary(mode), 1, 2, 4, 3).checkDerivatives();
  }
}
