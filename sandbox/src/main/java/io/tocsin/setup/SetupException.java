package io.tocsin.setup;

/** Something could not be set up; the message says why and what to do. */
public final class SetupException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  SetupException(String message, Throwable cause) {
    super(message, cause);
  }
}
