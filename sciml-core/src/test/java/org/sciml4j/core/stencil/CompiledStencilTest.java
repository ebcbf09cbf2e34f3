package org.sciml4j.core.stencil;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.data.Offset.offset;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.sciml4j.core.InvalidInputException;
import org.sciml4j.core.kernel.KernelProvider;
import org.sciml4j.core.parallel.ThreadTeam;
import org.sciml4j.core.tensor.DType;
import org.sciml4j.core.tensor.Shape;
import org.sciml4j.core.tensor.Tensor;

class CompiledStencilTest {
  private static final long[][] AWKWARD_EXTENTS = {
    {1},
    {2},
    {5},
    {17},
    {64},
    {131},
    {1, 1},
    {2, 3},
    {3, 40},
    {9, 65},
    {37, 33},
    {70, 129},
    {1, 2, 3},
    {2, 5, 18},
    {6, 7, 35},
    {3, 66, 20}
  };

  private static final ThreadTeam ONE = ThreadTeam.of(1);
  private static final ThreadTeam TWO = ThreadTeam.of(2);
  private static final ThreadTeam THREE = ThreadTeam.of(3);

  static Stream<long[]> extents() {
    return Arrays.stream(AWKWARD_EXTENTS);
  }

  /** The definition, one point at a time and without fused operations. */
  private static double[] reference(
      List<List<Tap>> outputs, StencilLayout layout, Tensor u, long[] result) {
    int[] radii = StencilLayout.radii(outputs, layout.dims());
    long points = Shape.count(result);
    double[] out = new double[Math.toIntExact(outputs.size() * points)];
    long[] inputStrides = Shape.strides(layout.extents());
    for (int channel = 0; channel < outputs.size(); channel++) {
      for (int point = 0; point < points; point++) {
        double sum = 0;
        for (Tap tap : outputs.get(channel)) {
          sum += tap.weight() * valueAt(tap, layout, u, result, radii, inputStrides, point);
        }
        out[(int) (channel * points + point)] = sum;
      }
    }
    return out;
  }

  private static double valueAt(
      Tap tap,
      StencilLayout layout,
      Tensor u,
      long[] result,
      int[] radii,
      long[] strides,
      long point) {
    long flat = tap.channel() * Shape.count(layout.extents());
    long rest = point;
    for (int axis = layout.dims() - 1; axis >= 0; axis--) {
      BoundaryMode mode = layout.boundary()[axis];
      long index = rest % result[axis] + tap.offset()[axis];
      rest /= result[axis];
      long source =
          mode.source(
              index + (mode == BoundaryMode.VALID ? radii[axis] : 0), layout.extents()[axis]);
      if (source == BoundaryMode.NOTHING) {
        return 0;
      }
      flat += source * strides[axis];
    }
    return u.getFlat(flat);
  }

  private static List<Tap> randomTaps(
      Random random, int dims, int radius, int channels, int count) {
    List<Tap> taps = new ArrayList<>();
    for (int k = 0; k < count; k++) {
      int[] offset = random.ints(dims, -radius, radius + 1).toArray();
      taps.add(new Tap(random.nextInt(channels), offset, random.nextGaussian()));
    }
    return taps;
  }

  private static List<Tap> dense(Random random, int dims, int radius) {
    List<Tap> taps = new ArrayList<>();
    int side = 2 * radius + 1;
    for (int k = 0; k < Math.pow(side, dims); k++) {
      int[] offset = new int[dims];
      for (int axis = 0, rest = k; axis < dims; axis++, rest /= side) {
        offset[axis] = rest % side - radius;
      }
      taps.add(new Tap(offset, random.nextGaussian()));
    }
    return taps;
  }

  private static Tensor random(Random random, DType dtype, long... shape) {
    Tensor tensor = Tensor.zeros(dtype, shape);
    for (long i = 0; i < tensor.count(); i++) {
      tensor.setFlat(i, random.nextGaussian());
    }
    return tensor;
  }

  private static StencilLayout randomLayout(
      Random random, DType dtype, int channels, long[] extents, int radius) {
    BoundaryMode[] modes = new BoundaryMode[extents.length];
    for (int axis = 0; axis < modes.length; axis++) {
      do {
        modes[axis] = BoundaryMode.values()[random.nextInt(5)];
      } while (modes[axis] == BoundaryMode.VALID && extents[axis] <= 2 * radius);
    }
    return new StencilLayout(dtype, channels, extents, modes);
  }

  private static void assertMatches(
      DType dtype, List<List<Tap>> outputs, StencilLayout layout, Tensor u) {
    CompiledStencil stencil = CompiledStencil.ofChannels(outputs, layout).on(ONE);
    long[] shape = new long[layout.dims() + 1];
    shape[0] = outputs.size();
    System.arraycopy(stencil.resultExtents(), 0, shape, 1, layout.dims());
    double[] expected = reference(outputs, layout, u, stencil.resultExtents());
    double largest = Arrays.stream(expected).map(Math::abs).max().orElse(0);
    double tolerance = 60 * dtype.epsilon() * Math.max(1, largest);
    try (Tensor simd = Tensor.zeros(dtype, shape);
        Tensor scalar = Tensor.zeros(dtype, shape);
        Tensor two = Tensor.zeros(dtype, shape);
        Tensor three = Tensor.zeros(dtype, shape)) {
      stencil.with(KernelProvider.SIMD).apply(u, simd);
      stencil.with(KernelProvider.SCALAR).apply(u, scalar);
      stencil.on(TWO).apply(u, two);
      stencil.on(THREE).apply(u, three);
      assertThat(simd.toDoubles())
          .as(layout + " " + outputs)
          .containsExactly(expected, offset(tolerance));
      assertThat(scalar.toDoubles()).isEqualTo(simd.toDoubles());
      assertThat(two.toDoubles()).isEqualTo(simd.toDoubles());
      assertThat(three.toDoubles()).isEqualTo(simd.toDoubles());
      Tensor onArrays = wrapped(dtype, u);
      Tensor result = wrapped(dtype, three.fill(0));
      stencil.with(KernelProvider.SIMD).apply(onArrays, result);
      assertThat(result.toDoubles()).isEqualTo(simd.toDoubles());
    }
  }

  private static Tensor wrapped(DType dtype, Tensor tensor) {
    return dtype == DType.F32
        ? Tensor.wrap(tensor.toFloats(), tensor.shape())
        : Tensor.wrap(tensor.toDoubles(), tensor.shape());
  }

  @ParameterizedTest
  @MethodSource("extents")
  void should_match_the_definition_whatever_the_size_boundary_type_and_provider(long[] extents) {
    Random random = new Random(Arrays.hashCode(extents));
    for (DType dtype : DType.values()) {
      for (int radius = 0; radius <= 4; radius++) {
        StencilLayout layout = randomLayout(random, dtype, 1, extents, radius);
        List<List<Tap>> outputs =
            radius == 1 || (radius == 2 && extents.length == 2)
                ? List.of(dense(random, extents.length, radius))
                : List.of(randomTaps(random, extents.length, radius, 1, 3 + 20 * radius));
        try (Tensor u = random(random, dtype, extents)) {
          assertMatches(dtype, outputs, layout, u);
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource(BoundaryMode.class)
  void should_match_the_definition_for_every_mode_and_odd_extent(BoundaryMode mode) {
    Random random = new Random(7);
    for (int radius = 0; radius <= 4; radius++) {
      StencilLayout layout = StencilLayout.of(DType.F64, mode, 21, 47);
      try (Tensor u = random(random, DType.F64, 21, 47)) {
        assertMatches(DType.F64, List.of(dense(random, 2, radius)), layout, u);
      }
    }
  }

  @Test
  void should_match_the_definition_for_many_channels() {
    Random random = new Random(11);
    for (int trial = 0; trial < 6; trial++) {
      long[] extents = trial % 2 == 0 ? new long[] {12, 35} : new long[] {3, 5, 19};
      StencilLayout layout = randomLayout(random, DType.F32, 3, extents, 1);
      List<List<Tap>> outputs =
          List.of(
              randomTaps(random, extents.length, 1, 3, 12),
              randomTaps(random, extents.length, 1, 3, 5));
      long[] shape = new long[extents.length + 1];
      shape[0] = 3;
      System.arraycopy(extents, 0, shape, 1, extents.length);
      try (Tensor u = random(random, DType.F32, shape)) {
        assertMatches(DType.F32, outputs, layout, u);
      }
    }
  }

  @Test
  void should_step_in_one_pass() {
    Random random = new Random(3);
    for (DType dtype : DType.values()) {
      for (KernelProvider provider : KernelProvider.values()) {
        StencilLayout layout = StencilLayout.of(dtype, BoundaryMode.REFLECT, 19, 50);
        CompiledStencil stencil =
            CompiledStencil.of(dense(random, 2, 1), layout).on(TWO).with(provider);
        try (Tensor u = random(random, dtype, 19, 50);
            Tensor applied = Tensor.zeros(dtype, 19, 50);
            Tensor stepped = Tensor.zeros(dtype, 19, 50)) {
          stencil.apply(u, applied);
          stencil.step(0.75, u, 0.125, stepped);
          Tensor arrays = wrapped(dtype, stepped);
          stencil.step(0.75, wrapped(dtype, u), 0.125, arrays);
          assertThat(arrays.toDoubles()).isEqualTo(stepped.toDoubles());
          for (long i = 0; i < u.count(); i++) {
            double expected = 0.75 * u.getFlat(i) + 0.125 * applied.getFlat(i);
            assertThat(stepped.getFlat(i)).isCloseTo(expected, offset(8 * dtype.epsilon()));
          }
        }
      }
    }
  }

  @Test
  void should_keep_infinities_and_missing_values_where_they_belong() {
    StencilLayout layout = StencilLayout.of(DType.F32, BoundaryMode.PERIODIC, 16, 64);
    CompiledStencil stencil = CompiledStencil.of(dense(new Random(5), 2, 1), layout);
    try (Tensor u = random(new Random(6), DType.F32, 16, 64);
        Tensor out = Tensor.zeros(DType.F32, 16, 64)) {
      u.set(Double.POSITIVE_INFINITY, 5, 20);
      u.set(Double.NaN, 9, 40);
      stencil.apply(u, out);
      for (int i = 0; i < 16; i++) {
        for (int j = 0; j < 64; j++) {
          boolean near =
              (Math.abs(i - 5) <= 1 && Math.abs(j - 20) <= 1)
                  || (Math.abs(i - 9) <= 1 && Math.abs(j - 40) <= 1);
          assertThat(Double.isFinite(out.get(i, j))).as(i + "," + j).isEqualTo(!near);
        }
      }
    }
  }

  @Tag("allocation")
  @Test
  void should_allocate_nothing_per_call() {
    StencilLayout layout = StencilLayout.of(DType.F64, BoundaryMode.PERIODIC, 64, 64);
    CompiledStencil stencil = CompiledStencil.of(dense(new Random(1), 2, 1), layout).on(ONE);
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    try (Tensor u = random(new Random(2), DType.F64, 64, 64);
        Tensor out = Tensor.zeros(DType.F64, 64, 64)) {
      long allocated = Long.MAX_VALUE;
      // The JIT compiler works in the background: until it is done, vectors are objects.
      long end = System.nanoTime() + 30_000_000_000L;
      while (allocated > 2000 && System.nanoTime() < end) {
        long before = threads.getCurrentThreadAllocatedBytes();
        for (int i = 0; i < 1000; i++) {
          stencil.apply(u, out);
          stencil.step(1, u, 1e-3, out);
        }
        allocated = threads.getCurrentThreadAllocatedBytes() - before;
      }
      assertThat(allocated).as("bytes in 2000 calls").isLessThan(2000);
    }
  }

  @Test
  void should_name_what_does_not_fit() {
    StencilLayout layout = StencilLayout.of(DType.F64, BoundaryMode.VALID, 2, 2);
    List<Tap> taps = dense(new Random(1), 2, 1);
    assertThatThrownBy(() -> CompiledStencil.of(taps, layout))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("2 points, expected at least 3");
    StencilLayout fitting = StencilLayout.of(DType.F64, BoundaryMode.ZERO, 4, 4);
    CompiledStencil stencil = CompiledStencil.of(taps, fitting);
    try (Tensor u = Tensor.zeros(DType.F64, 4, 4);
        Tensor wrongType = Tensor.zeros(DType.F32, 4, 4);
        Tensor wrongShape = Tensor.zeros(DType.F64, 4, 5)) {
      assertThatThrownBy(() -> stencil.apply(u, u)).hasMessageContaining("same memory");
      assertThatThrownBy(() -> stencil.apply(u, wrongType)).hasMessageContaining("F32");
      assertThatThrownBy(() -> stencil.apply(u, wrongShape)).hasMessageContaining("[4, 5]");
      assertThatThrownBy(() -> stencil.apply(u, Tensor.wrap(new double[16], 4, 4)))
          .hasMessageContaining("same kind of memory");
      Tensor closed = Tensor.zeros(DType.F64, 4, 4);
      closed.close();
      assertThatThrownBy(() -> stencil.apply(closed, u)).hasMessageContaining("closed");
    }
  }
}
