package org.sciml4j.sindy.simulation.pde;

import org.sciml4j.core.parallel.ThreadTeam;

/** Products of small complex matrices, one per mode, with the fields' amplitudes of the mode. */
final class ModeMatrices {
  private static final int PART = 2048;

  private ModeMatrices() {}

  /**
   * {@code out = matrices · state}, or {@code out += matrices · state}.
   *
   * @param matrices for each mode, complex numbers row by row
   * @param state for each field, complex numbers mode by mode
   */
  static void multiply(double[][] matrices, double[][] state, double[][] out, boolean add) {
    int parts = (matrices.length + PART - 1) / PART;
    ThreadTeam.common()
        .run(
            parts,
            part -> {
              int end = Math.min(matrices.length, (part + 1) * PART);
              for (int mode = part * PART; mode < end; mode++) {
                multiply(matrices[mode], state, out, mode, add);
              }
            });
  }

  private static void multiply(
      double[] matrix, double[][] state, double[][] out, int mode, boolean add) {
    int n = state.length;
    int at = 2 * mode;
    for (int row = 0; row < n; row++) {
      double re = add ? out[row][at] : 0;
      double im = add ? out[row][at + 1] : 0;
      for (int column = 0; column < n; column++) {
        int entry = 2 * (row * n + column);
        double a = state[column][at];
        double b = state[column][at + 1];
        re += matrix[entry] * a - matrix[entry + 1] * b;
        im += matrix[entry] * b + matrix[entry + 1] * a;
      }
      out[row][at] = re;
      out[row][at + 1] = im;
    }
  }
}
