package org.sciml4j.core.convolution;

import org.sciml4j.core.kernel.VectorCode;
import org.sciml4j.core.tensor.DType;

/** The inner loops on the Vector API, written once per process and element type. */
final class SimdKernels implements LaneKernels {
  /**
   * Vectors of a tile by its number of rows, as measured (Gflop/s of one core, f32): 1x10 111, 2x8
   * 197, 3x5 243, 4x4 275, 5x4 262, 6x3 about as much; 4x4 in f64 14 in some processes, so that
   * four rows go by five: in one later run 4x4 217 and 107 in f64, 4x5 235 and 117, 3x5 235 and
   * 118. Single rows wait for loads across cache lines; 1x8 is unrolled by the JVM until it runs
   * out of registers (51), and 6x4 too long for its first compiler.
   */
  private static final int[] VECTORS = {0, 10, 8, 5, 5, 4, 3};

  /**
   * Shifts of a tile of inner products by its number of rows, as measured (61 vectors, f32): 2x10
   * 223, 3x7 224, 4x5 219; 4x6 174, 3x8 153.
   */
  private static final int[] SHIFTS = {0, 10, 10, 7, 5};

  private final DType dtype;
  private final RowCopies copies = new SimdCopies();

  SimdKernels(DType dtype) {
    this.dtype = dtype;
  }

  @Override
  public int lanes() {
    return VectorCode.lanes(dtype);
  }

  @Override
  public TapKernel taps(int rows, boolean wide) {
    return (dtype == DType.F32 ? Single.TAPS : Double.TAPS)[wide ? 1 : 0][tile(rows) - 1];
  }

  /** The tile that covers so many rows with the fewest to spare, four where several do. */
  private static int tile(int rows) {
    int best = Math.min(rows, 4);
    for (int tile = 5; tile < Math.min(rows + 1, VECTORS.length); tile++) {
      if (Math.ceilDiv(rows, tile) * tile < Math.ceilDiv(rows, best) * best) {
        best = tile;
      }
    }
    return best;
  }

  @Override
  public DotKernel dots(int rows) {
    int tile = Math.ceilDiv(rows, Math.ceilDiv(rows, SHIFTS.length - 1));
    return (dtype == DType.F32 ? Single.DOTS : Double.DOTS)[tile - 1];
  }

  @Override
  public RowCopies copies() {
    return copies;
  }

  private static TapKernel[][] taps(DType dtype) {
    TapKernel[][] kernels = new TapKernel[2][VECTORS.length - 1];
    for (int rows = 1; rows < VECTORS.length; rows++) {
      kernels[0][rows - 1] = new TapKernelCompiler(dtype, rows, 1).compile();
      kernels[1][rows - 1] = new TapKernelCompiler(dtype, rows, VECTORS[rows]).compile();
    }
    return kernels;
  }

  private static DotKernel[] dots(DType dtype) {
    DotKernel[] kernels = new DotKernel[SHIFTS.length - 1];
    for (int rows = 1; rows < SHIFTS.length; rows++) {
      kernels[rows - 1] = SimdDots.of(dtype, rows, SHIFTS[rows]);
    }
    return kernels;
  }

  private static final class Single {
    static final TapKernel[][] TAPS = taps(DType.F32);
    static final DotKernel[] DOTS = dots(DType.F32);
  }

  private static final class Double {
    static final TapKernel[][] TAPS = taps(DType.F64);
    static final DotKernel[] DOTS = dots(DType.F64);
  }
}
