package io.tocsin.rule;

import io.tocsin.diagnostic.Diagnostics;
import io.tocsin.yaml.YamlScalar;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The names of rules so far, which no other file may use. */
final class TakenNames {
  private final Map<String, YamlScalar> taken = new HashMap<>();

  /** Takes the names of a file; if one is taken already, none of them is, and it is reported. */
  boolean take(CheckedFile file, Diagnostics diagnostics) {
    List<YamlScalar> clashing =
        file.names().values().stream().filter(name -> taken.containsKey(name.text())).toList();
    for (YamlScalar name : clashing) {
      YamlScalar twin = taken.get(name.text());
      if (twin != null) {
        CheckedFile.duplicate(name, twin, diagnostics);
      }
    }
    if (clashing.isEmpty()) {
      taken.putAll(file.names());
    }
    return clashing.isEmpty();
  }
}
