package org.sciml4j.pde.analysis;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.hipparchus.complex.Complex;
import org.sciml4j.operators.Stencil;
import org.sciml4j.pde.scheme.StepScheme;

/**
 * The largest stable dt of a right-hand side that is another stencil at every point, as if each
 * were that of all points.
 *
 * <pre>
 * J. C. Strikwerda, Finite Difference Schemes and Partial Differential Equations, 2nd ed., SIAM
 * 2004, section 2.3 (frozen coefficients)
 * </pre>
 */
public final class LocalStepLimit {
  /** The largest stencils whose limits are computed. */
  private static final int LARGEST = 3;

  /** Waves along an axis that tell which stencil grows. */
  private static final int WAVES = 8;

  private LocalStepLimit() {}

  /**
   * The least of the limits of the largest stencils, of those whose waves are least damped for
   * their frequency, and of the one whose waves grow fastest; empty for schemes with a linear part
   * of their own.
   *
   * @param local stencils of some points, of one variable
   * @param growth rate at which waves may grow, in 1/time: errors of learned coefficients make some
   *     grow imperceptibly, which has no meaning at points one by one
   */
  public static OptionalDouble of(StepScheme scheme, List<Stencil> local, double growth) {
    Stream<Stencil> largest =
        local.stream().sorted(Comparator.comparingDouble(one -> -size(one))).limit(LARGEST);
    Stream<Stencil> leastDamped =
        local.stream()
            .sorted(Comparator.comparingDouble(LocalStepLimit::leastDamping))
            .limit(LARGEST);
    Stream<Stencil> fastest =
        local.stream().max(Comparator.comparingDouble(LocalStepLimit::growth)).stream();
    return Stream.of(largest, leastDamped, fastest)
        .flatMap(stencils -> stencils)
        .distinct()
        .map(one -> one.minus(Stencil.identity(one.spacing()).times(growth)))
        .map(one -> new LinearPart(List.of(List.of(one))).largestStableStep(scheme))
        .flatMapToDouble(OptionalDouble::stream)
        .min();
  }

  private static double size(Stencil stencil) {
    return Arrays.stream(stencil.coefficients()).map(Math::abs).sum();
  }

  /** The largest growth rate of some waves. */
  private static double growth(Stencil stencil) {
    return symbols(stencil).mapToDouble(Complex::getRealPart).max().orElseThrow();
  }

  /** Forward Euler's limit for some waves, {@code -2 Re λ / |λ|²}, where they move. */
  private static double leastDamping(Stencil stencil) {
    return symbols(stencil)
        .filter(lambda -> lambda.norm() > 0)
        .mapToDouble(lambda -> -2 * lambda.getRealPart() / (lambda.norm() * lambda.norm()))
        .min()
        .orElse(Double.POSITIVE_INFINITY);
  }

  private static Stream<Complex> symbols(Stencil stencil) {
    return IntStream.range(1, (int) Math.pow(WAVES, stencil.dims()))
        .mapToObj(wave -> stencil.symbol().atAngles(angles(wave, stencil.dims())));
  }

  private static double[] angles(int wave, int dims) {
    double[] angles = new double[dims];
    int rest = wave;
    for (int axis = 0; axis < dims; axis++) {
      angles[axis] = 2 * Math.PI * (rest % WAVES) / WAVES;
      rest /= WAVES;
    }
    return angles;
  }
}
