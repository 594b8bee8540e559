package io.tocsin.tool;

import io.tocsin.field.Quantity;
import io.tocsin.yaml.MappingReader;
import io.tocsin.yaml.YamlScalar;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;

/** Times and durations as tests of rules write them. */
final class TestTimes {
  /** A Monday: what the times of day in a test are of, in UTC. */
  static final LocalDate DAY = LocalDate.of(2026, 1, 5);

  private static final DateTimeFormatter TIME_OF_DAY =
      DateTimeFormatter.ofPattern("HH:mm:ss").withZone(ZoneOffset.UTC);

  private TestTimes() {}

  /** A key's time, in milliseconds since the epoch; null if it is left out, or wrong and said. */
  static @Nullable Long time(MappingReader keys, String key) {
    YamlScalar written = keys.text(key);
    if (written == null) {
      return null;
    }
    try {
      return parse(written.text());
    } catch (DateTimeException e) {
      keys.invalid(
          written,
          "expected a time such as 10:00:05 or 2026-11-20T10:00:05Z, got '" + written.text() + "'",
          null);
      return null;
    }
  }

  private static long parse(String text) {
    return text.contains("T")
        ? OffsetDateTime.parse(text).toInstant().toEpochMilli()
        : LocalTime.parse(text).atDate(DAY).toInstant(ZoneOffset.UTC).toEpochMilli();
  }

  /** A key's duration in milliseconds; 0 if it is left out, or wrong and said. */
  static long duration(MappingReader keys, String key) {
    YamlScalar written = keys.text(key);
    if (written == null) {
      return 0;
    }
    Quantity quantity = Quantity.parse(written.text());
    Long millis = quantity == null || !quantity.isTime() ? null : quantity.wholeMillis();
    if (millis == null) {
      keys.invalid(
          written, "expected a duration such as 100ms, got '" + written.text() + "'", null);
      return 0;
    }
    return millis;
  }

  /** A time as a test would write it: without the date if it is the tests' own. */
  static String text(long millis) {
    Instant time = Instant.ofEpochMilli(millis);
    boolean ownDay = time.atOffset(ZoneOffset.UTC).toLocalDate().equals(DAY);
    return ownDay && millis % 1000 == 0 ? TIME_OF_DAY.format(time) : time.toString();
  }
}
