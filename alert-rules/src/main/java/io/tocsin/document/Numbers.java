package io.tocsin.document;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Numbers that stand in text. */
final class Numbers {
  private static final Pattern JSON_NUMBER =
      Pattern.compile("-?(?:0|[1-9][0-9]*+)(?:\\.[0-9]++)?(?:[eE][+-]?[0-9]++)?");

  private static final Pattern DECIMAL_NUMBER =
      Pattern.compile("[+-]?(?:[0-9]++(?:\\.[0-9]*+)?|\\.[0-9]++)(?:[eE][+-]?[0-9]++)?");

  private Numbers() {}

  /** The number that this text spells in JSON's way; null if none, or if no double can hold it. */
  static @Nullable Leaf read(String text) {
    return JSON_NUMBER.matcher(text).matches() ? Leaf.number(text) : null;
  }

  /** The same for spellings that JSON does not know: {@code +5}, {@code 007}, {@code .5}. */
  static @Nullable Leaf lenient(String text) {
    Leaf json = read(text);
    if (json != null || !DECIMAL_NUMBER.matcher(text).matches()) {
      return json;
    }
    try {
      return Leaf.integer(Long.parseLong(text));
    } catch (NumberFormatException notWhole) {
      double value = Double.parseDouble(text);
      return Double.isFinite(value) ? Leaf.number(Double.toString(value)) : null;
    }
  }
}
