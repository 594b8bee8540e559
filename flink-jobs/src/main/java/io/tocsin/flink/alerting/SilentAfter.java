package io.tocsin.flink.alerting;

import io.tocsin.settings.SourceSettings;
import java.io.Serializable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;

/** How long each topic of logs may be without any. */
final class SilentAfter implements Serializable {
  private static final long serialVersionUID = 1L;

  private final ArrayList<Limit> limits = new ArrayList<>();
  private final HashMap<String, Long> known = new HashMap<>();

  private record Limit(Topics topics, long millis) implements Serializable {}

  SilentAfter(List<SourceSettings> sources) {
    for (SourceSettings source : sources) {
      Duration limit = source.silentAfter();
      long millis = limit == null ? Long.MAX_VALUE : limit.toMillis();
      limits.add(new Limit(Topics.of(source), millis));
    }
  }

  /** The limit in milliseconds; the greatest number for a topic that may be silent for ever. */
  long millis(String topic) {
    return known.computeIfAbsent(
        topic,
        absent ->
            limits.stream()
                .filter(limit -> limit.topics().covers(topic))
                .mapToLong(Limit::millis)
                .findFirst()
                .orElse(Long.MAX_VALUE));
  }
}
