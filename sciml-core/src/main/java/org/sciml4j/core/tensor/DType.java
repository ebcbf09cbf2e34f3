package org.sciml4j.core.tensor;

/** The element type of a {@link Tensor}: IEEE 754 single or double precision. */
public enum DType {
  /** 32-bit floating point. */
  F32(4, Math.ulp(1f)),
  /** 64-bit floating point. */
  F64(8, Math.ulp(1d));

  private final int bytes;
  private final double epsilon;

  DType(int bytes, double epsilon) {
    this.bytes = bytes;
    this.epsilon = epsilon;
  }

  /** Size of one element in bytes. */
  public int bytes() {
    return bytes;
  }

  /** Distance from 1 to the next larger number of this type. */
  public double epsilon() {
    return epsilon;
  }
}
