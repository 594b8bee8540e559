package io.tocsin.kql;

import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Dates in the two formats that Elasticsearch's dates have by default: {@code
 * strict_date_optional_time} (ISO 8601, of which all behind the year may be missing, UTC where no
 * offset is given) and {@code epoch_millis}.
 */
final class DateText {
  private static final Pattern ISO =
      Pattern.compile(
          "(\\d{4})(?:-(\\d\\d)(?:-(\\d\\d)(?:T(?:(\\d\\d)(?::(\\d\\d)(?::(\\d\\d)"
              + "(?:[.,](\\d{1,9}))?)?)?(Z|[+-]\\d\\d(?::?\\d\\d)?)?)?)?)?)?");

  private static final Pattern EPOCH_MILLIS = Pattern.compile("(-?\\d{1,18})(?:\\.\\d{1,6})?");

  private DateText() {}

  /** The first instant that a text means, in milliseconds since the epoch; empty if none. */
  static OptionalLong first(String text) {
    return parse(text, false);
  }

  /**
   * The last instant that a text means, in milliseconds since the epoch; empty if none. A missing
   * time is the last of the day; but a missing month or day is the first, as Elasticsearch has it.
   */
  static OptionalLong last(String text) {
    return parse(text, true);
  }

  private static OptionalLong parse(String text, boolean last) {
    // Years are the only reading that both formats share, and the first one wins.
    Matcher iso = ISO.matcher(text);
    if (iso.matches()) {
      return iso(iso, last);
    }
    Matcher millis = EPOCH_MILLIS.matcher(text);
    return millis.matches()
        ? OptionalLong.of(Long.parseLong(millis.group(1)))
        : OptionalLong.empty();
  }

  private static OptionalLong iso(Matcher iso, boolean last) {
    try {
      LocalDateTime local =
          LocalDateTime.of(
              number(iso.group(1), 0),
              number(iso.group(2), 1),
              number(iso.group(3), 1),
              number(iso.group(4), last ? 23 : 0),
              number(iso.group(5), last ? 59 : 0),
              number(iso.group(6), last ? 59 : 0),
              nanos(iso.group(7), last));
      return OptionalLong.of(local.toInstant(offset(iso.group(8))).toEpochMilli());
    } catch (DateTimeException e) {
      // The 31st of a short month: well-formed, and no date.
      return OptionalLong.empty();
    }
  }

  private static ZoneOffset offset(@Nullable String text) {
    return text == null ? ZoneOffset.UTC : ZoneOffset.of(text);
  }

  private static int number(@Nullable String digits, int missing) {
    return digits == null ? missing : Integer.parseInt(digits);
  }

  private static int nanos(@Nullable String digits, boolean last) {
    if (digits == null) {
      return last ? 999_999_999 : 0;
    }
    return Integer.parseInt((digits + "00000000").substring(0, 9));
  }
}
