package io.tocsin.rule;

import io.tocsin.condition.Condition;
import io.tocsin.condition.ConditionParser;
import io.tocsin.condition.Expression;
import io.tocsin.condition.Truth;
import io.tocsin.diagnostic.Code;
import io.tocsin.diagnostic.Diagnostics;
import io.tocsin.diagnostic.Fragment;
import io.tocsin.yaml.YamlMapping;
import io.tocsin.yaml.YamlNode;
import io.tocsin.yaml.YamlScalar;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Parses the conditions of a rule. All of them are parsed, so that all mistakes are reported. */
final class LogicReader {
  private static final int MOST_LEVELS = 10;

  private final ConditionParser parser;
  private final Diagnostics diagnostics;
  private final List<String> levels = new ArrayList<>();
  private final List<Condition> conditions = new ArrayList<>();
  private boolean whole = true;

  LogicReader(ConditionParser parser, Diagnostics diagnostics) {
    this.parser = parser;
    this.diagnostics = diagnostics;
  }

  /** The conditions; null if one has errors, which are reported. */
  @Nullable RuleLogic read(RuleDraft.Deciding deciding) {
    when(deciding.when());
    Condition resolveWhen = condition(deciding.resolveWhen());
    Condition given = condition(deciding.given());
    Expression value = number(deciding.value());
    if (!whole || conditions.isEmpty()) {
      return null;
    }
    return new RuleLogic(levels, conditions, resolveWhen, given, value);
  }

  private void when(@Nullable YamlNode written) {
    if (written instanceof YamlScalar scalar) {
      addLevel(null, scalar);
    } else if (written instanceof YamlMapping mapping) {
      if (mapping.entries().size() > MOST_LEVELS) {
        Fragment text = mapping.fragment();
        String message = "expected at most " + MOST_LEVELS + " levels, got ";
        message += mapping.entries().size();
        diagnostics.error(Code.VALUE_INVALID, text, text.span(), message, null);
        whole = false;
        return;
      }
      for (YamlMapping.Entry entry : mapping.entries()) {
        if (entry.value() instanceof YamlScalar scalar && !scalar.isNull()) {
          addLevel(entry.key().text(), scalar);
        } else {
          whole = false;
          Fragment text = entry.value().fragment();
          String message =
              "expected a condition for level '%s', got %s"
                  .formatted(entry.key().text(), entry.value().kind());
          diagnostics.error(Code.VALUE_KIND, text, text.span(), message, null);
        }
      }
      if (mapping.entries().isEmpty()) {
        Fragment text = mapping.fragment();
        diagnostics.error(Code.VALUE_KIND, text, text.span(), "expected levels, got none", null);
      }
    }
  }

  private void addLevel(@Nullable String name, YamlScalar written) {
    Condition condition = condition(written);
    if (condition == null) {
      return;
    }
    Truth always = condition.alwaysOrNever();
    if (always != Truth.UNDECIDED) {
      Fragment text = written.fragment();
      String message =
          always == Truth.TRUE ? "this holds whatever the logs say" : "this can never hold";
      diagnostics.error(Code.RULE_CONSTANT, text, text.span(), message, null);
      whole = false;
    }
    conditions.add(condition);
    if (name != null) {
      levels.add(name);
    }
  }

  private @Nullable Condition condition(@Nullable YamlScalar written) {
    if (written == null) {
      return null;
    }
    Condition condition = parser.condition(written.fragment());
    whole &= condition != null;
    return condition;
  }

  private @Nullable Expression number(@Nullable YamlScalar written) {
    if (written == null) {
      return null;
    }
    Expression number = parser.number(written.fragment());
    whole &= number != null;
    return number;
  }
}
