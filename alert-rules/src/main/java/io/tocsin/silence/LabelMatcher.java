package io.tocsin.silence;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import io.tocsin.alert.Alert;
import io.tocsin.receiver.AlertLabels;
import org.jspecify.annotations.Nullable;

/**
 * What a label must be, written as for Alertmanager: {@code severity=critical}, {@code
 * service.name!="check out"}, {@code host.name=~web-.*}, {@code host.name!~db}. Either spelling of
 * a name will do ({@code service.name}, {@code service_name}); a label that an alert has not is
 * empty; an expression (RE2) must match the whole value.
 */
public final class LabelMatcher {
  private static final Pattern FORM =
      Pattern.compile("(?s)\\s*([A-Za-z_@][A-Za-z0-9_.@-]*)\\s*(=~|!~|!=|=)\\s*(.*)");
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_./:@+*()|^-]+");

  private final String name;
  private final Operator operator;
  private final String value;
  private final @Nullable Pattern pattern;

  private LabelMatcher(String name, Operator operator, String value) {
    this.name = name;
    this.operator = operator;
    this.value = value;
    this.pattern = operator.isPattern ? Pattern.compile(value) : null;
  }

  private enum Operator {
    EQUAL("=", false),
    NOT_EQUAL("!=", false),
    MATCHES("=~", true),
    MATCHES_NOT("!~", true);

    private final String text;
    private final boolean isPattern;

    Operator(String text, boolean isPattern) {
      this.text = text;
      this.isPattern = isPattern;
    }

    private static Operator of(String text) {
      for (Operator operator : values()) {
        if (operator.text.equals(text)) {
          return operator;
        }
      }
      throw new IllegalArgumentException("no such operator: " + text);
    }
  }

  /** The matcher of exactly this value. */
  public static LabelMatcher equal(String name, String value) {
    return new LabelMatcher(name, Operator.EQUAL, value);
  }

  /**
   * The matcher that is written so.
   *
   * @throws IllegalArgumentException if it is none, with what is wrong
   */
  public static LabelMatcher parse(String text) {
    Matcher form = FORM.matcher(text);
    if (!form.matches()) {
      throw new IllegalArgumentException(
          "expected a label such as severity=critical or host.name=~web-.*, got '" + text + "'");
    }
    Operator operator = Operator.of(form.group(2));
    String value = unquoted(form.group(3).strip(), text);
    try {
      return new LabelMatcher(form.group(1), operator, value);
    } catch (PatternSyntaxException e) {
      throw new IllegalArgumentException(
          "not a regular expression in '" + text + "': " + e.getDescription(), e);
    }
  }

  private static String unquoted(String value, String text) {
    if (!value.startsWith("\"")) {
      return value;
    }
    if (value.length() < 2 || !value.endsWith("\"")) {
      throw new IllegalArgumentException(
          "a quotation mark is missing at the end of '" + text + "'");
    }
    StringBuilder plain = new StringBuilder();
    String inner = value.substring(1, value.length() - 1);
    for (int i = 0; i < inner.length(); i++) {
      char c = inner.charAt(i);
      if (c != '\\') {
        plain.append(c);
        continue;
      }
      i++;
      if (i == inner.length()) {
        throw new IllegalArgumentException("a backslash at the end of '" + text + "'");
      }
      char escaped = inner.charAt(i);
      plain.append(escaped == 'n' ? '\n' : escaped);
    }
    return plain.toString();
  }

  /** The label's name, as it was written. */
  public String name() {
    return name;
  }

  /** Whether the alert's label is so. */
  public boolean matches(Alert alert) {
    String label = AlertLabels.value(alert, name);
    String actual = label == null ? "" : label;
    return switch (operator) {
      case EQUAL -> actual.equals(value);
      case NOT_EQUAL -> !actual.equals(value);
      case MATCHES -> wholly(actual);
      case MATCHES_NOT -> !wholly(actual);
    };
  }

  private boolean wholly(String actual) {
    return pattern != null && pattern.matcher(actual).matches();
  }

  /** Whether every label matches, so that it says nothing. */
  boolean isForEverything() {
    return operator == Operator.MATCHES && wholly("") && wholly("any value");
  }

  /** As {@link #parse} reads it, with quotation marks where they are needed. */
  @Override
  public String toString() {
    if (PLAIN.matcher(value).matches()) {
      return name + operator.text + value;
    }
    String escaped = value.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
    return name + operator.text + '"' + escaped + '"';
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof LabelMatcher that && toString().equals(that.toString());
  }

  @Override
  public int hashCode() {
    return toString().hashCode();
  }
}
