package io.tocsin.tool;

import io.tocsin.diagnostic.Diagnostics;
import io.tocsin.diagnostic.Nearest;
import io.tocsin.rule.CompiledRule;
import io.tocsin.rule.RuleSet;
import io.tocsin.slot.GroupKey;
import io.tocsin.slot.Grouping;
import io.tocsin.tool.RuleTest.Expectation;
import io.tocsin.tool.RuleTest.ExpectedAlert;
import io.tocsin.tool.RuleTest.State;
import io.tocsin.yaml.MappingReader;
import io.tocsin.yaml.YamlMapping;
import io.tocsin.yaml.YamlNode;
import io.tocsin.yaml.YamlScalar;
import io.tocsin.yaml.YamlSequence;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads what a test expects. */
final class ExpectationReader {
  private static final List<String> PLAIN_ATTRIBUTES = List.of("value", "peak", "level", "reason");

  private final RuleSet rules;
  private final Diagnostics diagnostics;

  ExpectationReader(RuleSet rules, Diagnostics diagnostics) {
    this.rules = rules;
    this.diagnostics = diagnostics;
  }

  /** An item of {@code expect}; null if there is a mistake in it, which is reported. */
  @Nullable Expectation read(YamlNode item) {
    MappingReader keys = Mappings.reader(item, "an expectation", diagnostics);
    if (keys == null) {
      return null;
    }
    Long at = TestTimes.time(keys, "at");
    if (!keys.has("at")) {
      keys.missing("at");
    }
    boolean whole = keys.has("alerts");
    List<ExpectedAlert> alerts = new ArrayList<>();
    if (whole) {
      readAll(keys, alerts);
    } else {
      addIfRead(alert(keys), alerts);
    }
    keys.finish();
    int line = item.source().position(item.span().start()).line();
    return at == null ? null : new Expectation(at, line, whole, alerts);
  }

  private void readAll(MappingReader keys, List<ExpectedAlert> alerts) {
    YamlSequence list = keys.list("alerts");
    if (list == null) {
      return;
    }
    for (YamlNode item : list.items()) {
      MappingReader alert = Mappings.reader(item, "an alert", diagnostics);
      if (alert != null) {
        addIfRead(alert(alert), alerts);
        alert.finish();
      }
    }
  }

  private static void addIfRead(@Nullable ExpectedAlert alert, List<ExpectedAlert> alerts) {
    if (alert != null) {
      alerts.add(alert);
    }
  }

  private @Nullable ExpectedAlert alert(MappingReader keys) {
    YamlScalar name = keys.requiredText("rule");
    YamlMapping group = keys.mapping("group");
    State state = state(keys);
    Map<String, String> attributes = attributes(keys);
    if (name == null) {
      return null;
    }
    CompiledRule rule = rules.rule(name.text());
    if (rule == null) {
      List<String> names = rules.rules().stream().map(CompiledRule::name).toList();
      keys.invalid(name, "no rule '" + name.text() + "'", Nearest.hint(name.text(), names));
      return null;
    }
    GroupKey key = key(keys, group, rule.grouping());
    return key == null ? null : new ExpectedAlert(rule.name(), key, state, attributes);
  }

  private @Nullable GroupKey key(
      MappingReader keys, @Nullable YamlMapping group, Grouping grouping) {
    Map<String, String> values = texts(group, keys);
    List<String> fields = grouping.fields();
    if (values.size() != fields.size() || !values.keySet().containsAll(fields)) {
      String wanted = fields.isEmpty() ? "no group" : "a group of " + String.join(", ", fields);
      String got = values.isEmpty() ? "none" : String.join(", ", values.keySet());
      keys.invalid(
          group == null ? keys.mapping() : group, "expected " + wanted + ", got " + got, null);
      return null;
    }
    return fields.isEmpty()
        ? grouping.onlyKey()
        : grouping.key(fields.stream().map(field -> values.getOrDefault(field, "")).toList());
  }

  private @Nullable State state(MappingReader keys) {
    YamlScalar written = keys.text("state");
    if (written == null) {
      return null;
    }
    for (State state : State.values()) {
      if (state.name().toLowerCase(Locale.ROOT).equals(written.text())) {
        return state;
      }
    }
    String message = "expected pending, firing, ended or none, got '" + written.text() + "'";
    keys.invalid(written, message, null);
    return null;
  }

  private Map<String, String> attributes(MappingReader keys) {
    Map<String, String> attributes = new LinkedHashMap<>();
    for (String attribute : PLAIN_ATTRIBUTES) {
      YamlScalar written = keys.text(attribute);
      if (written != null) {
        attributes.put(attribute, written.text());
      }
    }
    texts(keys.mapping("annotations"), keys)
        .forEach((name, text) -> attributes.put(AlertAttributes.ANNOTATION + name, text));
    return attributes;
  }

  private static Map<String, String> texts(@Nullable YamlMapping mapping, MappingReader keys) {
    Map<String, String> texts = new LinkedHashMap<>();
    if (mapping != null) {
      for (YamlMapping.Entry entry : mapping.entries()) {
        if (entry.value() instanceof YamlScalar scalar) {
          texts.put(entry.key().text(), scalar.text());
        } else {
          keys.wrongKind(entry.key().text(), "text", entry.value());
        }
      }
    }
    return texts;
  }
}
