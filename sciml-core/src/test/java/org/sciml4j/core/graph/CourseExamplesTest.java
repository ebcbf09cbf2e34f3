package org.sciml4j.core.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.sciml4j.core.autodiff.Autodiff;
import org.sciml4j.core.device.ReferenceDevice;
import org.sciml4j.core.tensor.DType;

/** Examples as courses on deep learning compute them on the blackboard. */
class CourseExamplesTest {
  private static final ConvolutionGeometry PLANE = ConvolutionGeometry.dense(2);
  private static final ConvolutionGeometry PADDED =
      PLANE.withPadding(List.of(1L, 1L), List.of(1L, 1L));
  private static final Value NINE = image(3, 0, 1, 2, 3, 4, 5, 6, 7, 8);
  private static final Value KERNEL = image(2, 0, 1, 2, 3);

  private static Value image(long side, double... rows) {
    return Value.constant(new TensorType(DType.F64, 1, 1, rows.length / side, side), rows);
  }

  private static void is(Value value, double[]... rows) {
    double[] expected = List.of(rows).stream().flatMapToDouble(Arrays::stream).toArray();
    assertThat(ReferenceDevice.evaluate(value)).containsExactly(expected);
    assertThat(value.shape()[value.rank() - 2]).isEqualTo(rows.length);
  }

  private static double[] row(double... numbers) {
    return numbers;
  }

  @Test
  void crossCorrelationOfASmallImage() {
    is(NINE.crossCorrelate(KERNEL, PLANE), row(19, 25), row(37, 43));
    is(
        NINE.crossCorrelate(KERNEL, PADDED),
        row(0, 3, 8, 4),
        row(9, 19, 25, 10),
        row(21, 37, 43, 16),
        row(6, 7, 8, 0));
    is(NINE.crossCorrelate(KERNEL, PADDED.withStride(List.of(3L, 2L))), row(0, 8), row(6, 8));
  }

  @Test
  void convolutionTurnsTheKernelRound() {
    is(NINE.convolve(KERNEL, PLANE), row(5, 11), row(23, 29));
    Value a = Value.constant(new TensorType(DType.F64, 1, 1, 3), 1, 2, 3);
    Value b = Value.constant(new TensorType(DType.F64, 1, 1, 2), 4, 5);
    ConvolutionGeometry full = ConvolutionGeometry.dense(1).withPadding(List.of(1L), List.of(1L));
    // (1 + 2x + 3x²)(4 + 5x) = 4 + 13x + 22x² + 15x³
    is(a.convolve(b, full), row(4, 13, 22, 15));
  }

  @Test
  void maximumPoolingByWindowsAndByShiftedSlices() {
    PoolGeometry pool = PoolGeometry.of(List.of(2L, 2L), List.of(1L, 1L));
    is(Value.of(new MaxPool(pool), NINE), row(4, 5), row(7, 8));
    Value rows = NINE.slice(2, 0, 2).maximum(NINE.slice(2, 1, 3));
    is(rows.slice(3, 0, 2).maximum(rows.slice(3, 1, 3)), row(4, 5), row(7, 8));
  }

  @Test
  void edgesOfImages() {
    Value vertical = image(3, 1, 0, -1, 1, 0, -1, 1, 0, -1);
    Value horizontal = vertical.transpose();
    double[] bright = {10, 10, 10, 0, 0, 0};
    double[] dark = {0, 0, 0, 10, 10, 10};
    Value left = rows(bright, bright, bright, bright, bright, bright);
    double[] up = row(0, 30, 30, 0);
    double[] down = row(0, -30, -30, 0);
    is(left.crossCorrelate(vertical, PLANE), up, up, up, up);
    is(left.reverse(3).crossCorrelate(vertical, PLANE), down, down, down, down);
    double[] none = row(0, 0, 0, 0);
    is(left.crossCorrelate(horizontal, PLANE), none, none, none, none);
    double[] mixed = row(30, 10, -10, -30);
    is(
        rows(bright, bright, bright, dark, dark, dark).crossCorrelate(horizontal, PLANE),
        none,
        mixed,
        mixed,
        none);
  }

  private static Value rows(double[]... rows) {
    return image(6, List.of(rows).stream().flatMapToDouble(Arrays::stream).toArray());
  }

  @Test
  void edgesOfAnImageOfAllKinds() {
    Value image =
        rows(
            row(3, 0, 1, 2, 7, 4),
            row(1, 5, 8, 9, 3, 1),
            row(2, 7, 2, 5, 1, 3),
            row(0, 1, 3, 1, 7, 8),
            row(4, 2, 1, 6, 2, 8),
            row(2, 4, 5, 2, 3, 9));
    is(
        image.crossCorrelate(image(3, 1, 0, -1, 1, 0, -1, 1, 0, -1), PLANE),
        row(-5, -4, 0, 8),
        row(-10, -2, 2, 3),
        row(0, -2, -4, -7),
        row(-3, -2, -3, -16));
  }

  /**
   * Of the logistic map {@code x -> r x (1 - x)} the derivative of a late value by the first is the
   * product of the slopes {@code r (1 - 2x)} on the way: it explodes where the map is chaotic and
   * vanishes where it settles.
   */
  @Test
  void gradientsOfAnIteratedMapExplodeAndVanish() {
    assertThat(Math.abs(slopeOfTheLogisticMap(4))).isGreaterThan(1e10);
    assertThat(Math.abs(slopeOfTheLogisticMap(2.5))).isLessThan(1e-12);
  }

  private static double slopeOfTheLogisticMap(double r) {
    int steps = 50;
    double first = 0.3;
    double x = first;
    double product = 1;
    for (int step = 0; step < steps; step++) {
      product *= r * (1 - 2 * x);
      x = x * r * (1 - x);
    }
    Value state = Value.input("x", DType.F64);
    Value next = state.times(r).times(state.negate().plus(1));
    Loop map = new Loop(Graph.of(List.of(state), next), steps, 1, 0, false, Checkpointing.NONE);
    Value last = map.on(List.of(state)).getFirst();
    List<double[]> found =
        ReferenceDevice.evaluate(
            Graph.of(
                List.of(state),
                Autodiff.grad(last, state),
                Autodiff.jvp(last, state, state.filled(1))),
            new double[] {first});
    assertThat(found.get(0)[0] / product).isCloseTo(1, within(1e-9));
    assertThat(found.get(1)[0] / product).isCloseTo(1, within(1e-9));
    return found.get(0)[0];
  }

  /** {@code f(x, y, z) = sin(x² y) + e^z}. */
  @Test
  void gradientAndHessianOfAFunctionOfThreeVariables() {
    Value v = Value.input("v", DType.F64, 3);
    Value f = v.at(0, 0).square().times(v.at(0, 1)).sin().plus(v.at(0, 2).exp());
    Value gradient = Autodiff.grad(f, v);
    Value hessian = Autodiff.jacobian(gradient, v);
    double x = 1.3;
    double y = -0.7;
    double z = 0.4;
    double sin = Math.sin(x * x * y);
    double cos = Math.cos(x * x * y);
    List<double[]> found =
        ReferenceDevice.evaluate(Graph.of(List.of(v), gradient, hessian), new double[] {x, y, z});
    assertThat(found.get(0))
        .containsExactly(row(2 * x * y * cos, x * x * cos, Math.exp(z)), within(1e-14));
    double xy = 2 * x * cos - 2 * x * x * x * y * sin;
    double xx = 2 * y * cos - 4 * x * x * y * y * sin;
    assertThat(found.get(1))
        .containsExactly(
            row(xx, xy, 0, xy, -x * x * x * x * sin, 0, 0, 0, Math.exp(z)), within(1e-13));
  }
}
