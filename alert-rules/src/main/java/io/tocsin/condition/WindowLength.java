package io.tocsin.condition;

import io.tocsin.slot.SlotWidth;
import org.jspecify.annotations.Nullable;

/** Lengths of time as rules write them. */
final class WindowLength {
  private static final long[] MILLIS = {86_400_000, 3_600_000, 60_000, 1_000, 1};
  private static final String[] UNITS = {"d", "h", "m", "s", "ms"};

  /** A year: what looks further back is no alert. */
  private static final long LONGEST_MILLIS = 366 * 86_400_000L;

  private WindowLength() {}

  /** In the largest unit of which it is a whole number: {@code 90m}, {@code 1d}. */
  static String text(long millis) {
    int unit = 0;
    while (millis % MILLIS[unit] != 0) {
      unit++;
    }
    return millis / MILLIS[unit] + UNITS[unit];
  }

  /** What is wrong with a window that is written in a rule of these slots, or null. */
  static @Nullable String problem(Syntax.Window window, SlotWidth width) {
    if (window.length() != null && window.length() == 0) {
      return "expected a window of at least one slot, got none";
    }
    long length = window.length() == null ? 0 : window.length();
    if (length % width.millis() != 0 || window.offset() % width.millis() != 0) {
      return "expected a whole number of slots of "
          + text(width.millis())
          + ", got "
          + shown(window);
    }
    if (length + window.offset() > LONGEST_MILLIS) {
      return "expected at most " + text(LONGEST_MILLIS) + " back, got " + shown(window);
    }
    return null;
  }

  private static String shown(Syntax.Window window) {
    String length = window.length() == null ? "" : "[" + text(window.length()) + "]";
    String offset = window.offset() == 0 ? "" : "offset " + text(window.offset());
    return (length + " " + offset).strip();
  }
}
