package org.sciml4j.core.nn.init;

import org.sciml4j.core.nn.init.VarianceScaling.Distribution;

/** The initialisers with names, for layers to choose from. */
public final class Initializers {
  /** Zeros. */
  public static final Initializer ZEROS = new Constant(0);

  /** Ones. */
  public static final Initializer ONES = new Constant(1);

  /** Uniform on {@code ±1/√fan_in}. */
  public static final Initializer FAN_IN_UNIFORM =
      new VarianceScaling(1.0 / 3, Fan.IN, Distribution.UNIFORM);

  /**
   * Uniform on {@code ±√(6 / (fan_in + fan_out))} (Glorot and Bengio 2010, AISTATS, eq. 16), also
   * called Xavier's.
   */
  public static final Initializer GLOROT_UNIFORM =
      new VarianceScaling(1, Fan.AVERAGE, Distribution.UNIFORM);

  /** Truncated normal of variance {@code 2 / (fan_in + fan_out)} (Glorot and Bengio 2010). */
  public static final Initializer GLOROT_NORMAL =
      new VarianceScaling(1, Fan.AVERAGE, Distribution.TRUNCATED_NORMAL);

  /** Uniform on {@code ±√(6 / fan_in)} (He et al. 2015, arXiv:1502.01852, eq. 10): for ReLU. */
  public static final Initializer HE_UNIFORM = new VarianceScaling(2, Fan.IN, Distribution.UNIFORM);

  /** Truncated normal of variance {@code 2 / fan_in} (He et al. 2015, eq. 10): for ReLU. */
  public static final Initializer HE_NORMAL =
      new VarianceScaling(2, Fan.IN, Distribution.TRUNCATED_NORMAL);

  /** Uniform on {@code ±√(3 / fan_in)} (LeCun et al. 1998, Efficient BackProp, eq. 16). */
  public static final Initializer LECUN_UNIFORM =
      new VarianceScaling(1, Fan.IN, Distribution.UNIFORM);

  /** Truncated normal of variance {@code 1 / fan_in} (LeCun et al. 1998): for SELU. */
  public static final Initializer LECUN_NORMAL =
      new VarianceScaling(1, Fan.IN, Distribution.TRUNCATED_NORMAL);

  /** A random orthogonal matrix: for recurrent kernels. */
  public static final Initializer ORTHOGONAL = new Orthogonal(1);

  private Initializers() {}

  /** One number everywhere. */
  public static Initializer constant(double value) {
    return new Constant(value);
  }
}
