package io.tocsin.yaml;

import io.tocsin.diagnostic.SourceText;
import io.tocsin.diagnostic.Span;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A mapping: keys, which are scalars and differ, with their values, in the file's order. */
public final class YamlMapping implements YamlNode {
  private final SourceText source;
  private final Span span;
  private final Map<String, Entry> entries = new LinkedHashMap<>();

  YamlMapping(SourceText source, Span span, List<Entry> entries) {
    this.source = source;
    this.span = span;
    entries.forEach(entry -> this.entries.putIfAbsent(entry.key().text(), entry));
  }

  /** A key and its value. */
  public record Entry(YamlScalar key, YamlNode value) {}

  /**
   * This mapping with the entries of another for the keys that it has not.
   *
   * @param merged keys under which mappings of both sides are put together in the same way
   */
  public YamlMapping over(YamlMapping base, Set<String> merged) {
    List<Entry> together = new ArrayList<>();
    for (Entry entry : entries()) {
      String key = entry.key().text();
      if (merged.contains(key)
          && entry.value() instanceof YamlMapping above
          && base.get(key) instanceof YamlMapping below) {
        together.add(new Entry(entry.key(), above.over(below, Set.of())));
      } else {
        together.add(entry);
      }
    }
    base.entries().stream()
        .filter(entry -> !entries.containsKey(entry.key().text()))
        .forEach(together::add);
    return new YamlMapping(source, span, together);
  }

  @Override
  public SourceText source() {
    return source;
  }

  @Override
  public Span span() {
    return span;
  }

  @Override
  public String kind() {
    return "a mapping";
  }

  /** Keys and values in the file's order. */
  public Collection<Entry> entries() {
    return entries.values();
  }

  /** The entry of this key, or null. */
  public @Nullable Entry entry(String key) {
    return entries.get(key);
  }

  /** The value of this key, or null. */
  public @Nullable YamlNode get(String key) {
    Entry entry = entries.get(key);
    return entry == null ? null : entry.value();
  }
}
