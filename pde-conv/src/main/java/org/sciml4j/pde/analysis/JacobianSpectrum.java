package org.sciml4j.pde.analysis;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.hipparchus.complex.Complex;
import org.hipparchus.exception.MathIllegalStateException;
import org.hipparchus.linear.MatrixUtils;
import org.hipparchus.linear.RealMatrix;
import org.sciml4j.core.nn.Layer;
import org.sciml4j.core.nn.Parameters;
import org.sciml4j.core.random.RandomKey;
import org.sciml4j.core.tensor.Tensor;

/**
 * Eigenvalues of the Jacobian {@code ∂F/∂u} of a block at a state, largest magnitudes first.
 *
 * @param eigenvalues all of them, or the outermost ones that Arnoldi's iteration has found
 * @param complete whether these are all
 */
public record JacobianSpectrum(List<Complex> eigenvalues, boolean complete) {
  /** Up to so many unknowns the matrix is written out. */
  private static final int DENSE = 400;

  private static final int KRYLOV = 80;

  /** Copies the list. */
  public JacobianSpectrum {
    eigenvalues = List.copyOf(eigenvalues);
  }

  /**
   * The spectrum at a state: for up to 400 unknowns all eigenvalues, from one Jacobian-vector
   * product for each column; for more the largest ones by Arnoldi's iteration (Arnoldi 1951) in a
   * Krylov space of 80 vectors, and so where the iteration for all does not converge.
   *
   * @param layer F, with the shape of its input
   * @param state {@code [variables, space...]}
   */
  public static JacobianSpectrum at(Layer layer, Parameters parameters, Tensor state) {
    try (LayerDerivative derivative =
        new LayerDerivative(layer, parameters, state.shape(), false)) {
      derivative.at(state.toDoubles());
      int n = derivative.size();
      if (n > DENSE) {
        return arnoldi(derivative, n);
      }
      try {
        return dense(derivative, n);
      } catch (MathIllegalStateException notConverged) {
        return arnoldi(derivative, n);
      }
    }
  }

  private static JacobianSpectrum dense(LayerDerivative derivative, int n) {
    RealMatrix jacobian = MatrixUtils.createRealMatrix(n, n);
    double[] unit = new double[n];
    for (int column = 0; column < n; column++) {
      unit[column] = 1;
      jacobian.setColumn(column, derivative.times(unit));
      unit[column] = 0;
    }
    return new JacobianSpectrum(sorted(jacobian), true);
  }

  private static JacobianSpectrum arnoldi(LayerDerivative derivative, int n) {
    List<double[]> basis = new ArrayList<>();
    RandomKey key = RandomKey.of(0);
    double[] v = new double[n];
    Arrays.setAll(v, i -> key.normal(i));
    scale(v, 1 / norm(v));
    RealMatrix hessenberg = MatrixUtils.createRealMatrix(KRYLOV, KRYLOV);
    int size = 0;
    while (size < KRYLOV) {
      basis.add(v);
      double[] next = derivative.times(v);
      double before = norm(next);
      // Orthogonalised twice, which is enough.
      for (int pass = 0; pass < 2; pass++) {
        for (int i = 0; i <= size; i++) {
          double dot = dot(basis.get(i), next);
          hessenberg.addToEntry(i, size, dot);
          add(next, basis.get(i), -dot);
        }
      }
      size++;
      double rest = norm(next);
      if (rest <= 1e-13 * before || size == KRYLOV) {
        break;
      }
      hessenberg.setEntry(size, size - 1, rest);
      scale(next, 1 / rest);
      v = next;
    }
    return new JacobianSpectrum(sorted(hessenberg.getSubMatrix(0, size - 1, 0, size - 1)), false);
  }

  private static List<Complex> sorted(RealMatrix matrix) {
    return Arrays.stream(Eigenvalues.of(matrix))
        .sorted(Comparator.comparingDouble(lambda -> -lambda.norm()))
        .toList();
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }

  private static double norm(double[] a) {
    return Math.sqrt(dot(a, a));
  }

  private static void scale(double[] a, double factor) {
    for (int i = 0; i < a.length; i++) {
      a[i] *= factor;
    }
  }

  private static void add(double[] a, double[] b, double factor) {
    for (int i = 0; i < a.length; i++) {
      a[i] += factor * b[i];
    }
  }

  /** The largest magnitude: of a step above 1 where a disturbance of the state grows. */
  public double spectralRadius() {
    return eigenvalues.getFirst().norm();
  }

  /** The largest real part: of a right-hand side the rate at which a disturbance grows. */
  public double growthRate() {
    return eigenvalues.stream().mapToDouble(Complex::getRealPart).max().orElseThrow();
  }
}
