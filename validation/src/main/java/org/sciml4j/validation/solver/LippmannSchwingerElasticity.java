package org.sciml4j.validation.solver;

import java.util.Arrays;
import org.sciml4j.core.InvalidInputException;

/**
 * Linear elasticity of isotropic phases in a periodic cell under a mean strain, plane strain where
 * the cell has two axes, by the fixed-point iteration of Moulinec and Suquet (1998), equation 12,
 * with Lamé's parameters of the reference half way between the extremes. Components of strains are
 * those on the diagonal and then those above it, row by row.
 */
public final class LippmannSchwingerElasticity {
  private final LippmannSchwinger iteration;
  private final int dims;
  private final int[] rows;
  private final int[] columns;

  /**
   * A cell.
   *
   * @param shape points along each axis, odd numbers
   * @throws InvalidInputException if a number is even
   */
  public LippmannSchwingerElasticity(int... shape) {
    iteration = new LippmannSchwinger(shape);
    dims = shape.length;
    rows = new int[dims * (dims + 1) / 2];
    columns = new int[rows.length];
    int next = dims;
    for (int i = 0; i < dims; i++) {
      rows[i] = i;
      columns[i] = i;
      for (int j = i + 1; j < dims; j++) {
        rows[next] = i;
        columns[next++] = j;
      }
    }
  }

  /**
   * The strain.
   *
   * @param young Young's modulus at each point, positive
   * @param poisson Poisson's ratio, from above -1 to below 1/2
   * @param mean components of the mean strain
   * @return the components at each point, {@code [component][point]}
   * @throws InvalidInputException if there are too few numbers or they make no elastic solid
   */
  public double[][] strain(double[] young, double poisson, double... mean) {
    if (young.length != iteration.points() || mean.length != rows.length) {
      throw new InvalidInputException(
          "young and mean",
          young.length + " and " + mean.length + " numbers",
          iteration.points() + " and " + rows.length,
          "give one for each point and one for each component of strain");
    }
    double least = Arrays.stream(young).min().orElseThrow();
    double most = Arrays.stream(young).max().orElseThrow();
    if (!(least > 0) || Double.isInfinite(most) || !(poisson > -1 && poisson < 0.5)) {
      throw new InvalidInputException(
          "young and poisson",
          least + " at the least and " + poisson,
          "positive finite moduli and a ratio between -1 and 1/2",
          "correct them");
    }
    double lambda = poisson / ((1 + poisson) * (1 - 2 * poisson));
    double mu = 1 / (2 * (1 + poisson));
    double reference = (least + most) / 2;
    return iteration.solve(
        mean,
        (point, strain, stress) -> stress(young[point], lambda, mu, strain, stress),
        (wave, stress, strain) -> green(wave, reference * lambda, reference * mu, stress, strain));
  }

  private void stress(double young, double lambda, double mu, double[] strain, double[] stress) {
    double trace = 0;
    for (int i = 0; i < dims; i++) {
      trace += strain[i];
    }
    for (int c = 0; c < stress.length; c++) {
      stress[c] = young * (2 * mu * strain[c] + (c < dims ? lambda * trace : 0));
    }
  }

  /** The strain of the displacement that the force {@code stress . wave} causes. */
  private void green(double[] wave, double lambda, double mu, double[] stress, double[] strain) {
    double[] force = new double[dims];
    for (int c = 0; c < stress.length; c++) {
      force[rows[c]] += stress[c] * wave[columns[c]];
      if (rows[c] != columns[c]) {
        force[columns[c]] += stress[c] * wave[rows[c]];
      }
    }
    double square = 0;
    double along = 0;
    for (int i = 0; i < dims; i++) {
      square += wave[i] * wave[i];
      along += wave[i] * force[i];
    }
    double part = (lambda + mu) / (lambda + 2 * mu) * along / square;
    for (int c = 0; c < strain.length; c++) {
      double first = (force[rows[c]] - part * wave[rows[c]]) / (mu * square);
      double second = (force[columns[c]] - part * wave[columns[c]]) / (mu * square);
      strain[c] = (first * wave[columns[c]] + second * wave[rows[c]]) / 2;
    }
  }
}
