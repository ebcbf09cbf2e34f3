package org.sciml4j.sindy.regression;

/** What SR3 charges for a coefficient u, with the minimiser of that plus (u - w)²/(2ν). */
public enum Penalty {
  /** λ for every coefficient other than zero. */
  L0 {
    @Override
    double proximal(double w, double weight) {
      return w * w > 2 * weight ? w : 0;
    }

    @Override
    double value(double u) {
      return u == 0 ? 0 : 1;
    }
  },
  /** λ|u|. */
  L1 {
    @Override
    double proximal(double w, double weight) {
      return Math.copySign(Math.max(0, Math.abs(w) - weight), w);
    }

    @Override
    double value(double u) {
      return Math.abs(u);
    }
  },
  /** λ u², which shrinks and makes nothing zero. */
  L2 {
    @Override
    double proximal(double w, double weight) {
      return w / (1 + 2 * weight);
    }

    @Override
    double value(double u) {
      return u * u;
    }
  };

  /** The minimiser of weight · value(u) + (u - w)²/2. */
  abstract double proximal(double w, double weight);

  /** The penalty of one coefficient for λ = 1. */
  abstract double value(double u);
}
