package io.tocsin.document;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalAccessor;
import java.time.temporal.TemporalQueries;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads event time by a {@link DateTimeFormatter}'s pattern. */
final class PatternTimestamp {
  /** A log of New Year's Eve that is read in January is of the year before. */
  private static final long AHEAD_SECONDS = 86_400;

  private static final Pattern SPACES = Pattern.compile(" +");

  private final DateTimeFormatter formatter;
  private final ZoneId zone;

  PatternTimestamp(TimestampFormat.Pattern format) {
    this.formatter = formatter(format.pattern());
    this.zone = ZoneId.of(format.zone());
  }

  /**
   * Checks a pattern and a zone.
   *
   * @throws IllegalArgumentException if either is not known
   */
  static void check(String pattern, String zone) {
    try {
      var unused = formatter(pattern).withZone(ZoneId.of(zone));
    } catch (DateTimeException | IllegalArgumentException e) {
      throw new IllegalArgumentException("timestamp format: " + e.getMessage(), e);
    }
  }

  private static DateTimeFormatter formatter(String pattern) {
    // Syslog pads the day with a space, "Nov  2": one space in the pattern stands for any number.
    return new DateTimeFormatterBuilder()
        .parseCaseInsensitive()
        .appendPattern(SPACES.matcher(pattern).replaceAll(" "))
        .toFormatter(Locale.ENGLISH);
  }

  /** As {@link TimestampReader#read}. */
  long read(String text, long recordMillis) {
    try {
      TemporalAccessor parsed = formatter.parse(SPACES.matcher(text.strip()).replaceAll(" "));
      Instant instant = instant(parsed, Instant.ofEpochMilli(recordMillis));
      if (instant.getEpochSecond() < 0) {
        return IsoTimestamp.UNREADABLE;
      }
      return Math.addExact(
          Math.multiplyExact(instant.getEpochSecond(), 1_000_000_000L), instant.getNano());
    } catch (DateTimeException e) {
      return IsoTimestamp.UNREADABLE;
    } catch (ArithmeticException e) {
      return Long.MAX_VALUE;
    }
  }

  private Instant instant(TemporalAccessor parsed, Instant record) {
    if (parsed.isSupported(ChronoField.INSTANT_SECONDS)) {
      return Instant.from(parsed);
    }
    ZoneId written = parsed.query(TemporalQueries.zone());
    ZoneId at = written == null ? zone : written;
    LocalTime time = orMidnight(parsed.query(TemporalQueries.localTime()));
    LocalDate date = parsed.query(TemporalQueries.localDate());
    if (date != null) {
      return date.atTime(time).atZone(at).toInstant();
    }
    LocalDate today = record.atZone(at).toLocalDate();
    if (!parsed.isSupported(ChronoField.MONTH_OF_YEAR)) {
      return today.atTime(time).atZone(at).toInstant();
    }
    int month = parsed.get(ChronoField.MONTH_OF_YEAR);
    int day = parsed.get(ChronoField.DAY_OF_MONTH);
    Instant thisYear =
        LocalDate.of(today.getYear(), month, day).atTime(time).atZone(at).toInstant();
    return thisYear.isAfter(record.plusSeconds(AHEAD_SECONDS))
        ? LocalDate.of(today.getYear() - 1, month, day).atTime(time).atZone(at).toInstant()
        : thisYear;
  }

  private static LocalTime orMidnight(@Nullable LocalTime time) {
    return time == null ? LocalTime.MIDNIGHT : time;
  }
}
