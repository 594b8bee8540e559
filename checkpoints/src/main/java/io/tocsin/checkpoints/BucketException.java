package io.tocsin.checkpoints;

/** The bucket cannot be used; the message says why, and what to do about it. */
public final class BucketException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final Reason reason;

  BucketException(Reason reason, String message, Throwable cause) {
    super(message, cause);
    this.reason = reason;
  }

  BucketException(Reason reason, String message) {
    super(message);
    this.reason = reason;
  }

  /** What is wrong. */
  public enum Reason {
    /** Nothing answers at the endpoint. */
    UNREACHABLE,
    /** The server's certificate is not trusted, or it speaks no TLS. */
    TLS,
    /** The access key is unknown, or the secret is not its. */
    CREDENTIALS,
    /** The credentials are right, and do not allow this. */
    FORBIDDEN,
    /** There is no bucket of this name. */
    MISSING,
    /** The bucket is in another region. */
    REGION,
    /** The server, or what stands in its place, answered in some other way. */
    REFUSED
  }

  /** What is wrong, for whoever decides by it. */
  public Reason reason() {
    return reason;
  }
}
