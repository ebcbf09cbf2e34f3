package org.sciml4j.core.correlation;

import java.lang.foreign.MemorySegment;
import org.sciml4j.core.kernel.KernelProvider;
import org.sciml4j.core.tensor.DType;

/** Work on contiguous rows of native memory that precedes the sums of products. */
sealed interface RowOperations permits SimdRowOperations, ScalarRowOperations {
  /**
   * Copies a row, widening single precision.
   *
   * @param from source memory
   * @param fromByte where the source row begins, in bytes
   * @param dtype type of the source
   * @param to doubles
   * @param toElement where the copy begins, in elements
   * @param count number of elements
   * @return whether every element is finite
   */
  boolean copy(
      MemorySegment from, long fromByte, DType dtype, MemorySegment to, long toElement, int count);

  /**
   * {@code sum += weight * (plus - minus)} on rows of doubles given by their first elements.
   *
   * @param memory holds all three rows
   */
  void addDifference(
      MemorySegment memory, long sum, long plus, long minus, double weight, int count);

  /** Divides a row by a number and tells whether every quotient is finite. */
  boolean divide(MemorySegment memory, long row, double divisor, int count);

  /** The implementation of one provider. */
  static RowOperations of(KernelProvider provider) {
    return switch (provider) {
      case SIMD -> new SimdRowOperations();
      case SCALAR -> new ScalarRowOperations();
    };
  }
}
