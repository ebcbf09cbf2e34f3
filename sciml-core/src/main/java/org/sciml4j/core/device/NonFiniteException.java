package org.sciml4j.core.device;

/** A guarded program met a NaN or an infinity. */
public final class NonFiniteException extends ArithmeticException {
  private static final long serialVersionUID = 1L;
  private final String operation;

  /**
   * Names where it happened.
   *
   * @param operation the first operation that produced one, with its type and label
   * @param value what it produced
   */
  public NonFiniteException(String operation, double value) {
    super(
        operation
            + " produced "
            + value
            + " from finite operands; check its operands' range, or lower the learning rate");
    this.operation = operation;
  }

  /** The first operation that produced a NaN or an infinity. */
  public String operation() {
    return operation;
  }
}
