package io.tocsin.receiver;

import org.jspecify.annotations.Nullable;

/** A secret that {@code receivers.yaml} names is not where it ought to be. */
public final class SecretUnavailableException extends RuntimeException {
  private static final long serialVersionUID = 1;

  SecretUnavailableException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
