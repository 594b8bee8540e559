package io.tocsin.aggregate;

/**
 * The first byte of a written partial: its kind, and the version of that kind's form. A kind whose
 * form changes gets a new tag, and keeps the old one for reading.
 */
final class PartialTag {
  static final int COUNT = 1;
  static final int SUM = 2;
  static final int MIN = 3;
  static final int MAX = 4;
  static final int DISTINCT = 5;
  static final int QUANTILES = 6;
  static final int SAMPLES = 7;
  static final int TOP = 8;
  static final int EXTREMES = 9;
  static final int TOPICS = 10;

  private PartialTag() {}

  static IllegalArgumentException mismatch(Partial one, Partial other) {
    return new IllegalArgumentException(
        "cannot merge %s with %s"
            .formatted(one.getClass().getSimpleName(), other.getClass().getSimpleName()));
  }
}
