package io.tocsin.rule;

import io.tocsin.diagnostic.Code;
import io.tocsin.diagnostic.Diagnostics;
import io.tocsin.diagnostic.Fragment;
import io.tocsin.yaml.MappingReader;
import io.tocsin.yaml.YamlMapping;
import io.tocsin.yaml.YamlNode;
import io.tocsin.yaml.YamlReader;
import io.tocsin.yaml.YamlScalar;
import io.tocsin.yaml.YamlSequence;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One rule file, read and compiled.
 *
 * @param names of all its rules, also of those that are not enabled
 * @param rules those that are enabled and have no error
 */
record CheckedFile(
    String path,
    Map<String, YamlScalar> names,
    List<RuleCompiler.Compiled> rules,
    Diagnostics diagnostics) {

  static CheckedFile of(RuleBundle.File file, SharedFiles shared) {
    CheckedFile checked =
        new CheckedFile(file.path(), new LinkedHashMap<>(), new ArrayList<>(), new Diagnostics());
    YamlNode root = YamlReader.read(file.path(), file.text(), checked.diagnostics);
    if (root instanceof YamlMapping mapping) {
      MappingReader keys = new MappingReader(mapping, checked.diagnostics);
      YamlSequence rules = keys.list("rules");
      if (keys.any("rules") == null) {
        keys.missing("rules");
      }
      keys.finish();
      if (rules != null) {
        rules.items().forEach(item -> checked.add(item, shared));
      }
    } else if (root != null) {
      Fragment text = root.fragment();
      String message = "expected 'rules:' and a list, got " + root.kind();
      checked.diagnostics.error(Code.VALUE_KIND, text, text.span(), message, null);
    }
    return checked;
  }

  /** Whether the file cannot be put in force. */
  boolean isRefused() {
    return diagnostics.hasErrors();
  }

  private void add(YamlNode item, SharedFiles shared) {
    if (!(item instanceof YamlMapping mapping)) {
      Fragment text = item.fragment();
      String message = "expected a rule as a mapping, got " + item.kind();
      diagnostics.error(Code.VALUE_KIND, text, text.span(), message, null);
      return;
    }
    YamlMapping effective = shared.withDefaults(path, mapping);
    RuleDraft draft = new RuleReader(effective, shared.checks(), diagnostics).rule();
    if (draft == null) {
      return;
    }
    YamlScalar twin = names.putIfAbsent(draft.name().text(), draft.name());
    if (twin != null) {
      duplicate(draft.name(), twin, diagnostics);
    }
    RuleCompiler.Compiled compiled =
        new RuleCompiler(draft, shared.checks().fields(), diagnostics).compile();
    if (compiled != null && draft.enabled()) {
      rules.add(compiled);
    }
  }

  /** Reports that a name is taken. */
  static void duplicate(YamlScalar name, YamlScalar twin, Diagnostics diagnostics) {
    Fragment text = name.fragment();
    String message = "a second rule '" + name.text() + "'";
    String hint =
        "the first is at "
            + twin.source().path()
            + ":"
            + twin.source().position(twin.span().start()).line();
    diagnostics.error(Code.RULE_DUPLICATE, text, text.span(), message, hint);
  }
}
