package io.tocsin.sandbox.process;

/**
 * A part of the stack did not come up; the message names it, says why and ends with its last log
 * lines.
 */
public final class StartFailedException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** A failure without another one behind it. */
  public StartFailedException(String message) {
    super(message);
  }

  /** A failure with the one that caused it. */
  public StartFailedException(String message, Throwable cause) {
    super(message, cause);
  }
}
