package org.sciml4j.core.elementwise;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.Arena;
import java.util.Arrays;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.sciml4j.core.parallel.ThreadTeam;
import org.sciml4j.core.tensor.DType;
import org.sciml4j.core.tensor.Shape;

/** Kernels along one axis, held to their definitions over three axes with permuted views. */
class IndexKernelsTest {
  private static final int[][] ORDERS = {{0, 1, 2}, {2, 0, 1}, {1, 2, 0}, {2, 1, 0}};

  private final ThreadTeam team = ThreadTeam.common();

  /** Numbers in memory under a view. */
  private record Block(DType dtype, long[] extents, View view, long address) {
    static Block of(Arena arena, DType dtype, SplittableRandom random, long... extents) {
      int[] order = ORDERS[random.nextInt(ORDERS.length)];
      long[] strides = new long[3];
      long stride = 1;
      for (int axis : order) {
        strides[axis] = stride;
        stride *= extents[axis] + random.nextInt(2);
      }
      long address = arena.allocate(8 * (stride + 8), 64).address();
      for (int i = 0; i < stride; i++) {
        Memory.set(dtype, address, i, random.nextInt(-9, 10));
      }
      return new Block(dtype, extents, new View(0, strides), address);
    }

    double get(long... point) {
      return Memory.get(dtype, address, PlainChain.position(view, point));
    }

    long[] point(long flat) {
      long[] point = new long[3];
      for (int axis = 2; axis >= 0; axis--) {
        point[axis] = flat % extents[axis];
        flat /= extents[axis];
      }
      return point;
    }

    long count() {
      return Shape.count(extents);
    }
  }

  private static long[] extents(SplittableRandom random) {
    long[] extents = new long[3];
    int longAxis = random.nextInt(8);
    Arrays.setAll(extents, axis -> random.nextInt(1, axis == longAxis ? 400 : 12));
    return extents;
  }

  private static long[] with(long[] numbers, int axis, long number) {
    long[] changed = numbers.clone();
    changed[axis] = number;
    return changed;
  }

  private static long indices(Arena arena, DType dtype, double... values) {
    long address = arena.allocate(8L * values.length + 8, 64).address();
    for (int i = 0; i < values.length; i++) {
      Memory.set(dtype, address, i, values[i]);
    }
    return address;
  }

  @Property(tries = 200)
  void should_find_the_first_largest(@ForAll long seed, @ForAll DType dtype) {
    SplittableRandom random = new SplittableRandom(seed);
    long[] extents = extents(random);
    int axis = random.nextInt(3);
    try (Arena arena = Arena.ofConfined()) {
      Block x = Block.of(arena, dtype, random, extents);
      Block y = Block.of(arena, dtype, random, with(extents, axis, 1));
      ArgMaxKernel.of(dtype, extents, axis, x.view, y.view).run(team, x.address, y.address);
      for (long flat = 0; flat < y.count(); flat++) {
        long[] point = y.point(flat);
        long found = (long) y.get(point);
        double largest = x.get(with(point, axis, found));
        for (long i = 0; i < extents[axis]; i++) {
          double other = x.get(with(point, axis, i));
          assertThat(i < found ? other < largest : other <= largest).isTrue();
        }
      }
    }
  }

  @Test
  void should_take_a_nan_for_the_largest() {
    try (Arena arena = Arena.ofConfined()) {
      long x = indices(arena, DType.F32, 3, 9, Double.NaN, 10, Double.NaN);
      long y = indices(arena, DType.F32, -1);
      ArgMaxKernel.of(DType.F32, new long[] {5}, 0, new View(0, 1), new View(0, 1)).run(team, x, y);
      assertThat(Memory.getFloat(y)).isEqualTo(2);
    }
  }

  @Property(tries = 200)
  void should_sum_up_along_an_axis_in_place_too(@ForAll long seed, @ForAll DType dtype) {
    SplittableRandom random = new SplittableRandom(seed);
    long[] extents = extents(random);
    int axis = random.nextInt(3);
    try (Arena arena = Arena.ofConfined()) {
      Block x = Block.of(arena, dtype, random, extents);
      Block y = Block.of(arena, dtype, random, extents);
      CumulativeSumKernel.of(dtype, extents, axis, x.view, y.view).run(team, x.address, y.address);
      for (long flat = 0; flat < y.count(); flat++) {
        long[] point = y.point(flat);
        double sum = 0;
        for (long i = 0; i <= point[axis]; i++) {
          sum += x.get(with(point, axis, i));
        }
        assertThat(y.get(point)).isEqualTo(sum);
      }
      CumulativeSumKernel.of(dtype, extents, axis, x.view, x.view).run(team, x.address, x.address);
      for (long flat = 0; flat < y.count(); flat++) {
        assertThat(x.get(x.point(flat))).isEqualTo(y.get(y.point(flat)));
      }
    }
  }

  @Property(tries = 200)
  void should_gather_and_scatter(@ForAll long seed, @ForAll DType dtype) {
    SplittableRandom random = new SplittableRandom(seed);
    long[] extents = extents(random);
    int axis = random.nextInt(3);
    double[] index = new double[random.nextInt(1, 30)];
    Arrays.setAll(index, i -> random.nextInt(-1, (int) extents[axis] + 1));
    long[] gathered = with(extents, axis, index.length);
    try (Arena arena = Arena.ofConfined()) {
      Block x = Block.of(arena, dtype, random, extents);
      Block y = Block.of(arena, dtype, random, gathered);
      Block sums = Block.of(arena, dtype, random, extents);
      long indices = indices(arena, dtype, index);
      ScatterAddKernel.of(dtype, index.length, axis, extents, y.view, sums.view)
          .run(team, y.address, indices, sums.address);
      for (long flat = 0; flat < sums.count(); flat++) {
        long[] point = sums.point(flat);
        double sum = 0;
        for (int i = 0; i < index.length; i++) {
          sum += index[i] == point[axis] ? y.get(with(point, axis, i)) : 0;
        }
        assertThat(sums.get(point)).isEqualTo(sum);
      }
      GatherKernel.of(dtype, extents[axis], axis, gathered, x.view, y.view)
          .run(team, x.address, indices, y.address);
      for (long flat = 0; flat < y.count(); flat++) {
        long[] point = y.point(flat);
        long from = (long) index[(int) point[axis]];
        boolean onAxis = from >= 0 && from < extents[axis];
        double expected = onAxis ? x.get(with(point, axis, from)) : Double.NaN;
        assertThat(Double.compare(y.get(point), expected)).isZero();
      }
    }
  }

  @Property(tries = 100)
  void should_cast(@ForAll long seed, @ForAll DType from, @ForAll DType to) {
    SplittableRandom random = new SplittableRandom(seed);
    long[] extents = extents(random);
    try (Arena arena = Arena.ofConfined()) {
      Block x = Block.of(arena, from, random, extents);
      Block y = Block.of(arena, to, random, extents);
      CastKernel.of(from, to, extents, x.view, y.view).run(team, x.address, y.address);
      for (long flat = 0; flat < y.count(); flat++) {
        assertThat(y.get(y.point(flat))).isEqualTo(x.get(x.point(flat)));
      }
      Memory.set(from, x.address, 0, Math.PI);
      View one = new View(0);
      CastKernel.of(from, to, new long[0], one, one).run(team, x.address, y.address);
      double rounded = from == DType.F32 || to == DType.F32 ? (float) Math.PI : Math.PI;
      assertThat(Memory.get(to, y.address, 0)).isEqualTo(rounded);
    }
  }
}
