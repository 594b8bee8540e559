package io.tocsin.notify;

/**
 * How long to wait before trying again: a second, doubled with each failure up to a minute, and a
 * fifth more or less, so that what failed together is not tried together.
 */
final class Backoff {
  private static final long FIRST_MILLIS = 1_000;
  private static final long LONGEST_MILLIS = 60_000;

  private Backoff() {}

  /**
   * The wait in milliseconds.
   *
   * @param failures in a row, from 1
   * @param salt what differs between those that wait; equal salts wait equally long
   */
  static long millis(int failures, String salt) {
    long plain = Math.min(LONGEST_MILLIS, FIRST_MILLIS << Math.min(failures - 1, 6));
    int spread = Math.floorMod((salt + failures).hashCode(), 401);
    return plain * (800 + spread) / 1_000;
  }
}
