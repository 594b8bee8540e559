package io.tocsin.document;

import com.google.re2j.Pattern;
import io.tocsin.document.RegexCaptures.Capture;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import org.jspecify.annotations.Nullable;

/**
 * Grok, translated to RE2: what would need backtracking is refused when the pattern is read, and
 * matching takes time linear in the text.
 *
 * <p>{@code %{SYNTAX}}, {@code %{SYNTAX:field}}, {@code %{SYNTAX:field:type}} with the types {@code
 * int}, {@code long}, {@code float}, {@code double}, {@code boolean} and {@code string}; fields are
 * dotted or in Logstash's brackets; a group of one's own is {@code (?<field>…)}.
 */
final class GrokPattern {
  /** A pattern or the beginning of a named group; an escaped parenthesis is neither. */
  private static final java.util.regex.Pattern REFERENCE =
      java.util.regex.Pattern.compile(
          "\\\\.|%\\{(?<syntax>\\w+)(?::(?<field>[^:}]+))?(?::(?<type>\\w+))?}"
              + "|\\(\\?P?<(?<group>[A-Za-z_@][\\w.@\\[\\]]*)>");

  private static final int LONGEST_EXPRESSION = 100_000;
  private static final int DEEPEST = 30;

  private final Map<String, String> definitions;
  private final List<Field> fields = new ArrayList<>();
  private final StringBuilder expression = new StringBuilder();

  /** A field and the type that its values get, in the order of the groups. */
  private record Field(List<String> path, RegexCaptures.Type type) {}

  private GrokPattern(Map<String, String> definitions) {
    this.definitions = definitions;
  }

  /**
   * Reads a pattern.
   *
   * @param definitions patterns beside those of {@link GrokLibrary}, by name; they come first
   * @throws IllegalArgumentException if it cannot be read, or RE2 cannot do it
   */
  static RegexCaptures compile(String pattern, Map<String, String> definitions) {
    GrokPattern grok = new GrokPattern(definitions);
    grok.expand(pattern, 0);
    Pattern compiled;
    try {
      compiled = RegexCaptures.pattern(grok.expression.toString());
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "grok: '" + pattern + "' is no expression of RE2: " + e.getMessage(), e);
    }
    List<Capture> captures = new ArrayList<>();
    for (int i = 0; i < grok.fields.size(); i++) {
      Field field = grok.fields.get(i);
      captures.add(new Capture("g" + i, field.path(), field.type()));
    }
    return new RegexCaptures(compiled, captures);
  }

  private void expand(String pattern, int depth) {
    if (depth > DEEPEST) {
      throw new IllegalArgumentException("grok: patterns refer to each other without end");
    }
    Matcher matcher = REFERENCE.matcher(pattern);
    int from = 0;
    while (matcher.find()) {
      append(pattern, from, matcher.start());
      from = matcher.end();
      String group = matcher.group("group");
      String syntax = matcher.group("syntax");
      if (group != null) {
        begin(group, RegexCaptures.Type.STRING);
      } else if (syntax == null) {
        append(pattern, matcher.start(), from);
      } else {
        reference(syntax, matcher.group("field"), matcher.group("type"), depth);
      }
    }
    append(pattern, from, pattern.length());
  }

  private void reference(String syntax, @Nullable String field, @Nullable String type, int depth) {
    String definition = definitions.get(syntax);
    if (definition == null) {
      definition = GrokLibrary.PATTERNS.get(syntax);
    }
    if (definition == null) {
      throw new IllegalArgumentException("grok: unknown pattern %{" + syntax + "}");
    }
    if (field == null) {
      expression.append("(?:");
    } else {
      begin(field, type(type));
    }
    expand(definition, depth + 1);
    expression.append(')');
  }

  private void begin(String field, RegexCaptures.Type type) {
    List<String> path = FieldPath.of(field.replace("][", ".").replace("[", "").replace("]", ""));
    if (path.isEmpty()) {
      throw new IllegalArgumentException("grok: a field's name is empty");
    }
    expression.append("(?P<g").append(fields.size()).append('>');
    fields.add(new Field(path, type));
  }

  private void append(String pattern, int from, int to) {
    expression.append(pattern, from, to);
    if (expression.length() > LONGEST_EXPRESSION) {
      throw new IllegalArgumentException(
          "grok: the expression is longer than " + LONGEST_EXPRESSION + " characters");
    }
  }

  private static RegexCaptures.Type type(@Nullable String type) {
    if (type == null) {
      return RegexCaptures.Type.STRING;
    }
    return switch (type) {
      case "string" -> RegexCaptures.Type.STRING;
      case "int", "long", "float", "double" -> RegexCaptures.Type.NUMBER;
      case "boolean" -> RegexCaptures.Type.BOOLEAN;
      default ->
          throw new IllegalArgumentException(
              "grok: unknown type '"
                  + type
                  + "', known are int, long, float, double, boolean, string");
    };
  }
}
