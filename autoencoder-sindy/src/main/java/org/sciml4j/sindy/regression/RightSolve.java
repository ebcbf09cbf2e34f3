package org.sciml4j.sindy.regression;

import org.sciml4j.core.kernel.KernelProvider;

/** Division of a block of rows by a triangular factor from the right, in place. */
interface RightSolve {
  /**
   * Replaces Θ by Θ R⁻¹ and Y by Y - Θ R⁻¹ Z, by substitution.
   *
   * @param a columns of Θ and then of Y, {@code stride} apart
   * @param rows number of rows
   * @param r rows {@code [R | Z]}
   * @param columns number of columns of Θ
   */
  void divide(double[] a, int stride, int rows, double[][] r, int columns);

  /** The loops in force in this process. */
  static RightSolve selected() {
    return switch (KernelProvider.selected()) {
      case SIMD -> new VectorRightSolve();
      case SCALAR -> new ScalarRightSolve();
    };
  }
}
