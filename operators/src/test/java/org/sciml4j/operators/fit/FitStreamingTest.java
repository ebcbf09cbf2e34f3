package org.sciml4j.operators.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.sciml4j.core.field.Axis;
import org.sciml4j.core.field.AxisKind;
import org.sciml4j.core.field.Field;
import org.sciml4j.core.field.Region;
import org.sciml4j.core.field.TensorField;
import org.sciml4j.core.kernel.KernelProvider;
import org.sciml4j.core.parallel.ThreadTeam;
import org.sciml4j.core.random.RandomKey;
import org.sciml4j.core.stencil.BoundaryMode;
import org.sciml4j.core.tensor.DType;
import org.sciml4j.core.tensor.Tensor;
import org.sciml4j.operators.Stencil;

/** The same data gives the same answer however it is delivered and whoever adds it up. */
class FitStreamingTest {
  private static final RandomKey KEY = RandomKey.of(81);

  /** A field that can only be read, as one in a file. */
  private record OnDisk(TensorField field, AtomicLong valuesRead) implements Field {
    static OnDisk of(TensorField field) {
      return new OnDisk(field, new AtomicLong());
    }

    @Override
    public String name() {
      return field.name();
    }

    @Override
    public String units() {
      return field.units();
    }

    @Override
    public DType dtype() {
      return field.dtype();
    }

    @Override
    public List<Axis> axes() {
      return field.axes();
    }

    @Override
    public void read(Region region, Tensor into) {
      valuesRead.addAndGet(region.count());
      field.read(region, into);
    }
  }

  private static TensorField series(DType dtype) {
    Tensor values = KEY.child(1).normal(dtype, 9, 37, 22);
    for (long i = 0; i < values.count(); i += 997) {
      values.setFlat(i, Double.NaN);
    }
    return TensorField.inTime("u", values, 0.5, 1, 1);
  }

  private static void requireSame(StencilFit streamed, StencilFit resident) {
    assertThat(streamed.samples()).isEqualTo(resident.samples());
    assertThat(streamed.leftOut()).isEqualTo(resident.leftOut());
    for (String input : resident.inputs()) {
      assertThat(streamed.stencil(input).isCloseTo(resident.stencil(input), 1e-12)).isTrue();
    }
    assertThat(streamed.residualStandardDeviation())
        .isCloseTo(resident.residualStandardDeviation(), withinPercentage(1e-10));
  }

  @ParameterizedTest
  @EnumSource(BoundaryMode.class)
  void blocksAndSlabsOfAnySizeGiveTheSameStencil(BoundaryMode mode) {
    TensorField memory = series(DType.F64);
    for (TimeDifference difference : TimeDifference.values()) {
      StencilFit resident =
          StencilFit.timeDerivativeOf(memory).timeDifference(difference).boundary(mode).fit();
      for (long bytes : new long[] {1, 1 << 10, 2 << 10, 13 << 10, 1 << 20}) {
        StencilFit streamed =
            StencilFit.timeDerivativeOf(OnDisk.of(memory))
                .timeDifference(difference)
                .boundary(mode)
                .requestBytes(bytes)
                .fit();
        requireSame(streamed, resident);
      }
    }
    memory.tensor().close();
  }

  @Test
  void instrumentsAndFurtherInputsStream() {
    TensorField memory = series(DType.F32);
    TensorField other =
        TensorField.inTime("w", KEY.child(2).normal(DType.F64, 9, 37, 22), 0.5, 1, 1);
    StencilFitProblem resident =
        StencilFit.timeDerivativeOf(memory)
            .inputs(other)
            .bias(true)
            .instrument(Instrument.laggedInTime(2));
    StencilFitProblem streamed =
        StencilFit.timeDerivativeOf(OnDisk.of(memory))
            .inputs(OnDisk.of(other))
            .bias(true)
            .instrument(Instrument.laggedInTime(2));
    for (long bytes : new long[] {1 << 10, 20 << 10}) {
      requireSame(streamed.requestBytes(bytes).fit(), resident.fit());
    }
    memory.tensor().close();
    other.tensor().close();
  }

  @Test
  void everyFrameIsReadOnceBeforeTheSecondLook() {
    TensorField memory = series(DType.F64);
    OnDisk file = OnDisk.of(memory);
    AtomicLong afterPass = new AtomicLong();
    StencilFit.timeDerivativeOf(file)
        .requestBytes(20 << 10)
        .progress((done, total) -> afterPass.set(done == total ? file.valuesRead().get() : 0))
        .fit();
    assertThat(afterPass.get()).isEqualTo(memory.tensor().count());
    memory.tensor().close();
  }

  @Test
  void longLinesAndOtherAxisOrdersStream() {
    try (Tensor u = KEY.child(3).normal(DType.F64, 30_011);
        Tensor v = KEY.child(4).normal(DType.F64, 30_011);
        Tensor a = KEY.child(5).normal(DType.F64, 14, 3, 11, 4);
        Tensor b = KEY.child(6).normal(DType.F64, 14, 3, 11, 4)) {
      TensorField line = TensorField.inSpace("u", u, 1);
      TensorField target = TensorField.inSpace("v", v, 1);
      for (BoundaryMode mode : BoundaryMode.values()) {
        requireSame(
            StencilFit.between(OnDisk.of(line), OnDisk.of(target))
                .boundary(mode)
                .size(5)
                .requestBytes(10_000)
                .fit(),
            StencilFit.between(line, target).boundary(mode).size(5).fit());
      }
      List<Axis> axes =
          List.of(
              Axis.numbered("x", AxisKind.X, 14),
              Axis.numbered("member", AxisKind.OTHER, 3),
              Axis.numbered("y", AxisKind.Y, 11),
              Axis.numbered("time", AxisKind.TIME, 4));
      TensorField mixed = new TensorField("a", "", axes, a);
      TensorField mixedTarget = new TensorField("b", "", axes, b);
      StencilFit streamed = StencilFit.between(mixed, mixedTarget).fit();
      assertThat(streamed.samples()).isEqualTo(12 * 9 * 3 * 4);
      requireSame(
          StencilFit.between(mixed, mixedTarget).requestBytes(300).fit(),
          StencilFit.between(transposed(mixed), transposed(mixedTarget)).fit());
      requireSame(streamed, StencilFit.between(transposed(mixed), transposed(mixedTarget)).fit());
    }
  }

  /** Axes x, member, y, time brought into the order member, time, x, y. */
  private static TensorField transposed(TensorField f) {
    Tensor turned = Tensor.zeros(DType.F64, 3, 4, 14, 11);
    for (long x = 0; x < 14; x++) {
      for (long m = 0; m < 3; m++) {
        for (long y = 0; y < 11; y++) {
          for (long t = 0; t < 4; t++) {
            turned.set(f.tensor().get(x, m, y, t), m, t, x, y);
          }
        }
      }
    }
    List<Axis> axes = List.of(f.axes().get(1), f.axes().get(3), f.axes().get(0), f.axes().get(2));
    return new TensorField(f.name(), "", axes, turned);
  }

  @Test
  void theNumberOfThreadsDoesNotChangeABit() {
    TensorField memory = series(DType.F64);
    List<StencilFit> fits = new ArrayList<>();
    for (int threads : new int[] {1, 2, 3}) {
      try (ThreadTeam team = ThreadTeam.of(threads)) {
        fits.add(
            StencilFit.timeDerivativeOf(memory)
                .boundary(BoundaryMode.REFLECT)
                .bias(true)
                .team(team)
                .fit());
        fits.add(
            StencilFit.timeDerivativeOf(OnDisk.of(memory))
                .boundary(BoundaryMode.REFLECT)
                .bias(true)
                .requestBytes(1 << 10)
                .team(team)
                .fit());
      }
    }
    for (int i = 2; i < fits.size(); i++) {
      Stencil expected = fits.get(i % 2).stencil();
      assertThat(fits.get(i).stencil().coefficients()).containsExactly(expected.coefficients());
      assertThat(fits.get(i).standardErrors("u"))
          .containsExactly(fits.get(i % 2).standardErrors("u"));
      assertThat(fits.get(i).bias()).isEqualTo(fits.get(i % 2).bias());
    }
    memory.tensor().close();
  }

  @Test
  void scalarAndVectorKernelsAgree() {
    TensorField memory = series(DType.F32);
    StencilFitProblem problem =
        StencilFit.timeDerivativeOf(memory).timeDifference(TimeDifference.CENTRED_4).size(5);
    StencilFit simd = problem.provider(KernelProvider.SIMD).fit();
    StencilFit scalar = problem.provider(KernelProvider.SCALAR).fit();
    double[] expected = simd.stencil().coefficients();
    double[] actual = scalar.stencil().coefficients();
    double largest = Arrays.stream(expected).map(Math::abs).max().orElseThrow();
    for (int k = 0; k < expected.length; k++) {
      assertThat(Math.abs(actual[k] - expected[k])).isLessThan(1e-14 * largest);
    }
    memory.tensor().close();
  }

  @Test
  void arraysOnTheHeapGiveTheSameStencil() {
    try (Tensor u = KEY.child(7).normal(DType.F32, 30, 31);
        Tensor v = KEY.child(8).normal(DType.F64, 30, 31)) {
      TensorField heapU = TensorField.inSpace("u", Tensor.wrap(u.toFloats(), 30, 31), 1, 1);
      TensorField heapV = TensorField.inSpace("v", Tensor.wrap(v.toDoubles(), 30, 31), 1, 1);
      requireSame(
          StencilFit.between(heapU, heapV).fit(),
          StencilFit.between(TensorField.inSpace("u", u, 1, 1), TensorField.inSpace("v", v, 1, 1))
              .fit());
    }
  }
}
