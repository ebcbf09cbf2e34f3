package org.sciml4j.core.gemm;

/** Where the two factors of a {@link Gemm} come from. */
public enum Operands {
  /** Both lie in memory with the strides of the {@link GemmShape}. */
  MEMORY,
  /** A lies in memory; B was brought into panels once by {@link Gemm#packB}, for many runs. */
  PACKED_B,
  /** A comes from a {@link PanelSource}; the strides of A are not used. */
  PANELS_OF_A,
  /** B comes from a {@link PanelSource}; the strides of B are not used. */
  PANELS_OF_B
}
