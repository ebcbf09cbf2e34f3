package org.sciml4j.core.gemm;

import static org.sciml4j.core.kernel.NativeMemory.EVERYTHING;

import java.lang.foreign.ValueLayout;
import org.sciml4j.core.InvalidInputException;
import org.sciml4j.core.kernel.KernelProvider;
import org.sciml4j.core.parallel.ThreadTeam;
import org.sciml4j.core.tensor.DType;

/**
 * A planned matrix product of one {@link GemmShape}: {@code run} computes it on memory given by
 * absolute addresses, allocates nothing, and gives the same bits for any number of threads. The
 * order of the sum over k depends on the shape alone. With k = 0 the result is zero, or C as it was
 * where the product is added to it. A plan serves one caller at a time.
 */
public final class Gemm {
  private static final ValueLayout.OfFloat FLOAT = ValueLayout.JAVA_FLOAT_UNALIGNED;
  private static final ValueLayout.OfDouble DOUBLE = ValueLayout.JAVA_DOUBLE_UNALIGNED;

  private final GemmShape shape;
  private final Operands operands;
  private final long bytes;

  private Gemm(GemmShape shape, Operands operands) {
    this.shape = shape;
    this.operands = operands;
    this.bytes = shape.dtype().bytes();
  }

  /** Plans a product of two matrices in memory for the kernels in force. */
  public static Gemm of(GemmShape shape) {
    return of(shape, Operands.MEMORY);
  }

  /** Plans a product whose factors come from {@code operands} for the kernels in force. */
  public static Gemm of(GemmShape shape, Operands operands) {
    return with(KernelProvider.selected(), shape, operands);
  }

  /** Plans a product for the kernels of one provider. */
  public static Gemm with(KernelProvider provider, GemmShape shape, Operands operands) {
    return new Gemm(shape, operands);
  }

  /** What is computed. */
  public GemmShape shape() {
    return shape;
  }

  /** Working memory a run needs, in bytes; the caller supplies it at a multiple of 64 bytes. */
  public long scratchBytes() {
    return switch (operands) {
      case MEMORY, PACKED_B -> 0;
      case PANELS_OF_A, PANELS_OF_B -> 16 * shape.k() * bytes;
    };
  }

  /** Size in bytes of B as {@link #packB} writes it, at a multiple of 64 bytes. */
  public long packedBytes() {
    return Math.max(1, shape.bBatch() == 0 ? 1 : shape.batch()) * shape.k() * shape.n() * bytes;
  }

  /** Computes the product of two matrices in memory. */
  public void run(ThreadTeam team, long a, long b, long c, long scratch) {
    run(team, a, b, c, scratch, null);
  }

  /** Computes the product of two matrices in memory, followed by {@code epilogue} unless null. */
  public void run(ThreadTeam team, long a, long b, long c, long scratch, Epilogue epilogue) {
    require(Operands.MEMORY);
    compute(a, null, b, null, false, c, scratch, epilogue);
  }

  /** Brings B into panels, for any number of {@link #runPackedB} while {@code packed} stays. */
  public void packB(ThreadTeam team, long b, long packed) {
    require(Operands.PACKED_B);
    long matrices = shape.bBatch() == 0 ? 1 : shape.batch();
    for (long i = 0; i < matrices; i++) {
      for (long p = 0; p < shape.k(); p++) {
        for (long j = 0; j < shape.n(); j++) {
          double value = get(b, i * shape.bBatch() + p * shape.bRow() + j * shape.bColumn());
          set(packed, (i * shape.k() + p) * shape.n() + j, value);
        }
      }
    }
  }

  /** Computes the product of A in memory and B as {@link #packB} left it. */
  public void runPackedB(
      ThreadTeam team, long a, long packed, long c, long scratch, Epilogue epilogue) {
    require(Operands.PACKED_B);
    compute(a, null, packed, null, true, c, scratch, epilogue);
  }

  /** Computes the product of an A asked for panel by panel and B in memory. */
  public void runPanelsOfA(
      ThreadTeam team, PanelSource a, long b, long c, long scratch, Epilogue epilogue) {
    require(Operands.PANELS_OF_A);
    compute(0, a, b, null, false, c, scratch, epilogue);
  }

  /** Computes the product of A in memory and a B asked for panel by panel. */
  public void runPanelsOfB(
      ThreadTeam team, long a, PanelSource b, long c, long scratch, Epilogue epilogue) {
    require(Operands.PANELS_OF_B);
    compute(a, null, 0, b, false, c, scratch, epilogue);
  }

  private void compute(
      long a,
      PanelSource aPanels,
      long b,
      PanelSource bPanels,
      boolean packed,
      long c,
      long scratch,
      Epilogue epilogue) {
    long m = shape.m();
    long n = shape.n();
    long k = shape.k();
    for (long i = 0; i < shape.batch(); i++) {
      boolean adds = shape.accumulate() || (i > 0 && shape.sumsBatch());
      long width = 16;
      for (long r0 = 0; r0 < m; r0 += width) {
        long r1 = Math.min(m, r0 + width);
        if (aPanels != null) {
          aPanels.pack(i, 0, k, r0, r1, width, scratch);
        }
        for (long c0 = 0; c0 < n; c0 += width) {
          long c1 = Math.min(n, c0 + width);
          if (bPanels != null) {
            bPanels.pack(i, 0, k, c0, c1, width, scratch);
          }
          for (long r = r0; r < r1; r++) {
            for (long j = c0; j < c1; j++) {
              long at = i * shape.cBatch() + r * shape.cRow() + j;
              double sum = adds ? get(c, at) : 0;
              for (long p = 0; p < k; p++) {
                double left =
                    aPanels != null
                        ? get(scratch, p * width + r - r0)
                        : get(a, i * shape.aBatch() + r * shape.aRow() + p * shape.aColumn());
                double right =
                    bPanels != null
                        ? get(scratch, p * width + j - c0)
                        : packed
                            ? get(b, ((shape.bBatch() == 0 ? 0 : i) * k + p) * n + j)
                            : get(b, i * shape.bBatch() + p * shape.bRow() + j * shape.bColumn());
                sum = Math.fma(left, right, sum);
              }
              set(c, at, sum);
            }
          }
        }
      }
      if (epilogue != null && m > 0 && n > 0 && (!shape.sumsBatch() || i == shape.batch() - 1)) {
        epilogue.rows(shape.sumsBatch() ? 0 : i, 0, m, 0, n);
      }
    }
  }

  private double get(long base, long position) {
    return shape.dtype() == DType.F32
        ? EVERYTHING.get(FLOAT, base + position * bytes)
        : EVERYTHING.get(DOUBLE, base + position * bytes);
  }

  private void set(long base, long position, double value) {
    if (shape.dtype() == DType.F32) {
      EVERYTHING.set(FLOAT, base + position * bytes, (float) value);
    } else {
      EVERYTHING.set(DOUBLE, base + position * bytes, value);
    }
  }

  private void require(Operands needed) {
    if (operands != needed) {
      throw new InvalidInputException(
          "operands", operands, needed.toString(), "plan the product for the run it is used in");
    }
  }
}
