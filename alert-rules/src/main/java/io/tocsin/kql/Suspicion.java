package io.tocsin.kql;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Words that are a value to the grammar, and were probably meant as something else. */
record Suspicion(String message, String hint) {
  private static final Pattern EQUATION = Pattern.compile("([\\w.@-]+)\\s*(!=|==?)\\s*(\\S.*)");
  private static final Pattern LOOSE_WORD =
      Pattern.compile("(?:(and|or)\\s.*)|(?:.*\\s(and|or|not))", Pattern.CASE_INSENSITIVE);

  /**
   * What is suspicious of unquoted words; null if nothing.
   *
   * @param written the words with their escapes
   * @param bare whether they stand without a field
   */
  static @Nullable Suspicion of(String words, String written, boolean bare) {
    if (written.toLowerCase(Locale.ROOT).contains("\\not ")) {
      return new Suspicion(
          "'\\n' is read as a line break", "a value that holds the word 'not' stands in quotes");
    }
    if (words.contains("&&") || words.contains("||")) {
      return new Suspicion("'&&' and '||' are part of the value", "write 'and', 'or'");
    }
    Matcher equation = EQUATION.matcher(words);
    if (bare && equation.matches()) {
      String clause = equation.group(1) + ": " + equation.group(3);
      boolean negated = equation.group(2).equals("!=");
      return new Suspicion(
          "'" + equation.group(2) + "' is no operator, these are words searched in the message",
          "write '" + (negated ? "not " : "") + clause + "'");
    }
    boolean escaped = written.indexOf('\\') >= 0;
    if (!escaped && LOOSE_WORD.matcher(words).matches()) {
      return new Suspicion(
          "'and', 'or' or 'not' at the edge of a value is part of it",
          "add the missing operand, or put the value into quotes");
    }
    return null;
  }
}
