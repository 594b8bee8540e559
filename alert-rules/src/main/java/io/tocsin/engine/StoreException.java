package io.tocsin.engine;

/**
 * A {@link GroupStore} cannot be read or written. That is not a rule's fault, and goes on to
 * whoever runs the engine.
 */
public final class StoreException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Says what failed, and why. */
  public StoreException(String message, Throwable cause) {
    super(message, cause);
  }
}
