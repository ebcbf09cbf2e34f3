package org.sciml4j.operators.analysis;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import org.hipparchus.complex.Complex;
import org.sciml4j.operators.Stencil;

/**
 * Minimises the stable step of single modes over all phase angles: a scan of the whole torus, then
 * a pattern search from the best scanned points; and apart from that the corners of the torus where
 * λ vanishes, around which the step has a limit that depends on the direction and is found from the
 * Taylor coefficients of λ.
 *
 * <ol>
 *   <li>A mode with Re λ > 0 grows by itself: no step is stable.
 *   <li>Elsewhere the step is the way along the ray to λ inside the stability region, over |λ|.
 *   <li>Close to a vanishing λ rounding would decide; those points belong to {@link
 *       VanishingModes}.
 * </ol>
 */
final class StabilitySearch {
  private static final int[] SCAN_POINTS = {4096, 240, 48};
  private static final int KEPT = 400;
  private static final int REFINED = 12;

  /** Starting points of refinement are at least so many scan strides apart. */
  private static final int APART = 3;

  /** Re λ within this fraction of the coefficients' sum of magnitudes is zero to rounding. */
  private static final double ROUNDING = 1e-13;

  /** Below this fraction of the same sum, rounding may hide the real part of λ. */
  private static final double HIDING = 1e-5;

  private static final double FINEST_STEP = 1e-9;

  /** Moves of one length, after which shorter ones are tried all the same. */
  private static final int MOST_MOVES = 12;

  /** Steps this close are one; the limit of long waves is then the simpler thing to say. */
  private static final double SAME_STEP = 1e-10;

  private final Stencil stencil;
  private final TimeScheme scheme;
  private final ModeEigenvalue eigenvalue;
  private final VanishingModes vanishing;
  private final double magnitude;

  StabilitySearch(Stencil stencil, TimeScheme scheme) {
    this.stencil = stencil;
    this.scheme = scheme;
    this.eigenvalue = new ModeEigenvalue(stencil);
    this.vanishing = new VanishingModes(stencil, scheme);
    this.magnitude = Arrays.stream(stencil.coefficients()).map(Math::abs).sum();
  }

  StabilityLimit run() {
    StabilityLimit best = vanishing.limit();
    for (Mode start : scan()) {
      Mode mode = start.step > 0 ? refine(start) : start;
      if (mode.step < best.step() * (1 - SAME_STEP) || isFasterGrowth(mode, best)) {
        best = new StabilityLimit(scheme, mode.step, mode.angles, mode.lambda);
      }
    }
    return best;
  }

  private static boolean isFasterGrowth(Mode mode, StabilityLimit best) {
    return mode.step == 0
        && best.step() == 0
        && mode.lambda.getRealPart() > best.eigenvalue().getRealPart();
  }

  private record Mode(double step, double[] angles, Complex lambda) {
    /** Smaller steps first, among unstable modes the faster growing first. */
    static final Comparator<Mode> WORST_FIRST =
        Comparator.<Mode>comparingDouble(mode -> mode.step)
            .thenComparingDouble(mode -> -mode.lambda.getRealPart());
  }

  private Mode mode(double[] angles) {
    if (vanishing.isClose(angles)) {
      return new Mode(Double.POSITIVE_INFINITY, angles, Complex.ZERO);
    }
    Optional<Complex> nearCorner = vanishing.eigenvalueNear(angles);
    Complex lambda = nearCorner.orElseGet(() -> eigenvalue.at(angles));
    double rounding = nearCorner.isPresent() ? 0 : ROUNDING * magnitude;
    double norm = lambda.norm();
    double re = lambda.getRealPart();
    if (norm <= rounding) {
      return new Mode(Double.POSITIVE_INFINITY, angles, lambda);
    }
    if (re > rounding) {
      return new Mode(0, angles, lambda);
    }
    if (norm <= HIDING * magnitude && (nearCorner.isEmpty() || re == 0)) {
      return new Mode(Double.POSITIVE_INFINITY, angles, lambda);
    }
    if (Math.abs(re) <= rounding) {
      Complex travelling = new Complex(0, lambda.getImaginaryPart());
      return new Mode(StabilityRegion.alongRay(scheme, 0) / norm, angles, travelling);
    }
    return new Mode(StabilityRegion.alongRay(scheme, re / norm) / norm, angles, lambda);
  }

  /**
   * The best points of the scan; modes of opposite wave vectors are conjugate, one half is enough.
   */
  private List<Mode> scan() {
    int dims = stencil.dims();
    int n = SCAN_POINTS[dims - 1];
    PriorityQueue<Mode> worst = new PriorityQueue<>(Mode.WORST_FIRST.reversed());
    int[] index = new int[dims];
    int total = (int) Math.pow(n, dims - 1) * (n / 2 + 1);
    for (int i = 0; i < total; i++) {
      int rest = i;
      double[] angles = new double[dims];
      for (int axis = dims - 1; axis >= 0; axis--) {
        index[axis] = rest % n;
        rest /= n;
        angles[axis] = 2 * Math.PI * index[axis] / n - (index[axis] > n / 2 ? 2 * Math.PI : 0);
      }
      worst.add(mode(angles));
      if (worst.size() > KEPT) {
        worst.poll();
      }
    }
    List<Mode> starts = new ArrayList<>();
    worst.stream()
        .sorted(Mode.WORST_FIRST)
        .filter(mode -> starts.size() < REFINED)
        .filter(mode -> starts.stream().allMatch(start -> areApart(start, mode, n)))
        .forEachOrdered(starts::add);
    return starts;
  }

  private static boolean areApart(Mode a, Mode b, int n) {
    double largest = 0;
    for (int axis = 0; axis < a.angles.length; axis++) {
      double difference = Math.IEEEremainder(a.angles[axis] - b.angles[axis], 2 * Math.PI);
      largest = Math.max(largest, Math.abs(difference));
    }
    return largest > APART * 2 * Math.PI / n;
  }

  private Mode refine(Mode start) {
    int dims = stencil.dims();
    int neighbours = (int) Math.pow(3, dims);
    double stride = 2 * Math.PI / SCAN_POINTS[dims - 1];
    Mode best = start;
    int moves = 0;
    while (stride > FINEST_STEP && best.step > 0) {
      Mode centre = best;
      for (int neighbour = 0; neighbour < neighbours; neighbour++) {
        double[] angles = centre.angles.clone();
        int rest = neighbour;
        for (int axis = 0; axis < dims; axis++) {
          angles[axis] += (rest % 3 - 1) * stride;
          rest /= 3;
        }
        Mode moved = mode(angles);
        if (moved.step < best.step) {
          best = moved;
        }
      }
      boolean settled = best.step >= centre.step * (1 - SAME_STEP);
      if (settled || ++moves == MOST_MOVES) {
        stride /= 2;
        moves = 0;
      }
    }
    return best;
  }
}
