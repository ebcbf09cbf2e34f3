package org.sciml4j.core.nn.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.sciml4j.core.nn.layer.AveragePooling.averagePool1d;
import static org.sciml4j.core.nn.layer.Conv.conv1d;
import static org.sciml4j.core.nn.layer.Conv.conv2d;
import static org.sciml4j.core.nn.layer.ConvTranspose.convTranspose1d;
import static org.sciml4j.core.nn.layer.MaxPooling.maxPool1d;
import static org.sciml4j.core.nn.layer.MaxPooling.maxPool2d;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.sciml4j.core.InvalidInputException;
import org.sciml4j.core.autodiff.Autodiff;
import org.sciml4j.core.device.ReferenceDevice;
import org.sciml4j.core.graph.Graph;
import org.sciml4j.core.graph.Padding;
import org.sciml4j.core.graph.Value;
import org.sciml4j.core.nn.Layer;
import org.sciml4j.core.nn.LayerProbe;
import org.sciml4j.core.nn.Model;
import org.sciml4j.core.nn.Residual;
import org.sciml4j.core.nn.activation.Maxout;
import org.sciml4j.core.nn.activation.PRelu;
import org.sciml4j.core.nn.init.Initializers;
import org.sciml4j.core.stencil.BoundaryMode;
import org.sciml4j.core.tensor.DType;

/** Extents, values by hand and bad input of the layers without recurrence. */
class ShapesTest {
  /**
   * Input [[0,1,2],[3,4,5],[6,7,8]] and kernel [[0,1],[2,3]], Zhang et al., Dive into Deep
   * Learning.
   */
  @Test
  void theCourseExampleOfCrossCorrelation() {
    Layer layer = conv2d(1, 2).withoutBias();

    assertThat(course(layer)).containsExactly(19, 25, 37, 43);
    assertThat(course(conv2d(1, 2).padding(Padding.both(1, BoundaryMode.ZERO)).withoutBias()))
        .containsExactly(0, 3, 8, 4, 9, 19, 25, 10, 21, 37, 43, 16, 6, 7, 8, 0);
    assertThat(
            course(
                conv2d(1, 2)
                    .padding(Padding.both(1, BoundaryMode.ZERO))
                    .stride(3, 2)
                    .withoutBias()))
        .containsExactly(0, 8, 6, 8);
    assertThat(course(maxPool2d(2).stride(1))).containsExactly(4, 5, 7, 8);
  }

  private static double[] course(Layer layer) {
    LayerProbe probe = LayerProbe.of(layer, 1, 1, 3, 3).with(0, 0, 1, 2, 3, 4, 5, 6, 7, 8);
    return (probe.traced().parameters().isEmpty() ? probe : probe.with(1, 0, 1, 2, 3)).output();
  }

  @ParameterizedTest
  @CsvSource({"9, 3, 2, 1, 5", "8, 3, 2, 1, 4", "8, 5, 3, 1, 3", "7, 3, 1, 2, 7", "4, 1, 3, 1, 2"})
  void sameGivesInputByStrideRoundedUp(long n, long size, long stride, long dilation, long out) {
    Layer layer = conv1d(1, size).stride(stride).dilation(dilation).same();

    assertThat(LayerProbe.of(layer, 1, 1, n).outputShape()).containsExactly(1, 1, out);
  }

  @Test
  void poolsOfTheSameExtentCountOnlyWhatIsInside() {
    assertThat(LayerProbe.of(maxPool1d(2).same(), 1, 1, 3).with(0, -1, -2, -3).output())
        .containsExactly(-1, -3);
    assertThat(LayerProbe.of(averagePool1d(2).same(), 1, 1, 3).with(0, -1, -2, -3).output())
        .containsExactly(-1.5, -3);
    assertThat(
            LayerProbe.of(new GlobalAveragePooling(1), 1, 2, 3).with(0, 1, 2, 3, 4, 5, 9).output())
        .containsExactly(2, 6);
  }

  /** The same kernel in both: the transposed convolution is the derivative of the convolution. */
  @ParameterizedTest
  @EnumSource(BoundaryMode.class)
  void aTransposedConvolutionIsTheAdjointOfTheConvolution(BoundaryMode mode) {
    long extent = mode == BoundaryMode.VALID ? 7 : 6;
    Layer forward = conv1d(2, 3).stride(2).boundary(mode).withoutBias();
    Layer adjoint = convTranspose1d(3, 3).stride(2).boundary(mode).withoutBias();
    LayerProbe of = LayerProbe.of(forward, 1, 3, extent);
    LayerProbe back = LayerProbe.of(adjoint, 1, 2, 3);
    Value x = of.traced().batchInputs().getFirst();
    Value result = of.traced().result();
    Value cotangent = Value.constant(result.type(), back.input());
    Value pulled = Autodiff.vjp(List.of(result), List.of(x), List.of(cotangent)).getFirst();
    double[] kernel =
        IntStream.range(0, 18).mapToDouble(i -> 0.5 * Math.sin(0.7 * i + 1.3)).toArray();
    double[] expected =
        ReferenceDevice.evaluate(
                new Graph(of.traced().graph().inputs(), List.of(pulled)),
                of.input(),
                kernel,
                new double[3])
            .getFirst();

    assertThat(back.outputShape()).containsExactly(1, 3, extent);
    assertThat(back.output()).containsExactly(expected, within(1e-14));
  }

  @Test
  void flattenAndReshapeKeepTheBatch() {
    assertThat(LayerProbe.of(new Flatten(), 2, 3, 4, 5).outputShape()).containsExactly(2, 60);
    assertThat(LayerProbe.of(Reshape.of(4, -1), 2, 3, 8).outputShape()).containsExactly(2, 4, 6);
    assertThat(LayerProbe.of(Reshape.of(), 2, 1).outputShape()).containsExactly(2);
  }

  @Test
  void aDenseLayerWithOnesSums() {
    LayerProbe probe = LayerProbe.of(Dense.of(1).kernelInitializer(Initializers.ONES), 2, 2);

    assertThat(probe.with(0, 1, 2, 3, 4).with(1, 1, 1).with(2, 10).output())
        .containsExactly(13, 17);
  }

  static Stream<Arguments> badInput() {
    return Stream.of(
        bad(() -> Dense.of(0), "units is 0, expected at least 1"),
        bad(() -> LayerProbe.of(Dense.of(2), 3), "input of a dense layer is f64[3]"),
        bad(() -> conv2d(0, 3), "filters is 0"),
        bad(() -> conv2d(2, 0), "kernel extents is [0, 0]"),
        bad(() -> conv2d(2, 3, 3, 3), "kernel extents is [3, 3, 3], expected one number, or 2"),
        bad(() -> conv2d(2, 3).stride(0), "stride is [0, 0]"),
        bad(() -> conv2d(2, 3).dilation(1, 2, 3), "dilation is [1, 2, 3]"),
        bad(() -> conv2d(2, 3).groups(0), "groups is 0"),
        bad(
            () -> LayerProbe.of(conv2d(4, 3).groups(2), 1, 3, 5, 5),
            "groups of a convolution is 2, expected a divisor of 3 input channels and 4 filters"),
        bad(() -> LayerProbe.of(conv2d(4, 3), 1, 3, 5), "input of a convolution is f64[1, 3, 5]"),
        bad(() -> LayerProbe.of(conv2d(4, 3), 1, 3, 2, 5), "a kernel that fits"),
        bad(
            () -> conv2d(2, 3).boundary(BoundaryMode.ZERO, BoundaryMode.ZERO, BoundaryMode.ZERO),
            "boundary modes is 3"),
        bad(() -> LayerProbe.of(convTranspose1d(3, 3).groups(2), 1, 2, 5), "groups"),
        bad(() -> maxPool2d(0), "window of a pooling is [0, 0]"),
        bad(() -> LayerProbe.of(maxPool2d(4), 1, 1, 3, 3), "in which the window [4, 4] fits"),
        bad(() -> new GlobalAveragePooling(4), "spatial axes is 4"),
        bad(() -> BatchNorm.of().momentum(1.5), "momentum is 1.5"),
        bad(() -> BatchNorm.of().epsilon(0), "epsilon is 0.0"),
        bad(() -> LayerProbe.of(BatchNorm.of(), 3), "input of batch normalisation is f64[3]"),
        bad(() -> LayerProbe.of(LayerNorm.of().axes(2), 3, 4), "input of layer normalisation"),
        bad(() -> Dropout.of(1), "dropout rate is 1.0, expected 0 to below 1"),
        bad(() -> Dropout.of(-0.1), "dropout rate is -0.1"),
        bad(() -> Dropout.of(Double.NaN), "dropout rate is NaN"),
        bad(() -> Reshape.of(-1, -1), "shape is [-1, -1]"),
        bad(() -> LayerProbe.of(Reshape.of(4), 2, 3), "shape is [4], expected room for the 3"),
        bad(() -> LayerProbe.of(Residual.of(Dense.of(3)), 2, 4), "residual is f64[2, 3]"),
        bad(() -> LayerProbe.of(PRelu.of(), 2), "input of PReLU is f64[2]"),
        bad(() -> LayerProbe.of(new Maxout(2), 2, 3), "input of maxout is f64[2, 3]"));
  }

  private static Arguments bad(Runnable call, String message) {
    return Arguments.of(message, call);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("badInput")
  void badInputIsNamed(String message, Runnable call) {
    assertThatThrownBy(call::run)
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining(message);
  }

  @Test
  void parametersAreOfTheInputsElementType() {
    assertThat(Model.of(Dense.of(2), DType.F32, 3).parameters().getFirst().type())
        .hasToString("f32[3, 2]");
  }
}
