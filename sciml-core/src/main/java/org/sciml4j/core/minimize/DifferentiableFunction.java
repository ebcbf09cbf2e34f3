package org.sciml4j.core.minimize;

import org.sciml4j.core.tensor.DType;
import org.sciml4j.core.tensor.Tensor;

/** A scalar function of many variables together with its gradient. */
public interface DifferentiableFunction {
  /** Number of variables. */
  long size();

  /** Type of the variables and of the gradient. */
  DType dtype();

  /**
   * The value at {@code x}. A minimiser passes the same two tensors in every call, so that an
   * implementation may prepare itself for their addresses.
   *
   * @param x the variables, of shape {@code [size]} in native memory; not to be written
   * @param gradient receives the partial derivatives, of the same shape
   * @return the value; NaN or an infinity where the function is not defined
   */
  double valueAndGradient(Tensor x, Tensor gradient);
}
