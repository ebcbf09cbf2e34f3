package org.sciml4j.core.elementwise;

import static org.sciml4j.core.kernel.NativeMemory.EVERYTHING;

import java.nio.ByteOrder;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/** Vectors of {@code double} numbers in native memory. */
final class DoubleLoads {
  static final VectorSpecies<Double> SPECIES = DoubleVector.SPECIES_PREFERRED;
  static final int VECTOR = SPECIES.vectorByteSize();
  static final ByteOrder ORDER = ByteOrder.nativeOrder();

  private DoubleLoads() {}

  /** Tells the compiler that an address is not negative, which spares a check of every access. */
  static long clean(long address) {
    return address & 0xff_ffff_ffff_ffffL;
  }

  static DoubleVector load(long address) {
    return DoubleVector.fromMemorySegment(SPECIES, EVERYTHING, address, ORDER);
  }

  static void store(DoubleVector v, long address) {
    v.intoMemorySegment(EVERYTHING, address, ORDER);
  }

  static DoubleVector all(double value) {
    return DoubleVector.broadcast(SPECIES, value);
  }
}
