package io.tocsin.document;

/**
 * ISO 8601 times, read from bytes and written in UTC.
 *
 * <p>Logs come in the order of their minutes, so the value of the last minute is kept and the date
 * is worked out once a minute. Days are counted as in <a
 * href="https://howardhinnant.github.io/date_algorithms.html">Hinnant's date algorithms</a>.
 */
public final class IsoTimestamp {
  /** What {@link #parse} gives for text that is no time. */
  public static final long UNREADABLE = Long.MIN_VALUE;

  private static final int MINUTE_LENGTH = 16;
  private static final long SECOND = 1_000_000_000L;

  private final byte[] minute = new byte[MINUTE_LENGTH];
  private long minuteSeconds = UNREADABLE;

  /** Has read nothing yet. */
  public IsoTimestamp() {}

  /**
   * Nanoseconds since the epoch of {@code 2026-11-20T10:05:03.123456789+01:00} and its shorter
   * forms: without fraction, without seconds, without zone (UTC), with a space for the T.
   *
   * @return {@link Long#MAX_VALUE} from the year 2262 on; {@link #UNREADABLE} before 1970, where
   *     only the zero times of programming languages are, and for what is no time
   */
  public long parse(byte[] text, int offset, int length) {
    if (length < MINUTE_LENGTH) {
      return UNREADABLE;
    }
    long seconds = minuteSeconds(text, offset);
    if (seconds == UNREADABLE) {
      return UNREADABLE;
    }
    int at = offset + MINUTE_LENGTH;
    int end = offset + length;
    long nanos = 0;
    if (at < end && text[at] == ':') {
      int second = twoDigits(text, at + 1, end);
      // A leap second, 60, is the first second of the next minute.
      if (second < 0 || second > 60) {
        return UNREADABLE;
      }
      seconds += second;
      at += 3;
      if (at < end && (text[at] == '.' || text[at] == ',')) {
        int digits = digits(text, at + 1, end);
        if (digits == 0) {
          return UNREADABLE;
        }
        nanos = fraction(text, at + 1, digits);
        at += 1 + digits;
      }
    }
    long zone = zoneSeconds(text, at, end);
    return zone == UNREADABLE ? UNREADABLE : nanosSinceEpoch(seconds - zone, nanos);
  }

  private static long nanosSinceEpoch(long seconds, long nanos) {
    if (seconds < 0) {
      return UNREADABLE;
    }
    return seconds >= Long.MAX_VALUE / SECOND ? Long.MAX_VALUE : seconds * SECOND + nanos;
  }

  private long minuteSeconds(byte[] text, int offset) {
    if (minuteSeconds != UNREADABLE) {
      int i = MINUTE_LENGTH - 1;
      while (i >= 0 && text[offset + i] == minute[i]) {
        i--;
      }
      if (i < 0) {
        return minuteSeconds;
      }
    }
    long seconds = parseMinute(text, offset);
    if (seconds != UNREADABLE) {
      System.arraycopy(text, offset, minute, 0, MINUTE_LENGTH);
      minuteSeconds = seconds;
    }
    return seconds;
  }

  private static long parseMinute(byte[] text, int at) {
    int end = at + MINUTE_LENGTH;
    int century = twoDigits(text, at, end);
    int yearOfCentury = twoDigits(text, at + 2, end);
    int month = twoDigits(text, at + 5, end);
    int day = twoDigits(text, at + 8, end);
    int hour = twoDigits(text, at + 11, end);
    int minute = twoDigits(text, at + 14, end);
    boolean digits = (century | yearOfCentury | month | day | hour | minute) >= 0;
    byte separator = text[at + 10];
    boolean separated =
        text[at + 4] == '-'
            && text[at + 7] == '-'
            && (separator == 'T' || separator == 't' || separator == ' ')
            && text[at + 13] == ':';
    int year = century * 100 + yearOfCentury;
    if (!digits
        || !separated
        || month < 1
        || month > 12
        || day < 1
        || day > daysOf(month, year)
        || hour > 23
        || minute > 59) {
      return UNREADABLE;
    }
    return daysSinceEpoch(year, month, day) * 86_400L + hour * 3_600L + minute * 60L;
  }

  private static long zoneSeconds(byte[] text, int at, int end) {
    if (at == end) {
      return 0;
    }
    byte sign = text[at];
    if (sign == 'Z' || sign == 'z') {
      return at + 1 == end ? 0 : UNREADABLE;
    }
    if (sign != '+' && sign != '-') {
      return UNREADABLE;
    }
    int hours = twoDigits(text, at + 1, end);
    int minutes = 0;
    int next = at + 3;
    if (hours >= 0 && next < end) {
      next += text[next] == ':' ? 1 : 0;
      minutes = twoDigits(text, next, end);
      next += 2;
    }
    if (hours < 0 || hours > 18 || minutes < 0 || minutes > 59 || next != end) {
      return UNREADABLE;
    }
    long seconds = hours * 3_600L + minutes * 60L;
    return sign == '-' ? -seconds : seconds;
  }

  private static int twoDigits(byte[] text, int at, int end) {
    if (at + 2 > end) {
      return -1;
    }
    int tens = text[at] - '0';
    int ones = text[at + 1] - '0';
    return tens < 0 || tens > 9 || ones < 0 || ones > 9 ? -1 : tens * 10 + ones;
  }

  /** How many digits stand from here on. */
  static int digits(byte[] text, int at, int end) {
    int i = at;
    while (i < end && text[i] >= '0' && text[i] <= '9') {
      i++;
    }
    return i - at;
  }

  /** The digits behind a decimal point, as billionths; those behind the ninth are cut off. */
  static long fraction(byte[] text, int at, int digits) {
    long billionths = 0;
    for (int i = 0; i < 9; i++) {
      billionths = billionths * 10 + (i < digits ? text[at + i] - '0' : 0);
    }
    return billionths;
  }

  private static int daysOf(int month, int year) {
    return switch (month) {
      case 2 -> year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28;
      case 4, 6, 9, 11 -> 30;
      default -> 31;
    };
  }

  private static long daysSinceEpoch(int year, int month, int day) {
    int marchYear = month <= 2 ? year - 1 : year;
    int era = Math.floorDiv(marchYear, 400);
    int yearOfEra = marchYear - era * 400;
    int dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1;
    int dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear;
    return era * 146_097L + dayOfEra - 719_468;
  }

  /**
   * Writes {@code 2026-11-20T10:05:03.000Z}, with three, six or nine digits behind the point, as
   * many as are needed.
   *
   * @param nanos nanoseconds since the epoch, not negative
   * @return how many bytes were written, at most 30
   */
  static int write(long nanos, byte[] to) {
    long seconds = nanos / SECOND;
    int rest = (int) (nanos % SECOND);
    int days = (int) (seconds / 86_400) + 719_468;
    int era = days / 146_097;
    int dayOfEra = days % 146_097;
    int yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365;
    int dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100);
    int marchMonth = (5 * dayOfYear + 2) / 153;
    int month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9;
    int year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0);
    int secondOfDay = (int) (seconds % 86_400);

    put(to, 0, year, 4);
    to[4] = '-';
    put(to, 5, month, 2);
    to[7] = '-';
    put(to, 8, dayOfYear - (153 * marchMonth + 2) / 5 + 1, 2);
    to[10] = 'T';
    put(to, 11, secondOfDay / 3_600, 2);
    to[13] = ':';
    put(to, 14, secondOfDay / 60 % 60, 2);
    to[16] = ':';
    put(to, 17, secondOfDay % 60, 2);
    to[19] = '.';
    int digits = rest % 1_000_000 == 0 ? 3 : rest % 1_000 == 0 ? 6 : 9;
    put(to, 20, digits == 3 ? rest / 1_000_000 : digits == 6 ? rest / 1_000 : rest, digits);
    to[20 + digits] = 'Z';
    return 21 + digits;
  }

  private static void put(byte[] to, int at, int number, int digits) {
    int rest = number;
    for (int i = at + digits - 1; i >= at; i--) {
      to[i] = (byte) ('0' + rest % 10);
      rest /= 10;
    }
  }
}
