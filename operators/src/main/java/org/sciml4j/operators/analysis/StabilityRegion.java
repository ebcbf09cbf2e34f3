package org.sciml4j.operators.analysis;

/** How far one may go along a ray from the origin without leaving a scheme's stability region. */
final class StabilityRegion {
  /** No region of the schemes here reaches farther. */
  private static final double REACH = 4;

  private static final int SCAN_STEPS = 200;

  private StabilityRegion() {}

  /**
   * The largest s with {@code |R(s' e^{iφ})| <= 1} for all s' up to s.
   *
   * @param x cos φ, not positive
   */
  static double alongRay(TimeScheme scheme, double x) {
    if (scheme == TimeScheme.FORWARD_EULER) {
      return Math.max(0.0, -2 * x);
    }
    if (x == 0 && scheme == TimeScheme.RK2) {
      return 0;
    }
    double inside = 0;
    for (int i = 1; i <= SCAN_STEPS; i++) {
      double s = REACH * i / SCAN_STEPS;
      if (scheme.growth(s, x) > 0) {
        return bisect(scheme, x, inside, s);
      }
      inside = s;
    }
    throw new IllegalStateException("stability region of " + scheme + " reaches beyond " + REACH);
  }

  private static double bisect(TimeScheme scheme, double x, double stable, double unstable) {
    double low = stable;
    double high = unstable;
    while (true) {
      double middle = 0.5 * (low + high);
      if (middle <= low || middle >= high) {
        return low;
      }
      if (scheme.growth(middle, x) > 0) {
        high = middle;
      } else {
        low = middle;
      }
    }
  }
}
