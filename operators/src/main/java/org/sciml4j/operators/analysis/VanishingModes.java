package org.sciml4j.operators.analysis;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.hipparchus.complex.Complex;
import org.sciml4j.operators.Stencil;

/**
 * The corners of the torus of phase angles (each 0 or π) where λ vanishes, the long waves above
 * all. Along a direction n from such a corner, {@code λ = a t^p + i b t^q + ...} with p even and q
 * odd, and the stable step has a limit for t -> 0:
 *
 * <ul>
 *   <li>a > 0: the modes grow by themselves, whatever the step;
 *   <li>forward Euler, {@code |R|² = 1 + 2 dt a t^p + dt² b² t^2q}: none for p < 2q, {@code -2a/b²}
 *       for p = 2q, zero for p > 2q;
 *   <li>RK2, {@code |R|² = 1 + 2 dt a t^p + dt⁴ b⁴ t^4q / 4}: the same with 4q and the cube root of
 *       {@code -8a/b⁴};
 *   <li>RK4 damps on the imaginary axis, so nothing is limited here.
 * </ul>
 *
 * <p>Directions so close to one along which λ is zero altogether that rounding hides the real part
 * are left to those beside them.
 */
final class VanishingModes {
  /** Closer to a corner than this, in radians, its limit stands for the modes. */
  private static final double CLOSE = 1e-5;

  /** Closer than this λ is summed from its Taylor series, which keeps a tiny real part exact. */
  private static final double NEAR = 0.05;

  /** An error of this fraction of the largest coefficient is granted to every coefficient. */
  private static final double COEFFICIENT_ROUNDING = 1e-15;

  private static final int HIGHEST = 24;
  private static final int DIRECTIONS = 360;
  private static final int REFINEMENTS = 40;

  private final TimeScheme scheme;
  private final int dims;
  private final int[][] offsets;
  private final double[] coefficients;
  private final double coefficientError;
  private final double magnitude;
  private final List<double[]> corners = new ArrayList<>();

  VanishingModes(Stencil stencil, TimeScheme scheme) {
    this.scheme = scheme;
    this.dims = stencil.dims();
    this.offsets = stencil.offsets();
    this.coefficients = stencil.coefficients();
    this.magnitude = Arrays.stream(coefficients).map(Math::abs).sum();
    this.coefficientError = COEFFICIENT_ROUNDING * stencil.largestCoefficient();
    for (int corner = 0; corner < 1 << dims; corner++) {
      double[] angles = new double[dims];
      for (int axis = 0; axis < dims; axis++) {
        angles[axis] = (corner >> axis & 1) * Math.PI;
      }
      if (taylor(angles, new double[dims], 0) == 0) {
        corners.add(angles);
      }
    }
  }

  /** Whether a mode is so close to a corner that the corner's limit stands for it. */
  boolean isClose(double[] angles) {
    return corners.stream().anyMatch(corner -> distance(corner, angles) < CLOSE);
  }

  /** λ of a mode near a corner, accurate in its real and its imaginary part alike. */
  Optional<Complex> eigenvalueNear(double[] angles) {
    return corners.stream()
        .filter(corner -> distance(corner, angles) < NEAR)
        .findFirst()
        .map(
            corner -> {
              double[] away = new double[dims];
              for (int axis = 0; axis < dims; axis++) {
                away[axis] = Math.IEEEremainder(angles[axis] - corner[axis], 2 * Math.PI);
              }
              double re = 0;
              double im = 0;
              for (int order = HIGHEST; order >= 2; order -= 2) {
                re += (order % 4 == 0 ? 1 : -1) * taylor(corner, away, order);
                im += (order % 4 == 0 ? -1 : 1) * taylor(corner, away, order - 1);
              }
              return new Complex(re, im);
            });
  }

  /** The smallest limit over all corners and directions; an infinite step where there is none. */
  StabilityLimit limit() {
    double step = Double.POSITIVE_INFINITY;
    double[] at = new double[dims];
    for (double[] corner : corners) {
      double limit = smallestOverDirections(corner);
      if (limit < step) {
        step = limit;
        at = corner;
      }
    }
    return new StabilityLimit(scheme, step, at, Complex.ZERO);
  }

  private double smallestOverDirections(double[] corner) {
    double best = Double.POSITIVE_INFINITY;
    double[] bestAngles = new double[dims - 1];
    int rings = dims == 3 ? DIRECTIONS / 2 : 1;
    int around = dims == 1 ? 1 : DIRECTIONS / 2;
    double stride = 2 * Math.PI / DIRECTIONS;
    for (int ring = 0; ring < rings; ring++) {
      for (int i = 0; i < around; i++) {
        double[] angles = new double[dims - 1];
        if (dims > 1) {
          angles[0] = i * stride;
        }
        if (dims > 2) {
          angles[1] = ring * stride;
        }
        double limit = alongDirection(corner, direction(angles));
        if (limit < best) {
          best = limit;
          bestAngles = angles;
        }
      }
    }
    return refine(corner, best, bestAngles, stride);
  }

  private double refine(double[] corner, double coarse, double[] start, double stride) {
    double best = coarse;
    double[] angles = start;
    double width = stride;
    for (int i = 0; i < REFINEMENTS && best > 0 && best < Double.POSITIVE_INFINITY; ) {
      boolean improved = false;
      for (int axis = 0; axis < angles.length; axis++) {
        for (int sign = -1; sign <= 1; sign += 2) {
          double[] moved = angles.clone();
          moved[axis] += sign * width;
          double limit = alongDirection(corner, direction(moved));
          if (limit < best) {
            best = limit;
            angles = moved;
            improved = true;
          }
        }
      }
      if (!improved) {
        width /= 2;
        i++;
      }
    }
    return best;
  }

  private double alongDirection(double[] corner, double[] n) {
    int p = 2;
    int q = 1;
    double a = 0;
    double b = 0;
    while (p <= HIGHEST && a == 0) {
      a = (p % 4 == 0 ? 1 : -1) * taylor(corner, n, p);
      p += a == 0 ? 2 : 0;
    }
    while (q <= HIGHEST && b == 0) {
      b = taylor(corner, n, q);
      q += b == 0 ? 2 : 0;
    }
    if (a > 0) {
      return 0;
    }
    int power =
        switch (scheme) {
          case FORWARD_EULER -> 2;
          case RK2 -> 4;
          case RK4 -> 0;
        };
    boolean vanishing =
        Math.abs(a) <= CLOSE * CLOSE * magnitude && Math.abs(b) <= CLOSE * magnitude;
    if (b == 0 || vanishing || power == 0 || (a != 0 && p < power * q)) {
      return Double.POSITIVE_INFINITY;
    }
    if (a == 0 || p > power * q) {
      return 0;
    }
    return power == 2 ? -2 * a / (b * b) : Math.cbrt(-8 * a / (b * b * b * b));
  }

  /** {@code Σ c_k cos(k·corner) (k·n)^order / order!}, zero where that is all rounding. */
  private double taylor(double[] corner, double[] n, int order) {
    double sum = 0;
    double rounding = 0;
    for (int k = 0; k < offsets.length; k++) {
      double along = 0;
      double phase = 0;
      for (int axis = 0; axis < dims; axis++) {
        along += offsets[k][axis] * n[axis];
        phase += offsets[k][axis] * corner[axis];
      }
      double power = Math.rint(Math.cos(phase));
      for (int i = 1; i <= order; i++) {
        power *= along / i;
      }
      double term = coefficients[k] * power;
      sum += term;
      rounding += TaylorExpansion.ROUNDING * Math.abs(term) + coefficientError * Math.abs(power);
    }
    return Math.abs(sum) <= rounding ? 0 : sum;
  }

  private double[] direction(double[] angles) {
    return switch (dims) {
      case 1 -> new double[] {1};
      case 2 -> new double[] {snap(Math.cos(angles[0])), snap(Math.sin(angles[0]))};
      default -> {
        double ring = snap(Math.sin(angles[0]));
        yield new double[] {
          snap(Math.cos(angles[0])),
          snap(ring * Math.cos(angles[1])),
          snap(ring * Math.sin(angles[1]))
        };
      }
    };
  }

  /** Directions along an axis must be so exactly, as terms vanish there. */
  private static double snap(double component) {
    return Math.abs(component) < 1e-15 ? 0 : component;
  }

  private static double distance(double[] corner, double[] angles) {
    double largest = 0;
    for (int axis = 0; axis < corner.length; axis++) {
      double difference = Math.IEEEremainder(angles[axis] - corner[axis], 2 * Math.PI);
      largest = Math.max(largest, Math.abs(difference));
    }
    return largest;
  }
}
