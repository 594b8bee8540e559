package io.tocsin.notify;

import io.tocsin.alert.Alert;
import java.time.Duration;
import java.time.Instant;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Whether the source of logs tells anything. While it does not, an alert of the engine's own says
 * so, and rules that fire for want of logs have nothing to add: they are held back under it. Once
 * the source speaks again, such an alert is held back for as long as its rule would have taken to
 * find out anew, so that nobody is told of a gap that everybody knows of.
 *
 * @param why what the engine says of it; null while the source speaks
 * @param changedAt since when it is so, in milliseconds since the epoch
 */
public record Darkness(@Nullable String why, long changedAt) {
  /** The source has always spoken. */
  public static final Darkness NONE = new Darkness(null, Long.MIN_VALUE);

  /** A rule that looks back over days would be held back for days. */
  static final Duration LONGEST = Duration.ofHours(1);

  /** A slot, and the time by which logs may be out of order, and some more. */
  private static final Duration SLOT = Duration.ofMinutes(2);

  private static final Duration LOOK_AGAIN = Duration.ofSeconds(30);

  /** Why an alert is held back; null if it is not. */
  @Nullable Hold of(Alert alert, long nowMillis) {
    if (!alert.facts().ofAbsence()) {
      return null;
    }
    if (why != null) {
      return new Hold(Hold.Kind.DARKNESS, why);
    }
    long until = until(alert.facts().windowMillis());
    return nowMillis >= until
        ? null
        : new Hold(
            Hold.Kind.DARKNESS,
            "the source speaks again since %s; what the rule looks at may have gaps until %s"
                .formatted(Instant.ofEpochMilli(changedAt), Instant.ofEpochMilli(until)));
  }

  private long until(long windowMillis) {
    if (this.changedAt == Long.MIN_VALUE) {
      return Long.MIN_VALUE;
    }
    return changedAt + Math.min(windowMillis, LONGEST.toMillis()) + SLOT.toMillis();
  }

  /** When to look again; empty if nothing changes by itself. How long it takes differs by rule. */
  OptionalLong changesAfter(long nowMillis) {
    long last = until(LONGEST.toMillis());
    return why == null && nowMillis < last
        ? OptionalLong.of(Math.min(last, nowMillis + LOOK_AGAIN.toMillis()))
        : OptionalLong.empty();
  }
}
