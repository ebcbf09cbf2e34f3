package org.sciml4j.io;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import org.sciml4j.core.tensor.DType;
import org.sciml4j.core.tensor.Tensor;

/**
 * Turns a run of stored numbers into physical values in a tensor, a few thousand at a time so that
 * each block stays in the first-level cache. Not for use by several threads at once.
 */
final class Unpacker {
  private static final int BLOCK = 2048;

  private final Packing packing;
  private final Tensor into;
  private final double[] block = new double[BLOCK];
  private final float[] singles;

  Unpacker(Packing packing, Tensor into) {
    this.packing = packing;
    this.into = into;
    this.singles = into.dtype() == DType.F32 ? new float[BLOCK] : null;
  }

  /**
   * Unpacks {@code count} stored numbers from byte {@code offset} of {@code raw} on to the elements
   * of the tensor from {@code position} on.
   */
  void unpack(MemorySegment raw, ByteOrder order, long offset, long position, long count) {
    int size = packing.type().bytes();
    for (long done = 0; done < count; done += BLOCK) {
      int n = (int) Math.min(BLOCK, count - done);
      packing.type().toDoubles(raw, order, offset + done * size, block, n);
      packing.unpack(block, n);
      store(position + done, n);
    }
  }

  private void store(long position, int n) {
    MemorySegment target = into.segment();
    if (into.dtype() == DType.F64) {
      MemorySegment.copy(block, 0, target, ValueLayout.JAVA_DOUBLE_UNALIGNED, 8 * position, n);
    } else {
      for (int i = 0; i < n; i++) {
        singles[i] = (float) block[i];
      }
      MemorySegment.copy(singles, 0, target, ValueLayout.JAVA_FLOAT_UNALIGNED, 4 * position, n);
    }
  }
}
