package org.sciml4j.io;

import static java.lang.foreign.ValueLayout.JAVA_DOUBLE_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_FLOAT_UNALIGNED;

import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import org.sciml4j.core.tensor.DType;
import org.sciml4j.core.tensor.Tensor;

/**
 * Turns a run of stored numbers into physical values in a tensor. Numbers stored as the tensor
 * keeps them are copied, then searched for missing ones; others go through blocks that stay in the
 * first-level cache. Not for use by several threads at once.
 */
final class Unpacker {
  private static final int BLOCK = 2048;

  private final Packing packing;
  private final Tensor into;
  private final boolean copies;
  private final double[] block;
  private final float[] singles;

  Unpacker(Packing packing, Tensor into) {
    this.packing = packing;
    this.into = into;
    RawType kept = into.dtype() == DType.F64 ? RawType.DOUBLE : RawType.FLOAT;
    this.copies = packing.isPlain() && packing.type() == kept;
    this.block = copies ? null : new double[BLOCK];
    this.singles = copies || into.dtype() == DType.F64 ? null : new float[BLOCK];
  }

  /**
   * Unpacks {@code count} stored numbers from byte {@code offset} of {@code raw} on to the elements
   * of the tensor from {@code position} on.
   */
  void unpack(MemorySegment raw, ByteOrder order, long offset, long position, long count) {
    if (!copies) {
      unpackBlocks(raw, order, offset, position, count);
      return;
    }
    MemorySegment target = into.segment();
    if (into.dtype() == DType.F64) {
      var stored = JAVA_DOUBLE_UNALIGNED.withOrder(order);
      MemorySegment.copy(raw, stored, offset, target, JAVA_DOUBLE_UNALIGNED, 8 * position, count);
    } else {
      var stored = JAVA_FLOAT_UNALIGNED.withOrder(order);
      MemorySegment.copy(raw, stored, offset, target, JAVA_FLOAT_UNALIGNED, 4 * position, count);
    }
    if (packing.marksMissing()) {
      blank(target, position, position + count);
    }
  }

  private void blank(MemorySegment values, long from, long to) {
    double fill = packing.missing(0);
    double other = packing.missing(1);
    double lowest = packing.lowest();
    double highest = packing.highest();
    if (into.dtype() == DType.F64) {
      for (long i = from; i < to; i++) {
        double value = values.getAtIndex(JAVA_DOUBLE_UNALIGNED, i);
        if (value == fill || value == other || value < lowest || value > highest) {
          values.setAtIndex(JAVA_DOUBLE_UNALIGNED, i, Double.NaN);
        }
      }
    } else {
      for (long i = from; i < to; i++) {
        float value = values.getAtIndex(JAVA_FLOAT_UNALIGNED, i);
        if (value == fill || value == other || value < lowest || value > highest) {
          values.setAtIndex(JAVA_FLOAT_UNALIGNED, i, Float.NaN);
        }
      }
    }
  }

  private void unpackBlocks(
      MemorySegment raw, ByteOrder order, long offset, long position, long count) {
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
      MemorySegment.copy(block, 0, target, JAVA_DOUBLE_UNALIGNED, 8 * position, n);
    } else {
      for (int i = 0; i < n; i++) {
        singles[i] = (float) block[i];
      }
      MemorySegment.copy(singles, 0, target, JAVA_FLOAT_UNALIGNED, 4 * position, n);
    }
  }
}
