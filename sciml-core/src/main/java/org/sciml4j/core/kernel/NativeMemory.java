package org.sciml4j.core.kernel;

import java.lang.foreign.MemorySegment;

/**
 * Native memory as kernels see it: one constant segment in which an absolute address is an offset.
 * The compiler knows a constant's class, so the loops stay fast whatever other kinds of memory the
 * process has used (a shared segment type profile costs a factor of three to twelve). Callers check
 * bounds and lifetime of the tensors themselves before they pass an address.
 */
public final class NativeMemory {
  /** Every address from zero up. */
  public static final MemorySegment EVERYTHING = MemorySegment.NULL.reinterpret(Long.MAX_VALUE);

  private NativeMemory() {}
}
