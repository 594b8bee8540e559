package io.tocsin.message;

/** A duration as rules write it: {@code 5m}, {@code 1h 30m}. */
final class ReadableDuration {
  private static final long[] MILLIS = {86_400_000, 3_600_000, 60_000, 1_000};
  private static final String[] UNITS = {"d", "h", "m", "s"};

  private ReadableDuration() {}

  /** Its two largest units; {@code 0s} for less than a second. */
  static String of(long millis) {
    StringBuilder text = new StringBuilder();
    long rest = millis;
    int shown = 0;
    for (int i = 0; i < MILLIS.length && shown < 2; i++) {
      long amount = rest / MILLIS[i];
      rest %= MILLIS[i];
      if (amount > 0) {
        text.append(shown == 0 ? "" : " ").append(amount).append(UNITS[i]);
        shown++;
      } else if (shown > 0) {
        break;
      }
    }
    return shown == 0 ? "0s" : text.toString();
  }
}
