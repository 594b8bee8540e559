package io.tocsin.document;

import io.tocsin.document.TimestampFormat.EpochUnit;
import org.jspecify.annotations.Nullable;

/**
 * Reads event time in one format, as nanoseconds since the epoch.
 *
 * <p>Numbers are read from their digits: the double nearest to {@code 1763632803.123456} is off by
 * some nanoseconds.
 */
final class TimestampReader {
  private static final int LONGEST_NUMBER = 40;
  private static final long BILLION = 1_000_000_000L;

  private final TimestampFormat format;
  private final @Nullable PatternTimestamp pattern;
  private final IsoTimestamp iso = new IsoTimestamp();

  TimestampReader(TimestampFormat format) {
    this.format = format;
    this.pattern =
        format instanceof TimestampFormat.Pattern written ? new PatternTimestamp(written) : null;
  }

  /**
   * Reads a value by its text.
   *
   * @param recordMillis the record's own timestamp, for formats that leave out the year
   * @return {@link Long#MAX_VALUE} from the year 2262 on, {@link IsoTimestamp#UNREADABLE} for what
   *     is no time since 1970
   */
  long read(Utf8 text, long recordMillis) {
    if (pattern != null) {
      return pattern.read(text.toString(), recordMillis);
    }
    if (format instanceof TimestampFormat.Epoch epoch) {
      return number(text, epoch.unit());
    }
    boolean number = format instanceof TimestampFormat.Auto && isNumber(text);
    return number ? number(text, null) : iso.parse(text.bytes(), text.offset(), text.length());
  }

  /** Whether the text has nothing of a date but digits. */
  private static boolean isNumber(Utf8 text) {
    for (int i = 0; i < text.length(); i++) {
      byte b = text.at(i);
      if ((b < '0' || b > '9') && b != '.' && b != 'e' && b != 'E' && b != '+') {
        return false;
      }
    }
    return text.length() > 0;
  }

  private static long number(Utf8 text, @Nullable EpochUnit known) {
    byte[] bytes = text.bytes();
    int at = text.offset();
    int end = at + text.length();
    int whole = IsoTimestamp.digits(bytes, at, end);
    if (whole == 0 || text.length() > LONGEST_NUMBER) {
      return IsoTimestamp.UNREADABLE;
    }
    if (whole > 19) {
      return Long.MAX_VALUE;
    }
    long units = 0;
    for (int i = 0; i < whole; i++) {
      units = units * 10 + bytes[at + i] - '0';
    }
    at += whole;
    long billionths = 0;
    if (at < end && bytes[at] == '.') {
      int digits = IsoTimestamp.digits(bytes, at + 1, end);
      billionths = IsoTimestamp.fraction(bytes, at + 1, digits);
      at += 1 + digits;
    }
    if (at < end) {
      return scientific(text.toString(), known);
    }
    return units < 0 ? Long.MAX_VALUE : nanos(units, billionths, known);
  }

  private static long scientific(String text, @Nullable EpochUnit known) {
    double value;
    try {
      value = Double.parseDouble(text);
    } catch (NumberFormatException e) {
      return IsoTimestamp.UNREADABLE;
    }
    if (value >= Long.MAX_VALUE) {
      return Long.MAX_VALUE;
    }
    long units = (long) value;
    return nanos(units, (long) ((value - units) * BILLION), known);
  }

  private static long nanos(long units, long billionths, @Nullable EpochUnit known) {
    long unit = (known == null ? unitOf(units) : known).nanos();
    if (units >= Long.MAX_VALUE / unit) {
      return Long.MAX_VALUE;
    }
    return units * unit + billionths * unit / BILLION;
  }

  private static EpochUnit unitOf(long units) {
    if (units < 100_000_000_000L) {
      return EpochUnit.SECONDS;
    }
    if (units < 100_000_000_000_000L) {
      return EpochUnit.MILLIS;
    }
    return units < 100_000_000_000_000_000L ? EpochUnit.MICROS : EpochUnit.NANOS;
  }
}
