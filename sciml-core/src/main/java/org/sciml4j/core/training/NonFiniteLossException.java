package org.sciml4j.core.training;

import java.nio.file.Path;
import java.util.Optional;
import org.sciml4j.core.nn.Parameters;

/** A training ended because its numbers did: a loss, gradient or parameter is NaN or infinite. */
public final class NonFiniteLossException extends ArithmeticException {
  private static final long serialVersionUID = 1L;
  private final String operation;
  private final String parameter;
  private final transient Parameters lastGood;

  private NonFiniteLossException(
      String message, String operation, String parameter, Parameters lastGood) {
    super(message);
    this.operation = operation;
    this.parameter = parameter;
    this.lastGood = lastGood;
  }

  /** The error of a loss, with what was found about it and about the batch's data. */
  static NonFiniteLossException at(
      String where,
      double loss,
      String data,
      String operation,
      String parameter,
      Optional<Path> checkpoint,
      Parameters lastGood) {
    String message =
        "loss is "
            + loss
            + " at "
            + where
            + (data.isEmpty() ? "" : "; " + data)
            + (operation.isEmpty()
                ? ""
                : "; the first operation that was not finite is " + operation)
            + (parameter.isEmpty() ? "" : "; the first parameter affected is '" + parameter + "'")
            + checkpoint.map(file -> "; the last good checkpoint is '" + file + "'").orElse("")
            + (data.isEmpty()
                ? "; lower the learning rate, clip gradients or check the data"
                : "; correct the data, or leave such samples out");
    return new NonFiniteLossException(message, operation, parameter, lastGood);
  }

  /** The first operation that made a NaN or an infinity of finite numbers; empty if not found. */
  public String operation() {
    return operation;
  }

  /** The first parameter whose gradient or value is not finite; empty if none is. */
  public String parameter() {
    return parameter;
  }

  /**
   * Parameters and states at the start of the epoch in which it happened, for a validation's loss
   * those validated; the caller's to close.
   */
  public Parameters lastGood() {
    return lastGood;
  }
}
