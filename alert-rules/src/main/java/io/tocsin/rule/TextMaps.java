package io.tocsin.rule;

import io.tocsin.yaml.MappingReader;
import io.tocsin.yaml.YamlMapping;
import io.tocsin.yaml.YamlScalar;
import java.util.LinkedHashMap;
import java.util.Map;

/** Reads keys whose value is a mapping of names to texts, such as labels. */
final class TextMaps {
  private TextMaps() {}

  /** The scalars under a key by their names; a value that is none is reported. */
  static Map<String, YamlScalar> scalars(MappingReader keys, String key) {
    YamlMapping mapping = keys.mapping(key);
    return mapping == null ? Map.of() : scalars(mapping, keys);
  }

  /** The scalars by their names, in the file's order; a value that is none is reported. */
  static Map<String, YamlScalar> scalars(YamlMapping mapping, MappingReader keys) {
    Map<String, YamlScalar> scalars = new LinkedHashMap<>();
    for (YamlMapping.Entry entry : mapping.entries()) {
      if (entry.value() instanceof YamlScalar scalar) {
        scalars.put(entry.key().text(), scalar);
      } else {
        keys.wrongKind(entry.key().text(), "text", entry.value());
      }
    }
    return scalars;
  }

  /** The texts by their names. */
  static Map<String, String> texts(Map<String, YamlScalar> scalars) {
    Map<String, String> texts = new LinkedHashMap<>();
    scalars.forEach((name, scalar) -> texts.put(name, scalar.text()));
    return texts;
  }
}
