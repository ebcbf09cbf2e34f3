package org.sciml4j.core.gemm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sciml4j.core.kernel.NativeMemory.EVERYTHING;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.SplittableRandom;
import org.sciml4j.core.kernel.KernelProvider;
import org.sciml4j.core.parallel.ThreadTeam;
import org.sciml4j.core.tensor.DType;

/** Random operands for one shape, and the product summed in double precision. */
final class Trial {
  private static final int GUARD = 40;

  final GemmShape shape;
  private final MemorySegment a;
  private final MemorySegment b;
  private final double[] before;
  private final Arena arena;

  Trial(Arena arena, GemmShape shape, long seed) {
    this.shape = shape;
    this.arena = arena;
    SplittableRandom random = new SplittableRandom(seed);
    a = random(random, extent(shape.aBatch(), shape.m(), shape.aRow(), shape.k(), shape.aColumn()));
    b = random(random, extent(shape.bBatch(), shape.k(), shape.bRow(), shape.n(), shape.bColumn()));
    before = random.doubles(cCount(), -1, 1).map(x -> single() ? (float) x : x).toArray();
  }

  /** What C, with a guard on either side, holds after a run. */
  double[] run(KernelProvider provider, Operands operands, ThreadTeam team) {
    return run(provider, operands, team, false);
  }

  /** As {@link #run}, with an epilogue that multiplies by two. */
  double[] runAndDouble(KernelProvider provider, Operands operands, ThreadTeam team) {
    return run(provider, operands, team, true);
  }

  private double[] run(
      KernelProvider provider, Operands operands, ThreadTeam team, boolean doubles) {
    Gemm gemm = Gemm.with(provider, shape, operands);
    MemorySegment c = memory(before.length);
    for (int i = 0; i < before.length; i++) {
      set(c.address(), i, before[i]);
    }
    long to = c.address() + GUARD * bytes();
    long scratch = filled(gemm.scratchBytes());
    Epilogue epilogue = doubles ? doubling(to) : null;
    switch (operands) {
      case MEMORY -> gemm.run(team, a.address(), b.address(), to, scratch, epilogue);
      case PACKED_B -> {
        long packed = filled(gemm.packedBytes());
        gemm.packB(team, b.address(), packed);
        gemm.runPackedB(team, a.address(), packed, to, scratch, epilogue);
      }
      case PANELS_OF_A -> {
        PanelSource panels = source(a, shape.aBatch(), shape.aColumn(), shape.aRow());
        gemm.runPanelsOfA(team, panels, b.address(), to, scratch, epilogue);
      }
      case PANELS_OF_B -> {
        PanelSource panels = source(b, shape.bBatch(), shape.bRow(), shape.bColumn());
        gemm.runPanelsOfB(team, a.address(), panels, to, scratch, epilogue);
      }
    }
    double[] after = new double[before.length];
    for (int i = 0; i < after.length; i++) {
      after[i] = get(c.address(), i);
    }
    return after;
  }

  /** A copy in which the elements of C, but not its gaps, are multiplied by two. */
  double[] doubled(double[] after) {
    double[] doubled = after.clone();
    long matrices = shape.sumsBatch() ? Math.min(1, shape.batch()) : shape.batch();
    for (long i = 0; i < matrices; i++) {
      for (long r = 0; r < shape.m(); r++) {
        for (long j = 0; j < shape.n(); j++) {
          doubled[(int) (GUARD + i * shape.cBatch() + r * shape.cRow() + j)] *= 2;
        }
      }
    }
    return doubled;
  }

  /** Holds C to the product within the rounding errors of its sums, and its gaps to no change. */
  void verify(double[] after) {
    double[] expected = before.clone();
    double[] bound = new double[before.length];
    for (long i = 0; i < shape.batch(); i++) {
      boolean adds = shape.accumulate() || (i > 0 && shape.sumsBatch());
      for (long r = 0; r < shape.m(); r++) {
        for (long j = 0; j < shape.n(); j++) {
          int at = (int) (GUARD + i * shape.cBatch() + r * shape.cRow() + j);
          double sum = adds ? expected[at] : 0;
          double magnitude = Math.abs(sum);
          for (long p = 0; p < shape.k(); p++) {
            double term =
                get(a.address(), i * shape.aBatch() + r * shape.aRow() + p * shape.aColumn())
                    * get(b.address(), i * shape.bBatch() + p * shape.bRow() + j * shape.bColumn());
            sum += term;
            magnitude += Math.abs(term);
          }
          expected[at] = sum;
          bound[at] += 0.5 * (shape.k() + 6) * shape.dtype().epsilon() * magnitude;
        }
      }
    }
    for (int at = 0; at < expected.length; at++) {
      if (!(Math.abs(after[at] - expected[at]) <= bound[at])) {
        assertThat(after[at])
            .as("C[%d] of %s (bound %g)", at - GUARD, shape, bound[at])
            .isEqualTo(expected[at]);
      }
    }
  }

  private Epilogue doubling(long c) {
    return (batch, rowFrom, rowTo, columnFrom, columnTo) -> {
      for (long row = rowFrom; row < rowTo; row++) {
        for (long column = columnFrom; column < columnTo; column++) {
          long at = batch * shape.cBatch() + row * shape.cRow() + column;
          set(c, at, 2 * get(c, at));
        }
      }
    };
  }

  private PanelSource source(MemorySegment matrix, long perBatch, long perTerm, long perLine) {
    return (batch, kFrom, kTo, from, to, width, destination) -> {
      assertThat(to).isGreaterThan(from).isLessThanOrEqualTo(from + width);
      for (long p = kFrom; p < kTo; p++) {
        for (long j = from; j < from + width; j++) {
          double value =
              j < to ? get(matrix.address(), batch * perBatch + p * perTerm + j * perLine) : 0;
          set(destination, (p - kFrom) * width + j - from, value);
        }
      }
    };
  }

  private long cCount() {
    long perEntry = shape.m() == 0 ? 0 : (shape.m() - 1) * shape.cRow() + shape.n();
    return 2 * GUARD + Math.max(0, shape.batch() - 1) * shape.cBatch() + perEntry;
  }

  private long extent(long perBatch, long rows, long row, long columns, long column) {
    return Math.max(0, shape.batch() - 1) * perBatch
        + Math.max(0, rows - 1) * row
        + Math.max(0, columns - 1) * column
        + 1;
  }

  private MemorySegment random(SplittableRandom random, long count) {
    MemorySegment memory = memory(count);
    for (long i = 0; i < count; i++) {
      set(memory.address(), i, random.nextDouble(-1, 1));
    }
    return memory;
  }

  private MemorySegment memory(long count) {
    return arena.allocate(Math.max(1, count) * bytes(), 64);
  }

  /** Memory full of NaN, which shows where a kernel reads what nobody wrote. */
  private long filled(long size) {
    MemorySegment memory = arena.allocate(Math.max(64, size), 64);
    memory.fill((byte) 0xff);
    return memory.address();
  }

  private boolean single() {
    return shape.dtype() == DType.F32;
  }

  private long bytes() {
    return shape.dtype().bytes();
  }

  private double get(long base, long position) {
    return single()
        ? EVERYTHING.get(ValueLayout.JAVA_FLOAT_UNALIGNED, base + position * bytes())
        : EVERYTHING.get(ValueLayout.JAVA_DOUBLE_UNALIGNED, base + position * bytes());
  }

  private void set(long base, long position, double value) {
    if (single()) {
      EVERYTHING.set(ValueLayout.JAVA_FLOAT_UNALIGNED, base + position * bytes(), (float) value);
    } else {
      EVERYTHING.set(ValueLayout.JAVA_DOUBLE_UNALIGNED, base + position * bytes(), value);
    }
  }
}
