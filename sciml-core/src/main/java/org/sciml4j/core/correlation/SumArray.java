package org.sciml4j.core.correlation;

/** An array of numbers in twice the working precision that are only ever added to. */
final class SumArray {
  private final double[] hi;
  private final double[] lo;

  SumArray(int size) {
    hi = new double[size];
    lo = new double[size];
  }

  void add(int index, double high, double low) {
    double s = hi[index] + high;
    double z = s - hi[index];
    double t = ((hi[index] - (s - z)) + (high - z)) + (lo[index] + low);
    hi[index] = s + t;
    lo[index] = t - (hi[index] - s);
  }

  void addAll(SumArray other) {
    for (int i = 0; i < hi.length; i++) {
      add(i, other.hi[i], other.lo[i]);
    }
  }

  DoubleDouble get(int index) {
    return new DoubleDouble(hi[index], lo[index]);
  }
}
