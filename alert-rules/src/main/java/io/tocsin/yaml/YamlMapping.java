package io.tocsin.yaml;

import io.tocsin.diagnostic.SourceText;
import io.tocsin.diagnostic.Span;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
