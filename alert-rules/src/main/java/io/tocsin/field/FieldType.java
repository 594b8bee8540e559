package io.tocsin.field;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The types of fields, each of which every Elasticsearch server maps. */
public enum FieldType {
  /** A string that is matched as a whole, by case. */
  KEYWORD,
  /** A string that is matched by its words. */
  TEXT,
  /** A whole number of 64 bits. */
  LONG,
  /** A floating-point number of 64 bits. */
  DOUBLE,
  /** True or false. */
  BOOLEAN,
  /** A point in time. */
  DATE,
  /** An IP address, version 4 or 6. */
  IP,
  /** An object whose leaves are all matched as keywords. */
  FLATTENED,
  /** An object: its leaves are fields of their own. */
  OBJECT;

  /** Types of Elasticsearch that are kept as one of ours. */
  private static final Map<String, FieldType> KEPT_AS =
      Map.ofEntries(
          Map.entry("wildcard", KEYWORD),
          Map.entry("constant_keyword", KEYWORD),
          Map.entry("version", KEYWORD),
          Map.entry("match_only_text", TEXT),
          Map.entry("integer", LONG),
          Map.entry("short", LONG),
          Map.entry("byte", LONG),
          Map.entry("float", DOUBLE),
          Map.entry("half_float", DOUBLE),
          Map.entry("scaled_float", DOUBLE));

  /** The names that a user can write, without those that are kept as one of these. */
  public static List<String> names() {
    return Arrays.stream(values()).map(FieldType::toString).toList();
  }

  /** The type of this name, or null if there is none. */
  public static @Nullable FieldType of(String name) {
    for (FieldType type : values()) {
      if (type.toString().equals(name)) {
        return type;
      }
    }
    return KEPT_AS.get(name);
  }

  /** Whether its values are numbers. */
  public boolean isNumeric() {
    return this == LONG || this == DOUBLE;
  }

  /** As Elasticsearch spells it: lower case. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
