package io.tocsin.cluster;

/** A Flink cluster is unreachable or refused a request; the message says which and why. */
public final class FlinkException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  FlinkException(String message) {
    super(message);
  }

  FlinkException(String message, Throwable cause) {
    super(message, cause);
  }
}
