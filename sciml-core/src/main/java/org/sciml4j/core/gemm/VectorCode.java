package org.sciml4j.core.gemm;

import java.lang.classfile.CodeBuilder;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import jdk.incubator.vector.Vector;
import jdk.incubator.vector.VectorSpecies;
import org.sciml4j.core.kernel.NativeMemory;

/** Bytecode for vectors of one type in native memory. */
final class VectorCode {
  static final ClassDesc SPECIES = desc(VectorSpecies.class);
  static final ClassDesc VECTOR = desc(Vector.class);
  static final ClassDesc SEGMENT = desc(MemorySegment.class);
  private static final ClassDesc ORDER = desc(ByteOrder.class);
  private static final long ADDRESSES = 0xff_ffff_ffff_ffffL;
  private static final long DISTANCES = Integer.MAX_VALUE;

  private final CodeBuilder code;
  private final ClassDesc type;

  VectorCode(CodeBuilder code, Class<? extends Vector<?>> type) {
    this.code = code;
    this.type = desc(type);
  }

  static ClassDesc desc(Class<?> type) {
    return type.describeConstable().orElseThrow();
  }

  ClassDesc type() {
    return type;
  }

  /** Tells the JIT compiler that an address is not negative, which spares a check per access. */
  void cleanAddress(int slot) {
    code.lload(slot).loadConstant(ADDRESSES).land().lstore(slot);
  }

  /** As {@link #cleanAddress}, for a distance: an address plus a multiple of it cannot overflow. */
  void cleanDistance(int slot) {
    code.lload(slot).loadConstant(DISTANCES).land().lstore(slot);
  }

  void species() {
    code.getstatic(type, "SPECIES_PREFERRED", SPECIES);
  }

  void memory() {
    code.getstatic(desc(NativeMemory.class), "EVERYTHING", SEGMENT);
  }

  void load(Runnable address) {
    species();
    memory();
    address.run();
    order();
    code.invokestatic(
        type,
        "fromMemorySegment",
        MethodTypeDesc.of(type, SPECIES, SEGMENT, ConstantDescs.CD_long, ORDER));
  }

  /** Stores the vector on the stack. */
  void store(Runnable address) {
    memory();
    address.run();
    order();
    code.invokevirtual(
        type,
        "intoMemorySegment",
        MethodTypeDesc.of(ConstantDescs.CD_void, SEGMENT, ConstantDescs.CD_long, ORDER));
  }

  private void order() {
    code.invokestatic(ORDER, "nativeOrder", MethodTypeDesc.of(ORDER));
  }
}
