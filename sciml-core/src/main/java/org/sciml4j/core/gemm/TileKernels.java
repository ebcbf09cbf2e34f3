package org.sciml4j.core.gemm;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import jdk.incubator.vector.FloatVector;

/**
 * The generated kernels of this process. Every product shares them, because what the JIT compiler
 * learns about a kernel once should serve all.
 */
final class TileKernels {
  /** Size in bytes of a vector. */
  static final int VECTOR_BYTES = FloatVector.SPECIES_PREFERRED.vectorByteSize();

  private static final Map<Tile, TileKernel> COMPILED = new ConcurrentHashMap<>();

  /**
   * Vectors of sums that registers hold besides the factors: processors whose vectors have 32 bytes
   * have 16 registers, others 32.
   */
  static final int SUMS = VECTOR_BYTES == 32 ? 12 : 24;

  private TileKernels() {}

  static TileKernel of(Tile tile) {
    return COMPILED.computeIfAbsent(tile, TileKernelCompiler::compile);
  }
}
