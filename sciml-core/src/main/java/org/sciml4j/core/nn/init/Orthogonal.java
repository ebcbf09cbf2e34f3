package org.sciml4j.core.nn.init;

import org.sciml4j.core.InvalidInputException;
import org.sciml4j.core.random.RandomKey;
import org.sciml4j.core.tensor.Tensor;

/**
 * A random matrix with orthonormal rows or columns, whichever are fewer, times a gain (Saxe,
 * McClelland, Ganguli 2013, arXiv:1312.6120): Gaussian vectors made orthonormal by Gram and
 * Schmidt's method, which makes the matrix uniformly distributed (Stewart 1980, SIAM J. Numer.
 * Anal. 17:403). Kernels of more than two axes count as matrices {@code [first axis, all others]}.
 *
 * @param gain factor, finite
 */
public record Orthogonal(double gain) implements Initializer {
  /**
   * Checks the gain.
   *
   * @throws InvalidInputException if it is not finite
   */
  public Orthogonal {
    if (!Double.isFinite(gain)) {
      throw new InvalidInputException("gain", gain, "a finite number", "correct it");
    }
  }

  @Override
  public void fill(Tensor tensor, RandomKey key) {
    if (tensor.rank() < 2) {
      throw new InvalidInputException(
          "orthogonal parameter", tensor, "two axes or more", "choose another initialiser");
    }
    int rows = Math.toIntExact(tensor.size(0));
    int columns = rows == 0 ? 0 : Math.toIntExact(tensor.count() / rows);
    boolean isWide = rows <= columns;
    double[][] vectors = orthonormal(Math.min(rows, columns), Math.max(rows, columns), key);
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < columns; j++) {
        tensor.setFlat((long) i * columns + j, gain * (isWide ? vectors[i][j] : vectors[j][i]));
      }
    }
  }

  private static double[][] orthonormal(int count, int length, RandomKey key) {
    double[][] vectors = new double[count][length];
    for (int i = 0; i < count; i++) {
      double[] vector = vectors[i];
      for (int j = 0; j < length; j++) {
        vector[j] = key.normal((long) i * length + j);
      }
      for (int pass = 0; pass < 2; pass++) { // twice is enough (Giraud et al. 2005)
        for (int k = 0; k < i; k++) {
          addTo(vector, -dot(vector, vectors[k]), vectors[k]);
        }
        double norm = Math.sqrt(dot(vector, vector));
        for (int j = 0; j < length; j++) {
          vector[j] /= norm;
        }
      }
    }
    return vectors;
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int j = 0; j < a.length; j++) {
      sum += a[j] * b[j];
    }
    return sum;
  }

  private static void addTo(double[] a, double factor, double[] b) {
    for (int j = 0; j < a.length; j++) {
      a[j] += factor * b[j];
    }
  }
}
