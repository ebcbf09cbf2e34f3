package org.sciml4j.examples;

import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import org.sciml4j.core.tensor.Tensor;

/**
 * A wave {@code Re amplitude exp(2πi (p y/ny + q x/nx))} on a periodic grid of ny by nx points.
 *
 * @param p periods along y
 * @param q periods along x
 * @param amplitude amplitude and phase
 */
record PlaneWave(int p, int q, Complex amplitude) {

  /** The wave with its amplitude multiplied. */
  PlaneWave times(Complex factor) {
    return new PlaneWave(p, q, amplitude.times(factor));
  }

  /** The sum of waves on a grid, x running fastest: first along x for each p, then along y. */
  static Tensor sum(List<PlaneWave> waves, int ny, int nx) {
    Complex[] circleY = circle(ny);
    Complex[] circleX = circle(nx);
    TreeMap<Integer, Complex[]> rows = new TreeMap<>();
    for (PlaneWave wave : waves) {
      Complex[] row = rows.computeIfAbsent(wave.p, _ -> zeros(nx));
      for (int j = 0; j < nx; j++) {
        Complex turn = circleX[Math.floorMod(wave.q * j, nx)];
        row[j] = row[j].plus(wave.amplitude.times(turn));
      }
    }
    double[] field = new double[ny * nx];
    rows.forEach(
        (p, row) -> {
          for (int i = 0; i < ny; i++) {
            Complex turn = circleY[Math.floorMod(p * i, ny)];
            for (int j = 0; j < nx; j++) {
              field[i * nx + j] += row[j].times(turn).re();
            }
          }
        });
    return Tensor.wrap(field, ny, nx);
  }

  private static Complex[] circle(int n) {
    Complex[] circle = new Complex[n];
    Arrays.setAll(circle, i -> Complex.polar(1, 2 * Math.PI * i / n));
    return circle;
  }

  private static Complex[] zeros(int n) {
    Complex[] zeros = new Complex[n];
    Arrays.fill(zeros, Complex.ZERO);
    return zeros;
  }
}
