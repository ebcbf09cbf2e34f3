package org.sciml4j.core.elementwise;

import static org.sciml4j.core.kernel.NativeMemory.EVERYTHING;

import java.nio.ByteOrder;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/** Vectors of {@code float} numbers in native memory. */
final class FloatLoads {
  static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
  static final int VECTOR = SPECIES.vectorByteSize();
  static final ByteOrder ORDER = ByteOrder.nativeOrder();

  private FloatLoads() {}

  /** Tells the compiler that an address is not negative, which spares a check of every access. */
  static long clean(long address) {
    return address & 0xff_ffff_ffff_ffffL;
  }

  static FloatVector load(long address) {
    return FloatVector.fromMemorySegment(SPECIES, EVERYTHING, address, ORDER);
  }

  static void store(FloatVector v, long address) {
    v.intoMemorySegment(EVERYTHING, address, ORDER);
  }

  static FloatVector all(float value) {
    return FloatVector.broadcast(SPECIES, value);
  }
}
