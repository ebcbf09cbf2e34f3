package org.sciml4j.operators.fit;

/** A confidence interval, ends included. */
public record Interval(double low, double high) {
  /** Whether a value lies in it. */
  public boolean contains(double value) {
    return value >= low && value <= high;
  }

  /** Distance between its ends. */
  public double width() {
    return high - low;
  }
}
