package io.tocsin.document;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Takes text apart at fixed delimiters, without any expression. */
final class DissectPattern implements TextParser {
  private static final Pattern KEY = Pattern.compile("%\\{([^}]*)}");
  private static final Pattern PARTS = Pattern.compile("([+*?&]?)([^/>]*?)(?:/([0-9]{1,4}))?(->)?");

  /** What is done with the text of a key. */
  private enum Use {
    FIELD,
    APPEND,
    SKIP,
    NAME,
    VALUE
  }

  /**
   * A key, and the delimiter that stands before it.
   *
   * @param order where its text goes among those appended to the same field
   * @param padded whether the delimiter behind it may be repeated
   */
  private record Key(String before, Use use, String name, int order, boolean padded) {}

  private final List<Key> keys;
  private final String end;

  private DissectPattern(List<Key> keys, String end) {
    this.keys = keys;
    this.end = end;
  }

  /**
   * Reads a pattern.
   *
   * @throws IllegalArgumentException if it has no key, two keys that nothing divides, or a name
   *     without its value
   */
  static DissectPattern compile(String pattern) {
    List<Key> keys = new ArrayList<>();
    Matcher matcher = KEY.matcher(pattern);
    int from = 0;
    while (matcher.find()) {
      String before = pattern.substring(from, matcher.start());
      if (before.isEmpty() && !keys.isEmpty()) {
        throw new IllegalArgumentException(
            "dissect: nothing divides " + matcher.group() + " from the key before it");
      }
      keys.add(key(before, matcher.group(1)));
      from = matcher.end();
    }
    if (keys.isEmpty()) {
      throw new IllegalArgumentException("dissect: the pattern has no %{key}");
    }
    for (Key key : keys) {
      Use other = key.use() == Use.NAME ? Use.VALUE : Use.NAME;
      if ((key.use() == Use.NAME || key.use() == Use.VALUE)
          && keys.stream().noneMatch(k -> k.use() == other && k.name().equals(key.name()))) {
        throw new IllegalArgumentException(
            "dissect: %{*" + key.name() + "} and %{&" + key.name() + "} go together");
      }
    }
    return new DissectPattern(keys, pattern.substring(from));
  }

  private static Key key(String before, String text) {
    Matcher parts = PARTS.matcher(text);
    if (!parts.matches()) {
      throw new IllegalArgumentException("dissect: cannot read the key %{" + text + "}");
    }
    String name = parts.group(2);
    boolean named = !FieldPath.of(name).isEmpty();
    Use use =
        switch (parts.group(1)) {
          case "+" -> Use.APPEND;
          case "*" -> Use.NAME;
          case "&" -> Use.VALUE;
          case "?" -> Use.SKIP;
          default -> named ? Use.FIELD : Use.SKIP;
        };
    if (!named && use != Use.SKIP) {
      throw new IllegalArgumentException("dissect: the key %{" + text + "} has no name");
    }
    int order = parts.group(3) == null ? 0 : Integer.parseInt(parts.group(3));
    return new Key(before, use, name, order, parts.group(4) != null);
  }

  @Override
  public @Nullable Branch parse(String text, ReadStats stats) {
    if (!text.startsWith(keys.get(0).before())) {
      return null;
    }
    List<String> found = new ArrayList<>(keys.size());
    int from = keys.get(0).before().length();
    for (int i = 0; i < keys.size(); i++) {
      boolean last = i == keys.size() - 1;
      String delimiter = last ? end : keys.get(i + 1).before();
      int to = last ? text.length() - end.length() : text.indexOf(delimiter, from);
      if (to < from || !text.startsWith(delimiter, to)) {
        return null;
      }
      String value = text.substring(from, to);
      from = to + delimiter.length();
      if (keys.get(i).padded() && !delimiter.isEmpty()) {
        value = last ? withoutEnd(value, delimiter) : value;
        while (!last && text.startsWith(delimiter, from)) {
          from += delimiter.length();
        }
      }
      found.add(value);
    }
    return fields(found);
  }

  private static String withoutEnd(String value, String end) {
    String rest = value;
    while (rest.endsWith(end)) {
      rest = rest.substring(0, rest.length() - end.length());
    }
    return rest;
  }

  private Branch fields(List<String> found) {
    Branch fields = new Branch();
    Map<String, String> names = new HashMap<>();
    Map<String, List<Integer>> appended = new HashMap<>();
    for (int i = 0; i < found.size(); i++) {
      Key key = keys.get(i);
      if (key.use() == Use.NAME) {
        names.put(key.name(), found.get(i));
      } else if (key.use() == Use.APPEND || key.use() == Use.FIELD) {
        appended.computeIfAbsent(key.name(), unused -> new ArrayList<>()).add(i);
      }
    }
    for (int i = 0; i < found.size(); i++) {
      Key key = keys.get(i);
      List<Integer> parts = appended.get(key.name());
      if (key.use() == Use.VALUE) {
        add(fields, names.getOrDefault(key.name(), ""), found.get(i));
      } else if (parts != null && parts.get(0) == i) {
        add(fields, key.name(), joined(parts, found));
      }
    }
    return fields;
  }

  private String joined(List<Integer> parts, List<String> found) {
    List<Integer> ordered = new ArrayList<>(parts);
    ordered.sort(Comparator.comparing((Integer i) -> keys.get(i).order()));
    StringBuilder text = new StringBuilder(found.get(ordered.get(0)));
    for (int i = 1; i < parts.size(); i++) {
      text.append(keys.get(parts.get(i)).before()).append(found.get(ordered.get(i)));
    }
    return text.toString();
  }

  private static void add(Branch fields, String name, String value) {
    List<String> path = FieldPath.of(name);
    if (!path.isEmpty()) {
      fields.add(path, Leaf.string(value));
    }
  }
}
