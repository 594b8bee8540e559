package io.tocsin.document;

import java.util.ArrayList;
import java.util.List;

/**
 * A dotted name, taken apart.
 *
 * <p>Parts that are blank, as in {@code a..b}, are left out: Elasticsearch refuses a log that has
 * them.
 */
final class FieldPath {
  /**
   * What stands behind so many dots is one part, dots and all: a name of a megabyte of dots must
   * not become as many objects within each other. Elasticsearch refuses it anyway.
   */
  private static final int MOST_PARTS = 20;

  private FieldPath() {}

  /** The parts of a name; none if all of them are blank. */
  static List<String> of(String name) {
    if (name.indexOf('.') < 0) {
      return name.isBlank() ? List.of() : List.of(name);
    }
    List<String> parts = new ArrayList<>();
    int from = 0;
    while (from <= name.length()) {
      int dot = parts.size() < MOST_PARTS - 1 ? name.indexOf('.', from) : -1;
      int to = dot < 0 ? name.length() : dot;
      String part = name.substring(from, to);
      if (!part.isBlank()) {
        parts.add(part);
      }
      from = to + 1;
    }
    return parts;
  }
}
