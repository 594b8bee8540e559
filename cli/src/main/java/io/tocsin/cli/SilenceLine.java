package io.tocsin.cli;

import io.tocsin.silence.LabelMatcher;
import io.tocsin.silence.Silence;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.stream.Collectors;

/** A silence as it is shown. */
final class SilenceLine {
  private SilenceLine() {}

  /** {@code 1a2b3c4d active until 2026-11-21T18:00:00Z alertname=a by jane: deploying}. */
  static String of(Silence silence, long nowMillis) {
    String state = silence.isOver(nowMillis) ? "over" : "pending";
    if (silence.isActive(nowMillis)) {
      state = "active";
    }
    String from = state.equals("pending") ? " from " + time(silence.from()) : "";
    String labels =
        silence.matchers().stream().map(LabelMatcher::toString).collect(Collectors.joining(" "));
    String until = (state.equals("over") ? " since " : " until ") + time(silence.until());
    return "%s  %-7s%s%s  %s  by %s: %s"
        .formatted(silence.id(), state, from, until, labels, silence.by(), silence.why());
  }

  private static String time(long millis) {
    return Instant.ofEpochMilli(millis).truncatedTo(ChronoUnit.SECONDS).toString();
  }
}
