package org.sciml4j.validation.solver;

/** States on both sides of the faces between the cells of a periodic axis, from their averages. */
public sealed interface FaceReconstruction permits PiecewiseConstant, ThirdOrderUpwind, Weno5 {
  /**
   * Reconstructs the states at all faces; face i lies between cells i and i + 1.
   *
   * @param cells averages of the n cells, n at least 5
   * @param left n states at the left sides of the faces, overwritten
   * @param right n states at their right sides, overwritten
   */
  void reconstruct(double[] cells, double[] left, double[] right);
}
