package io.tocsin.document;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The groups of an RE2 expression as fields. Its time is linear in the text, whatever the
 * expression.
 */
final class RegexCaptures implements TextParser {
  /** How a dot is written in a group's name, which cannot hold one. */
  private static final String DOT = "__";

  private final Pattern pattern;
  private final List<Capture> captures;

  /** The types that grok can give a value. */
  enum Type {
    STRING,
    NUMBER,
    BOOLEAN
  }

  /** A group and the field that it is. */
  record Capture(String group, List<String> path, Type type) {}

  RegexCaptures(Pattern pattern, List<Capture> captures) {
    this.pattern = pattern;
    this.captures = captures;
  }

  /**
   * Reads an expression.
   *
   * @throws IllegalArgumentException if it cannot be read, or names no group
   */
  static RegexCaptures compile(String expression) {
    Pattern pattern = pattern(expression);
    List<Capture> captures = new ArrayList<>();
    List<Map.Entry<String, Integer>> groups = new ArrayList<>(pattern.namedGroups().entrySet());
    groups.sort(Map.Entry.comparingByValue());
    for (Map.Entry<String, Integer> group : groups) {
      List<String> path = FieldPath.of(group.getKey().replace(DOT, "."));
      if (!path.isEmpty()) {
        captures.add(new Capture(group.getKey(), path, Type.STRING));
      }
    }
    if (captures.isEmpty()) {
      throw new IllegalArgumentException("regex: no group has a name, as in (?P<user__name>\\w+)");
    }
    return new RegexCaptures(pattern, captures);
  }

  static Pattern pattern(String expression) {
    try {
      return Pattern.compile(expression);
    } catch (PatternSyntaxException e) {
      throw new IllegalArgumentException("regex: " + e.getMessage(), e);
    }
  }

  @Override
  public @Nullable Branch parse(String text, ReadStats stats) {
    Matcher matcher = pattern.matcher(text);
    if (!matcher.find()) {
      return null;
    }
    Branch fields = new Branch();
    for (Capture capture : captures) {
      String value = matcher.group(capture.group());
      if (value != null && !value.isEmpty()) {
        fields.add(capture.path(), leaf(value, capture.type()));
      }
    }
    return fields;
  }

  private static Leaf leaf(String value, Type type) {
    return switch (type) {
      case STRING -> Leaf.string(value);
      case NUMBER -> {
        Leaf number = Numbers.lenient(value);
        yield number == null ? Leaf.string(value) : number;
      }
      case BOOLEAN -> Boolean.parseBoolean(value) ? Leaf.TRUE : Leaf.FALSE;
    };
  }
}
