package io.tocsin.document;

/**
 * Masks payment card numbers: 13 to 19 digits that begin as issuers' numbers do and end in the
 * right check digit, in one piece or in groups divided by single spaces or hyphens.
 *
 * @see <a href="https://en.wikipedia.org/wiki/Luhn_algorithm">Luhn algorithm</a>
 */
final class CardNumberMask implements TextMask {
  private static final int FEWEST = 13;
  private static final int MOST = 19;

  @Override
  public String mask(String text) {
    StringBuilder masked = null;
    int from = 0;
    int i = 0;
    while (i < text.length()) {
      if (!isDigit(text, i)) {
        i++;
        continue;
      }
      int end = startsNumber(text, i) ? endOfCard(text, i) : -1;
      if (end > 0) {
        masked = masked == null ? new StringBuilder(text.length()) : masked;
        masked.append(text, from, i).append(MASKED);
        from = end;
        i = end;
      } else {
        i = endOfDigits(text, i);
      }
    }
    return masked == null ? text : masked.append(text, from, text.length()).toString();
  }

  /** Where the longest card number that begins here ends; -1 if none begins here. */
  private static int endOfCard(String text, int start) {
    char first = text.charAt(start);
    if (first < '2' || first > '6') {
      return -1;
    }
    int best = -1;
    int digits = 0;
    int at = start;
    while (true) {
      int end = endOfDigits(text, at);
      digits += end - at;
      if (digits > MOST) {
        return best;
      }
      if (digits >= FEWEST && endsNumber(text, end) && hasCheckDigit(text, start, end)) {
        best = end;
      }
      boolean divided =
          end + 1 < text.length()
              && (text.charAt(end) == ' ' || text.charAt(end) == '-')
              && isDigit(text, end + 1);
      if (!divided) {
        return best;
      }
      at = end + 1;
    }
  }

  private static boolean hasCheckDigit(String text, int start, int end) {
    int sum = 0;
    boolean twice = false;
    for (int i = end - 1; i >= start; i--) {
      if (isDigit(text, i)) {
        int digit = text.charAt(i) - '0';
        int weighted = twice ? digit * 2 : digit;
        sum += weighted > 9 ? weighted - 9 : weighted;
        twice = !twice;
      }
    }
    return sum % 10 == 0;
  }

  private static boolean startsNumber(String text, int i) {
    return i == 0 || (!Character.isLetterOrDigit(text.charAt(i - 1)) && text.charAt(i - 1) != '.');
  }

  private static boolean endsNumber(String text, int i) {
    return i == text.length() || !Character.isLetter(text.charAt(i));
  }

  private static int endOfDigits(String text, int from) {
    int i = from;
    while (i < text.length() && isDigit(text, i)) {
      i++;
    }
    return i;
  }

  private static boolean isDigit(String text, int i) {
    return text.charAt(i) >= '0' && text.charAt(i) <= '9';
  }
}
