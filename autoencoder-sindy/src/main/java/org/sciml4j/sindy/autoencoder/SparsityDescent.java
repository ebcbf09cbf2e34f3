package org.sciml4j.sindy.autoencoder;

import java.util.Arrays;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.IntStream;
import org.hipparchus.exception.MathRuntimeException;
import org.hipparchus.linear.CholeskyDecomposition;
import org.hipparchus.linear.MatrixUtils;
import org.hipparchus.linear.RealMatrix;

/**
 * Turns coordinates until a polynomial system is sparse. The sum of {@code log(1 + (c / ε u)²)}
 * over all coefficients c in their units u is lowered by reweighted Gauss-Newton steps while ε
 * shrinks, as in Candès, Wakin and Boyd (2008, J. Fourier Anal. Appl. 14:877). Then the
 * coefficients below the tolerance are driven to zero in the least-squares sense, and the next
 * smallest ones as long as all that are dropped stay below it.
 *
 * @param tolerance coefficients count as zero up to this multiple of their unit
 */
record SparsityDescent(double tolerance) {
  private static final int STEPS = 120;
  private static final int POLISHING_STEPS = 30;
  private static final int ATTEMPTS = 8;

  /** How many of the smallest coefficients may be the next to go. */
  private static final int TRIED = 4;

  private static final double LONGEST = 0.5;

  /** Where the descent ends, with the coefficients that stay. */
  record End(MixedCoordinates coordinates, boolean[] kept) {
    /** The coefficients with zeros for those that do not stay. */
    double[][] sparse() {
      double[][] sparse = coordinates.coefficients();
      for (int k = 0; k < kept.length; k++) {
        int terms = sparse[0].length;
        sparse[k / terms][k % terms] = kept[k] ? sparse[k / terms][k % terms] : 0;
      }
      return sparse;
    }
  }

  End from(MixedCoordinates start) {
    MixedCoordinates here = start;
    double width = LONGEST * largestRatio(here);
    double narrowest = tolerance / 4;
    double damping = 1e-3;
    for (int step = 0; step < STEPS; step++) {
      double[] units = flat(here.units());
      double before = objective(here, units, width);
      double gain = 0;
      for (int attempt = 0; attempt < ATTEMPTS && gain <= 0; attempt++) {
        MixedCoordinates next = moved(here, weights(here, units, width), damping);
        gain = next == null ? 0 : before - objective(next, units, width);
        here = gain > 0 ? next : here;
        damping = gain > 0 ? Math.max(damping / 10, 1e-10) : damping * 10;
      }
      if (gain < 1e-3 * units.length) {
        if (width <= narrowest) {
          break;
        }
        width = Math.max(width / 2, narrowest);
        damping = 1e-3;
      }
    }
    return eliminated(here);
  }

  /** Leaves out what is below the tolerance, then as {@link #eliminated(End)}. */
  private End eliminated(MixedCoordinates start) {
    End end = new End(start, above(start, tolerance));
    for (int round = 0; round < 2; round++) {
      MixedCoordinates polished = polished(end.coordinates(), end.kept());
      end = new End(polished, above(polished, tolerance));
    }
    return eliminated(end);
  }

  /** Goes on from coordinates near those in which only some coefficients stay, if they do. */
  Optional<End> near(MixedCoordinates start, boolean... kept) {
    End end = new End(polished(start, kept), kept);
    return isZeroOutside(end.coordinates(), kept) ? Optional.of(eliminated(end)) : Optional.empty();
  }

  /** Leaves out one coefficient after the other, the smallest that can be first. */
  private End eliminated(End start) {
    End end = start;
    Optional<End> next = Optional.of(end);
    while (next.isPresent()) {
      end = next.get();
      next = withoutOne(end);
    }
    return end;
  }

  private Optional<End> withoutOne(End end) {
    double[] c = flat(end.coordinates().coefficients());
    double[] u = flat(end.coordinates().units());
    return IntStream.range(0, c.length)
        .filter(k -> end.kept()[k])
        .boxed()
        .sorted(Comparator.comparingDouble(k -> Math.abs(c[k]) / u[k]))
        .limit(TRIED)
        .map(
            k -> {
              boolean[] fewer = end.kept().clone();
              fewer[k] = false;
              return new End(polished(end.coordinates(), fewer), fewer);
            })
        .filter(one -> isZeroOutside(one.coordinates(), one.kept()))
        .findFirst();
  }

  /** Least squares of the coefficients that are to vanish. */
  private MixedCoordinates polished(MixedCoordinates start, boolean[] kept) {
    MixedCoordinates here = start;
    double damping = 1e-6;
    for (int step = 0; step < POLISHING_STEPS; step++) {
      double[] units = flat(here.units());
      double[] weights = new double[kept.length];
      for (int k = 0; k < kept.length; k++) {
        weights[k] = kept[k] ? 0 : 1 / (units[k] * units[k]);
      }
      double before = squares(here, weights);
      MixedCoordinates next = moved(here, weights, damping);
      double after = next == null ? Double.POSITIVE_INFINITY : squares(next, weights);
      if (after < before) {
        here = next;
        damping = Math.max(damping / 10, 1e-12);
        if (after > 0.999 * before || after < 1e-26) {
          break;
        }
      } else if (damping > 1) {
        break;
      } else {
        damping *= 100;
      }
    }
    return here;
  }

  private static double squares(MixedCoordinates at, double... weights) {
    double[] c = flat(at.coefficients());
    double sum = 0;
    for (int k = 0; k < c.length; k++) {
      sum += weights[k] * c[k] * c[k];
    }
    return sum;
  }

  private static boolean[] above(MixedCoordinates at, double tolerance) {
    double[] c = flat(at.coefficients());
    double[] u = flat(at.units());
    boolean[] kept = new boolean[c.length];
    for (int k = 0; k < c.length; k++) {
      kept[k] = Math.abs(c[k]) > tolerance * u[k];
    }
    return kept;
  }

  private boolean isZeroOutside(MixedCoordinates at, boolean... kept) {
    boolean[] large = above(at, tolerance);
    for (int k = 0; k < kept.length; k++) {
      if (large[k] && !kept[k]) {
        return false;
      }
    }
    return true;
  }

  /** The coordinates after a damped Gauss-Newton step, or null where there is none. */
  private static MixedCoordinates moved(MixedCoordinates at, double[] weights, double damping) {
    double[] c = flat(at.coefficients());
    double[][] jacobian = at.jacobian();
    int freedoms = jacobian.length;
    RealMatrix normal = MatrixUtils.createRealMatrix(freedoms, freedoms);
    double[] right = new double[freedoms];
    for (int p = 0; p < freedoms; p++) {
      for (int k = 0; k < c.length; k++) {
        right[p] -= weights[k] * jacobian[p][k] * c[k];
      }
      for (int q = 0; q <= p; q++) {
        double sum = 0;
        for (int k = 0; k < c.length; k++) {
          sum += weights[k] * jacobian[p][k] * jacobian[q][k];
        }
        normal.setEntry(p, q, sum);
        normal.setEntry(q, p, sum);
      }
    }
    double floor = 1e-14 * Math.max(normal.getTrace(), Double.MIN_NORMAL);
    for (int p = 0; p < freedoms; p++) {
      normal.addToEntry(p, p, damping * normal.getEntry(p, p) + floor);
    }
    try {
      double[] move =
          new CholeskyDecomposition(normal, 1e-10, 0)
              .getSolver()
              .solve(MatrixUtils.createRealVector(right))
              .toArray();
      double longest = Arrays.stream(move).map(Math::abs).max().orElse(0);
      if (!(longest < Double.POSITIVE_INFINITY)) {
        return null;
      }
      double part = Math.min(1, LONGEST / longest);
      return at.moved(Arrays.stream(move).map(m -> part * m).toArray());
    } catch (MathRuntimeException singular) {
      return null;
    }
  }

  private static double[] weights(MixedCoordinates at, double[] units, double width) {
    double[] c = flat(at.coefficients());
    for (int k = 0; k < c.length; k++) {
      double scale = width * units[k];
      c[k] = 1 / (c[k] * c[k] + scale * scale);
    }
    return c;
  }

  private static double objective(MixedCoordinates at, double[] units, double width) {
    double[] c = flat(at.coefficients());
    double sum = 0;
    for (int k = 0; k < c.length; k++) {
      double ratio = c[k] / (width * units[k]);
      sum += Math.log1p(ratio * ratio);
    }
    return sum;
  }

  private static double largestRatio(MixedCoordinates at) {
    double[] c = flat(at.coefficients());
    double[] u = flat(at.units());
    double largest = 0;
    for (int k = 0; k < c.length; k++) {
      largest = Math.max(largest, Math.abs(c[k]) / u[k]);
    }
    return largest;
  }

  private static double[] flat(double[][] rows) {
    return Arrays.stream(rows).flatMapToDouble(Arrays::stream).toArray();
  }
}
