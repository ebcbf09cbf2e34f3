package org.sciml4j.sindy.simulation.pde;

import java.util.Arrays;
import java.util.List;
import org.sciml4j.sindy.field.FieldAxis;
import org.sciml4j.sindy.field.SpaceGrid;

/** What derivatives are in the spectrum of {@link FourierTransform}: multiplication by (ik)^α. */
public final class Wavenumbers {
  private final SpaceGrid grid;
  private final int[] modeShape;
  private final int modes;

  /** The wave numbers of a periodic grid, in the order of the transform's modes. */
  public Wavenumbers(SpaceGrid grid, FourierTransform transform) {
    this.grid = grid;
    modeShape = transform.modeShape();
    modes = transform.modes();
  }

  /**
   * Π k^α for each mode. Along an axis with an even number of points the mode of the highest wave
   * number is its own conjugate, so that its odd derivatives are zero (Trefethen, Spectral Methods
   * in MATLAB, SIAM 2000, chapter 3).
   */
  public double[] powers(List<Integer> orders) {
    double[] product = new double[modes];
    Arrays.fill(product, 1);
    for (int axis = 0; axis < modeShape.length; axis++) {
      int order = orders.get(axis);
      if (order > 0) {
        multiply(product, axis, order);
      }
    }
    return product;
  }

  /** The number of quarter turns i^|α| of a derivative, 0 to 3. */
  public static int quarterTurns(List<Integer> orders) {
    return orders.stream().mapToInt(Integer::intValue).sum() % 4;
  }

  /** 1 for modes up to a part of the highest wave number of each axis, else 0. */
  public double[] lowPass(double part) {
    double[] mask = new double[modes];
    Arrays.fill(mask, 1);
    forEach(
        (mode, index) -> {
          for (int axis = 0; axis < index.length; axis++) {
            int points = grid.axes().get(axis).points();
            if (points > 1 && Math.abs(signed(index[axis], points)) >= part * points / 2) {
              mask[mode] = 0;
            }
          }
        });
    return mask;
  }

  private void multiply(double[] product, int axis, int order) {
    FieldAxis along = grid.axes().get(axis);
    int n = along.points();
    double unit = 2 * Math.PI / along.period();
    double[] factors = new double[modeShape[axis]];
    for (int i = 0; i < factors.length; i++) {
      boolean lost = 2 * i == n && order % 2 == 1;
      factors[i] = lost ? 0 : Math.pow(unit * signed(i, n), order);
    }
    forEach((mode, index) -> product[mode] *= factors[index[axis]]);
  }

  private static int signed(int index, int points) {
    return index <= points / 2 ? index : index - points;
  }

  private interface ModeVisitor {
    void visit(int mode, int[] index);
  }

  private void forEach(ModeVisitor visitor) {
    int[] index = new int[modeShape.length];
    for (int mode = 0; mode < modes; mode++) {
      visitor.visit(mode, index);
      for (int axis = index.length - 1; axis >= 0 && ++index[axis] == modeShape[axis]; axis--) {
        index[axis] = 0;
      }
    }
  }
}
