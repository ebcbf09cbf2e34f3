package org.sciml4j.core.gemm;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import jdk.incubator.vector.FloatVector;

/**
 * The generated kernels of this process. Every product shares them, because what the JIT compiler
 * learns about a kernel once should serve all.
 */
final class GeneratedKernels {
  /** Size in bytes of a vector. */
  static final int VECTOR_BYTES = FloatVector.SPECIES_PREFERRED.vectorByteSize();

  private static final Map<Tile, TileKernel> TILES = new ConcurrentHashMap<>();
  private static final Map<Integer, TransposeKernel> TRANSPOSITIONS = new ConcurrentHashMap<>();

  /**
   * Vectors of sums that registers hold besides the factors: processors whose vectors have 32 bytes
   * have 16 registers, others 32.
   */
  static final int SUMS = VECTOR_BYTES == 32 ? 12 : 24;

  private GeneratedKernels() {}

  /** The kernel of a tile. */
  static TileKernel tile(Tile tile) {
    return TILES.computeIfAbsent(tile, TileKernelCompiler::compile);
  }

  /** The kernel that transposes blocks of elements of this size. */
  static TransposeKernel transposition(int elementBytes) {
    return TRANSPOSITIONS.computeIfAbsent(elementBytes, TransposeKernelCompiler::compile);
  }
}
