package org.sciml4j.core.convolution;

import org.sciml4j.core.tensor.DType;

/** A tile of inner products: vectors of partial sums, then the sum of each vector. */
record SimdDots(DType dtype, int rows, int shifts, DotKernelCompiler.Loop loop)
    implements DotKernel {
  static SimdDots of(DType dtype, int rows, int shifts) {
    return new SimdDots(dtype, rows, shifts, new DotKernelCompiler(dtype, rows, shifts).compile());
  }

  @Override
  public void run(
      int vectors,
      long a,
      long pitch,
      int wantedRows,
      long b,
      long[] offsets,
      long[] targets,
      int first,
      int wantedShifts,
      long out,
      long outPitch,
      long work) {
    loop.run(vectors, a, pitch, wantedRows, b, offsets, first, wantedShifts, work);
    for (int i = 0; i < wantedRows; i++) {
      if (dtype == DType.F32) {
        FloatSums.add(work, i * shifts, wantedShifts, out + i * outPitch, targets, first);
      } else {
        DoubleSums.add(work, i * shifts, wantedShifts, out + i * outPitch, targets, first);
      }
    }
  }
}
