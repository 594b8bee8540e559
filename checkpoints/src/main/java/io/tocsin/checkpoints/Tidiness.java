package io.tocsin.checkpoints;

/** What becomes of objects that were deleted or given up. */
public enum Tidiness {
  /** Deleted objects are gone, and uploads that were given up go after a day. */
  TIDY,
  /**
   * Deleted objects are gone; the server takes no rule about uploads. MinIO is one, and removes
   * those that were given up by itself after a day.
   */
  UPLOADS_ARE_THE_SERVERS,
  /** The server knows no lifecycles; uploads that were given up stay. */
  NO_LIFECYCLE,
  /** The credentials do not allow to set it; all is as it was. */
  NOT_ALLOWED
}
