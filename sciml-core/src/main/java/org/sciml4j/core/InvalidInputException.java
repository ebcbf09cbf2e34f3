package org.sciml4j.core;

/**
 * Input that cannot be worked with. The message is one line and names the argument, its value, what
 * was expected and what to do about it, so that a program may show it to its user as it stands.
 */
public final class InvalidInputException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  /**
   * Describes one bad argument.
   *
   * @param argument the argument's name as the caller knows it
   * @param value what it was
   * @param expected what would have been accepted, as a noun phrase
   * @param remedy what to do, as an imperative sentence without a full stop
   */
  public InvalidInputException(String argument, Object value, String expected, String remedy) {
    super(argument + " is " + value + ", expected " + expected + "; " + remedy);
  }

  /** Carries a message that already names the argument, its value, the expectation and the cure. */
  public InvalidInputException(String message) {
    super(message);
  }

  /** As {@link #InvalidInputException(String)}, keeping the failure that revealed it. */
  public InvalidInputException(String message, Throwable cause) {
    super(message, cause);
  }
}
