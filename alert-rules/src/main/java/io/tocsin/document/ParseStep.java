package io.tocsin.document;

import java.io.Serializable;
import java.util.List;
import java.util.Map;

/**
 * One step of reading structure out of the text of a field. A step that does not fit a log leaves
 * the log as it is and is counted.
 */
public sealed interface ParseStep extends Serializable {

  /** The dotted name of the field that is read. */
  String field();

  /**
   * JSON inside a field.
   *
   * @param target the dotted name under which the object's fields go; empty: the log's root, and
   *     the field itself goes
   */
  record Json(String field, String target) implements ParseStep {}

  /**
   * Text between fixed delimiters: {@code %{client.ip} [%{ts}] %{message}}.
   *
   * <p>{@code %{+a}} appends to {@code a} with the delimiter that stands before it, {@code %{+a/2}}
   * in that order; {@code %{?a}} and {@code %{}} skip; {@code %{a->}} takes repeated delimiters
   * behind it for one; {@code %{*a}} and {@code %{&a}} are a name and its value. The whole text
   * must fit.
   */
  record Dissect(String field, String pattern) implements ParseStep {
    /**
     * Checks the pattern.
     *
     * @throws IllegalArgumentException if it cannot be read
     */
    public Dissect {
      DissectPattern.compile(pattern);
    }
  }

  /**
   * Grok: {@code %{IP:client.ip} %{NUMBER:took:int}}; the first pattern that fits is taken.
   *
   * @param definitions patterns of the source's own, by name
   */
  record Grok(String field, List<String> patterns, Map<String, String> definitions)
      implements ParseStep {
    /**
     * Checks and copies the patterns.
     *
     * @throws IllegalArgumentException if one cannot be read or needs backtracking
     */
    public Grok {
      patterns = List.copyOf(patterns);
      definitions = Map.copyOf(definitions);
      for (String pattern : patterns) {
        GrokPattern.compile(pattern, definitions);
      }
    }
  }

  /**
   * An RE2 expression whose named groups are the fields; {@code __} in a group's name is a dot:
   * {@code user=(?P<user__name>\w+)}.
   */
  record Regex(String field, String expression) implements ParseStep {
    /**
     * Checks the expression.
     *
     * @throws IllegalArgumentException if it cannot be read, or names no group
     */
    public Regex {
      RegexCaptures.compile(expression);
    }
  }
}
