package io.tocsin.kibana;

import org.jspecify.annotations.Nullable;

/** Objects could not be imported; the message says why and what to do, in one sentence. */
public final class KibanaException extends Exception {
  private static final long serialVersionUID = 1L;

  KibanaException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
