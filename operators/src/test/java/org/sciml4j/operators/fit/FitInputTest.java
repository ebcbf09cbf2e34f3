package org.sciml4j.operators.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.sciml4j.core.InvalidInputException;
import org.sciml4j.core.field.Axis;
import org.sciml4j.core.field.AxisKind;
import org.sciml4j.core.field.Field;
import org.sciml4j.core.field.TensorField;
import org.sciml4j.core.random.RandomKey;
import org.sciml4j.core.stencil.BoundaryMode;
import org.sciml4j.core.tensor.DType;
import org.sciml4j.core.tensor.Tensor;

/** Every bad input is one line that names the argument, the value, what was expected and a cure. */
class FitInputTest {
  private static final RandomKey KEY = RandomKey.of(91);
  private final Tensor values = KEY.normal(DType.F64, 6, 8);
  private final TensorField u = TensorField.inSpace("u", values, 1, 1);
  private final TensorField v = TensorField.inSpace("v", values, 1, 1);

  @AfterEach
  void free() {
    values.close();
  }

  private static void refused(ThrowingCallable call, String... parts) {
    assertThatThrownBy(call)
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContainingAll(parts)
        .hasMessageMatching("[^\\n]* is [^\\n]*, expected [^\\n]*; [^\\n]*");
  }

  private static TensorField inTime(Tensor tensor, double... times) {
    return new TensorField(
        "T",
        "K",
        List.of(
            new Axis("time", AxisKind.TIME, "hours since 2000-01-01", times),
            Axis.numbered("x", AxisKind.X, tensor.size(1))),
        tensor);
  }

  @Test
  void shapeOfTheTarget() {
    try (Tensor other = Tensor.zeros(DType.F64, 6, 9)) {
      Field wrong = TensorField.inSpace("v", other, 1, 1);
      refused(() -> StencilFit.between(u, wrong).fit(), "target 'v'", "[6, 9]", "[6, 8]", "[y, x]");
    }
  }

  @Test
  void evenSize() {
    refused(() -> StencilFit.between(u, v).size(4), "stencil size is 4", "odd", "5");
  }

  @Test
  void stencilLargerThanTheField() {
    refused(
        () -> StencilFit.between(u, v).size(7).fit(),
        "axis 'y' is 6 points long",
        "at least 7",
        "valid");
  }

  @Test
  void allMissing() {
    values.fill(Double.NaN);
    refused(
        () -> StencilFit.between(u, v).fit(), "'u', 'v'", "missing at all 24 stencil positions");
  }

  @Test
  void infiniteValues() {
    values.set(Double.POSITIVE_INFINITY, 2, 7);
    refused(
        () -> StencilFit.between(u, v).boundary(BoundaryMode.PERIODIC).fit(),
        "field 'u'",
        "infinite at y index 2, x index 7");
  }

  @Test
  void tooFewSamples() {
    refused(() -> StencilFit.between(u, v).size(5).fit(), "number of samples is 8", "25");
  }

  @Test
  void oneTimeStep() {
    try (Tensor one = KEY.normal(DType.F64, 1, 20)) {
      refused(
          () -> StencilFit.timeDerivativeOf(inTime(one, 0)).fit(),
          "time axis 'time' is one step long",
          "at least 2");
    }
    try (Tensor four = KEY.normal(DType.F64, 4, 20)) {
      refused(
          () ->
              StencilFit.timeDerivativeOf(inTime(four, 0, 1, 2, 3))
                  .timeDifference(TimeDifference.CENTRED_4)
                  .fit(),
          "4 steps long",
          "at least 5");
    }
    refused(() -> StencilFit.timeDerivativeOf(u).fit(), "field 'u'", "without a time axis");
  }

  @Test
  void nonUniformAxes() {
    try (Tensor three = KEY.normal(DType.F64, 3, 20)) {
      refused(
          () -> StencilFit.timeDerivativeOf(inTime(three, 0, 1, 3)).fit(),
          "axis 'time' is not uniform");
      TensorField stretched =
          new TensorField(
              "s",
              "",
              List.of(
                  Axis.numbered("y", AxisKind.Y, 3), new Axis("x", AxisKind.X, "m", squares(20))),
              three);
      refused(() -> StencilFit.between(stretched, stretched).fit(), "axis 'x' is not uniform");
    }
  }

  private static double[] squares(int n) {
    double[] x = new double[n];
    for (int i = 0; i < n; i++) {
      x[i] = i * i;
    }
    return x;
  }

  @Test
  void unknownOrTooManyAxes() {
    refused(() -> StencilFit.between(u, v).dims("lat").fit(), "stencil dimension is lat", "[y, x]");
    try (Tensor four = KEY.normal(DType.F64, 2, 3, 4, 5)) {
      List<Axis> axes =
          List.of("a", "b", "c", "d").stream()
              .map(
                  name ->
                      Axis.numbered(
                          name, AxisKind.OTHER, four.size("abcd".indexOf(name.charAt(0)))))
              .toList();
      TensorField field = new TensorField("f", "", axes, four);
      refused(() -> StencilFit.between(field, field).fit(), "[a, b, c, d]", "1 to 3");
    }
  }

  @Test
  void argumentsThatDoNotFitTheStencil() {
    StencilFitProblem problem = StencilFit.between(u, v);
    refused(() -> problem.size(3, 3, 3).fit(), "stencil size is [3, 3, 3]");
    refused(
        () -> problem.boundary(BoundaryMode.ZERO, BoundaryMode.ZERO, BoundaryMode.ZERO).fit(),
        "boundary");
    refused(() -> problem.pattern(new int[] {0}).fit(), "pattern offset is [0]");
    refused(
        () -> problem.pattern(new int[] {0, 0}, new int[] {0, 0}).fit(),
        "pattern offset is [0, 0] twice");
    refused(() -> problem.pattern(new int[0][]), "pattern is empty");
    refused(() -> problem.ridge(-1), "ridge is -1.0");
    refused(() -> problem.threshold(Double.NaN), "threshold is NaN");
    refused(() -> problem.timeDifference(TimeDifference.CENTRED), "time difference is CENTRED");
    refused(() -> problem.inputs(u).fit(), "inputs is [u, u]", "different names");
    refused(() -> problem.fit().interval("u", new int[] {2, 0}, 0.95), "offset is [2, 0]");
    refused(() -> problem.fit().interval("u", new int[] {0, 0}, 95), "level is 95.0");
    refused(() -> problem.fit().stencil("q"), "input is q");
  }

  @Test
  void instrumentsThatShareNoise() {
    refused(
        () -> StencilFit.between(u, v).instrument(Instrument.laggedInSpace(2, 0)).fit(),
        "lagged by [2, 0] grid points");
    refused(
        () -> StencilFit.between(u, v).instrument(Instrument.laggedInTime(1)).fit(),
        "lagged by 1 frame",
        "a field in time");
    refused(() -> Instrument.laggedInTime(0), "instrument lag is 0 frames");
    try (Tensor six = KEY.normal(DType.F64, 6, 20)) {
      StencilFitProblem problem = StencilFit.timeDerivativeOf(inTime(six, 0, 1, 2, 3, 4, 5));
      refused(
          () ->
              problem
                  .timeDifference(TimeDifference.CENTRED)
                  .instrument(Instrument.laggedInTime(1))
                  .fit(),
          "at least 2 frames");
      refused(
          () -> problem.instrument(Instrument.laggedInTime(9)).fit(), "fewer than the 6 frames");
    }
  }

  @Test
  void timeIsCountedInSeconds() {
    try (Tensor frames = KEY.normal(DType.F64, 3, 20)) {
      StencilFit fit = StencilFit.timeDerivativeOf(inTime(frames, 0, 2, 4)).fit();
      assertThat(fit.timeStep()).isEqualTo(7200);
      assertThat(fit.timeUnits()).isEqualTo("s");
      assertThat(fit.coefficientUnits()).isEqualTo("1/s");
      assertThat(TimeUnit.of("fortnights since 1066-10-14"))
          .isEqualTo(new TimeUnit("fortnights", 1));
      assertThat(TimeUnit.of("")).isEqualTo(new TimeUnit("", 1));
    }
  }

  private static TensorField onAxes(String name, Tensor tensor, Axis... axes) {
    return new TensorField(name, "", List.of(axes), tensor);
  }

  private static Axis axis(String name, AxisKind kind, double first, double spacing) {
    return Axis.uniform(name, kind, "m", 6, first, spacing);
  }

  @Test
  void gridOfTheTarget() {
    Axis y = axis("y", AxisKind.Y, 0, 1);
    Axis x = axis("x", AxisKind.X, 0, 1);
    try (Tensor square = KEY.normal(DType.F64, 6, 6)) {
      Field field = onAxes("u", square, y, x);
      refused(
          () -> StencilFit.between(field, onAxes("v", square, x, y)).fit(),
          "target 'v'",
          "along 'x' where the input runs along 'y'");
      refused(
          () ->
              StencilFit.between(field, onAxes("v", square, axis("y", AxisKind.Y, 5, -1), x)).fit(),
          "target 'v'",
          "falling along 'y'");
      refused(
          () ->
              StencilFit.between(field, onAxes("v", square, y, axis("x", AxisKind.X, 3, 1))).fit(),
          "target 'v'",
          "from 3 to 8 along 'x'",
          "from 0 to 5");
      Field staggered =
          onAxes("v", square, axis("yc", AxisKind.Y, 0.5, 1), axis("xc", AxisKind.X, -1, 1));
      assertThat(StencilFit.between(field, staggered).fit().samples()).isEqualTo(16);
    }
  }

  @Test
  void instrumentAtThePointWhoseDerivativeIsFitted() {
    try (Tensor six = KEY.normal(DType.F64, 6, 20)) {
      StencilFitProblem problem =
          StencilFit.timeDerivativeOf(inTime(six, 0, 1, 2, 3, 4, 5))
              .pattern(new int[] {-1}, new int[] {1});
      refused(
          () -> problem.instrument(Instrument.laggedInSpace(1)).fit(),
          "lagged by [1] grid points",
          "share no point");
      assertThat(problem.instrument(Instrument.laggedInSpace(4)).fit().samples()).isPositive();
    }
  }

  @Test
  void unitsOfAnUnknownInput() {
    refused(() -> StencilFit.between(u, v).fit().coefficientUnits("q"), "input is q", "[u]");
  }
}
