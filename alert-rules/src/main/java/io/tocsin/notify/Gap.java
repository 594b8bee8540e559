package io.tocsin.notify;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A time without logs, of the source as a whole or of one topic. It holds back alerts for want of
 * logs while it lasts, and then for as long as their rules would take to find out anew, so that
 * nobody is told of a gap that everybody knows of.
 *
 * @param why what the engine says of it; null once there are logs again
 * @param changedAt since when it is so, in milliseconds since the epoch
 */
public record Gap(@Nullable String why, long changedAt) {
  /** There have always been logs. */
  static final Gap NONE = new Gap(null, Long.MIN_VALUE);

  /** A rule that looks back over days would be held back for days. */
  private static final Duration LONGEST = Duration.ofHours(1);

  /** A slot, and the time by which logs may be out of order, and some more. */
  private static final Duration SLOT = Duration.ofMinutes(2);

  private static final long FOR_NOW = Long.MAX_VALUE;

  /** Whether there are no logs now. */
  boolean isOpen() {
    return why != null;
  }

  /**
   * Until when it holds back a rule, in milliseconds since the epoch.
   *
   * @param windowMillis how far the rule looks back
   */
  long holdsUntil(long windowMillis) {
    if (isOpen()) {
      return FOR_NOW;
    }
    return changedAt == Long.MIN_VALUE
        ? Long.MIN_VALUE
        : changedAt + Math.min(windowMillis, LONGEST.toMillis()) + SLOT.toMillis();
  }

  /** When it has nothing to say to any rule any more. */
  long overAt() {
    return holdsUntil(Long.MAX_VALUE);
  }

  /**
   * Why an alert is held back, while it is.
   *
   * @param whose of what it is a gap: {@code the source}
   */
  Hold hold(String whose, long windowMillis) {
    return new Hold(
        Hold.Kind.DARKNESS,
        why != null
            ? why
            : "%s speaks again since %s; what the rule looks at may have gaps until %s"
                .formatted(
                    whose,
                    Instant.ofEpochMilli(changedAt),
                    Instant.ofEpochMilli(holdsUntil(windowMillis))));
  }
}
