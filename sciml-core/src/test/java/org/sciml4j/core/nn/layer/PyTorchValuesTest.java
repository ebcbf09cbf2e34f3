package org.sciml4j.core.nn.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.sciml4j.core.nn.layer.AveragePooling.averagePool1d;
import static org.sciml4j.core.nn.layer.AveragePooling.averagePool2d;
import static org.sciml4j.core.nn.layer.Conv.conv1d;
import static org.sciml4j.core.nn.layer.Conv.conv2d;
import static org.sciml4j.core.nn.layer.Conv.conv3d;
import static org.sciml4j.core.nn.layer.ConvTranspose.convTranspose1d;
import static org.sciml4j.core.nn.layer.ConvTranspose.convTranspose2d;
import static org.sciml4j.core.nn.layer.ConvTranspose.convTranspose3d;
import static org.sciml4j.core.nn.layer.MaxPooling.maxPool2d;
import static org.sciml4j.core.nn.layer.MaxPooling.maxPool3d;
import static org.sciml4j.core.nn.layer.Recurrent.gru;
import static org.sciml4j.core.nn.layer.Recurrent.lstm;
import static org.sciml4j.core.nn.layer.Recurrent.simpleRnn;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.sciml4j.core.graph.Padding;
import org.sciml4j.core.nn.Layer;
import org.sciml4j.core.nn.LayerProbe;
import org.sciml4j.core.nn.activation.Activations;
import org.sciml4j.core.stencil.BoundaryMode;

/**
 * Values against PyTorch 1.13.0a0 in double precision: fingerprints (see {@link
 * LayerProbe#fingerprint}) of the same layers on the same numbers. Recurrent kernels were
 * transposed and, for the GRU, its gates reordered.
 */
class PyTorchValuesTest {
  static Stream<Arguments> predictions() {
    return Stream.of(
        of(
            Dense.of(3).activation(Activations.TANH),
            shape(2, 4),
            shape(2, 3),
            0.366851536109634,
            -0.393591016541212,
            0.256130206884316,
            0.0476228610946842),
        of(
            conv1d(3, 3).dilation(2),
            shape(2, 2, 9),
            shape(2, 3, 5),
            0.518041945995429,
            0.25072526676005,
            1.74522306693802,
            -1.15721066935416),
        of(
            conv2d(4, 3, 2).stride(2, 1).groups(2),
            shape(2, 4, 7, 5),
            shape(2, 4, 3, 4),
            0.174092557724047,
            -0.654707249538599,
            -6.99016086118726,
            -0.567145380450334),
        of(
            conv3d(2, 2),
            shape(1, 2, 4, 3, 3),
            shape(1, 2, 3, 2, 2),
            0.349023553514268,
            -0.361577951988597,
            10.9136940502545,
            -0.115379966736969),
        of(
            conv2d(2, 3).boundary(BoundaryMode.PERIODIC),
            shape(1, 2, 5, 4),
            shape(1, 2, 5, 4),
            -0.524783195768521,
            -1.74380481039744,
            8.92623371348707,
            4.73028620428911),
        of(
            conv2d(2, 3).boundary(BoundaryMode.REFLECT),
            shape(1, 2, 5, 4),
            shape(1, 2, 5, 4),
            -2.42999435115274,
            -2.9170673229882,
            -6.86875885898752,
            6.53493345128511),
        of(
            conv2d(2, 3).boundary(BoundaryMode.REPLICATE),
            shape(1, 2, 5, 4),
            shape(1, 2, 5, 4),
            0.366180050261257,
            -3.06620755674142,
            17.5478117784835,
            2.69998225852924),
        of(
            conv2d(2, 3).same(),
            shape(1, 2, 5, 4),
            shape(1, 2, 5, 4),
            -1.30176872975266,
            -2.05595318454579,
            5.15621274290515,
            5.33441818870972),
        of(
            convTranspose1d(2, 3).stride(2),
            shape(2, 3, 4),
            shape(2, 2, 9),
            0.551362124392758,
            0.54728218175863,
            2.48197950086085,
            1.98923993674159),
        of(
            convTranspose2d(6, 3).stride(2).groups(2).padding(Padding.both(1, BoundaryMode.ZERO)),
            shape(1, 4, 3, 2),
            shape(1, 6, 5, 3),
            0.665546861236341,
            0.217098154813623,
            -17.9998344372148,
            -0.740327261998935),
        of(
            convTranspose3d(1, 2).stride(1, 2, 1),
            shape(1, 2, 2, 2, 3),
            shape(1, 1, 3, 4, 4),
            0.706971945753399,
            0.553021508632213,
            17.2980997348361,
            -0.160945859566278),
        of(
            maxPool2d(3).stride(2),
            shape(2, 2, 6, 5),
            shape(2, 2, 2, 2),
            0.991664810452469,
            0.932681276298016,
            15.252980865217,
            0.959279164535696),
        of(
            maxPool3d(2),
            shape(1, 2, 4, 4, 3),
            shape(1, 2, 2, 2, 1),
            0.841470984807897,
            0.920026038196788,
            7.07744786237658,
            1.29522592814159),
        of(
            averagePool2d(2, 3).stride(2, 1),
            shape(2, 2, 6, 5),
            shape(2, 2, 3, 3),
            -0.0573644437343774,
            0.0761653615395894,
            0.889498299108056,
            -0.14166304168749),
        of(
            averagePool1d(2),
            shape(2, 2, 6),
            shape(2, 2, 3),
            0.568495595734618,
            -0.315071749281005,
            1.09596281301404,
            0.925775395931374),
        of(
            BatchNorm.of(),
            shape(4, 3, 2, 2),
            shape(4, 3, 2, 2),
            -0.166314210391394,
            -0.469878703276492,
            -23.4567233910417,
            1.51275953741854),
        of(
            LayerNorm.of(),
            shape(3, 5),
            shape(3, 5),
            -0.00084599003304443,
            0.220124087733533,
            -1.28829348380181,
            0.0681821700683176),
        of(
            lstm(3).returnSequences(),
            shape(2, 5, 2),
            shape(2, 5, 3),
            0.148081182716818,
            0.0485560848994063,
            3.13066289430972,
            -0.0273320761262337),
        of(
            lstm(3),
            shape(2, 5, 2),
            shape(2, 3),
            0.155322529519617,
            0.0485560848994063,
            0.651870938274621,
            -0.0664433255366873),
        of(
            gru(3).returnSequences(),
            shape(2, 5, 2),
            shape(2, 5, 3),
            0.0828927522765172,
            0.726457528350975,
            14.652552201286,
            -0.0972604669135267),
        of(
            gru(3),
            shape(2, 5, 2),
            shape(2, 3),
            0.620205834610796,
            0.726457528350975,
            3.88568916823261,
            -0.0349635170812767),
        of(
            simpleRnn(3).returnSequences(),
            shape(2, 5, 2),
            shape(2, 5, 3),
            -0.0439842043530534,
            -0.722164099768093,
            -9.81253643238483,
            0.336008642177937),
        of(
            simpleRnn(3),
            shape(2, 5, 2),
            shape(2, 3),
            -0.219555957332663,
            -0.722164099768093,
            -2.63579021205111,
            -0.18108587159711));
  }

  private static Arguments of(Layer layer, long[] input, long[] output, double... fingerprint) {
    return Arguments.of(layer, input, output, fingerprint);
  }

  private static long[] shape(long... extents) {
    return extents;
  }

  @ParameterizedTest
  @MethodSource("predictions")
  void predictionsAgree(Layer layer, long[] input, long[] output, double[] fingerprint) {
    LayerProbe probe = LayerProbe.of(layer, input);

    assertThat(probe.outputShape()).containsExactly(output);
    assertThat(LayerProbe.fingerprint(probe.output())).containsExactly(fingerprint, within(1e-12));
  }

  @Test
  void batchNormalisationInTrainingUsesTheBatchAndFollowsIt() {
    LayerProbe probe = LayerProbe.training(BatchNorm.of(), 4, 3, 2, 2);

    assertThat(LayerProbe.fingerprint(probe.output()))
        .containsExactly(
            new double[] {
              0.453114501071933, -0.00106142957247492, 2.85591263462475, 2.27230537258386
            },
            within(1e-12));
    assertThat(probe.outputs().get(2))
        .containsExactly(
            new double[] {1.779362194533368, 2.3164769384373725, 2.4679271447190665},
            within(1e-12));
    assertThat(probe.outputs().get(3))
        .containsExactly(
            new double[] {1.7827081908375513, 2.323204992373055, 2.4719051834548114},
            within(1e-12));
  }
}
