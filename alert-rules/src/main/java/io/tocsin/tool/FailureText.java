package io.tocsin.tool;

import io.tocsin.condition.Truth;
import io.tocsin.engine.Engine;
import io.tocsin.engine.SlotReading;
import io.tocsin.engine.StandingAlert;
import io.tocsin.message.ReadableNumber;
import io.tocsin.rule.CompiledRule;
import io.tocsin.rule.Evaluation;
import io.tocsin.rule.RuleSet;
import io.tocsin.slot.GroupKey;
import io.tocsin.tool.RuleTest.Expectation;
import io.tocsin.tool.RuleTest.ExpectedAlert;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What failed at a time: expected and got side by side, and the slots that led there. */
final class FailureText {
  private static final int SLOTS = 6;
  private static final String ROW = "    %-20s %-24s %s%n";

  private static final String INCOMPLETE =
      "    undecided where the window reaches back to the first log or before it: what was there is not"
          + "\n    known; begin the test with a log a window earlier\n";

  private final Engine engine;
  private final RuleSet rules;
  private final Expectation expectation;

  FailureText(Engine engine, RuleSet rules, Expectation expectation) {
    this.engine = engine;
    this.rules = rules;
    this.expectation = expectation;
  }

  /** An alert stands otherwise than expected. */
  String otherwise(ExpectedAlert expected, Actual actual) {
    StringBuilder text = new StringBuilder(headline(expected.rule(), expected.key()));
    String state = expected.state() == null ? "pending or firing" : text(expected.state());
    row("", "expected", "got", text);
    row("state", state, text(actual.state()), text);
    for (Map.Entry<String, String> attribute : expected.attributes().entrySet()) {
      String got = AlertAttributes.shown(actual.alert(), attribute.getKey());
      row(attribute.getKey(), attribute.getValue(), got, text);
    }
    return text + slots(expected.rule(), expected.key());
  }

  /** An alert stands that is not in the whole list. */
  String unexpected(StandingAlert alert, Actual actual) {
    StringBuilder text = new StringBuilder(headline(alert.rule(), alert.key()));
    row("", "expected", "got", text);
    row("state", "none", text(actual.state()), text);
    row("value", "", AlertAttributes.shown(actual.alert(), "value"), text);
    return text + slots(alert.rule(), alert.key());
  }

  private String headline(String rule, GroupKey key) {
    return "  at %s (line %d), %s%s:%n"
        .formatted(TestTimes.text(expectation.atMillis()), expectation.line(), rule, group(key));
  }

  private static String group(GroupKey key) {
    return key.isOnlyGroup() ? "" : " " + key.asMap();
  }

  private static void row(String name, String expected, String got, StringBuilder text) {
    text.append(String.format(Locale.ROOT, ROW, name, expected, got));
  }

  private static String text(RuleTest.State state) {
    return state.name().toLowerCase(Locale.ROOT);
  }

  private String slots(String name, GroupKey key) {
    CompiledRule rule = rules.rule(name);
    if (rule == null) {
      return "";
    }
    StringBuilder text = new StringBuilder("    the slots that led there:\n");
    boolean incomplete = false;
    for (SlotReading slot : engine.slots(rule, key, SLOTS)) {
      String holds =
          switch (slot.evaluation().holds()) {
            case TRUE -> "holds";
            case FALSE -> "does not hold";
            case UNDECIDED -> "undecided";
          };
      String open = slot.open() ? " (open)" : "";
      text.append(
          String.format(
              Locale.ROOT,
              "    %s %-20s %s%n",
              TestTimes.text(slot.slotMillis()),
              holds + open,
              comparisons(rule, slot.evaluation())));
      // Of the last slot that is over: those before the first log are never complete.
      incomplete = slot.open() ? incomplete : isIncomplete(slot.evaluation());
    }
    if (incomplete) {
      text.append(INCOMPLETE);
    }
    return text.toString();
  }

  /** Whether all is counted that the condition compares, and nothing is decided for all that. */
  private static boolean isIncomplete(Evaluation evaluation) {
    double[] sides = evaluation.readings();
    return evaluation.holds() == Truth.UNDECIDED
        && sides.length > 0
        && Arrays.stream(sides).noneMatch(Double::isNaN);
  }

  private static String comparisons(CompiledRule rule, Evaluation evaluation) {
    List<CompiledRule.Comparison> comparisons = rule.logic().comparisons(evaluation.level());
    double[] sides = evaluation.readings();
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < comparisons.size() && 2 * i + 1 < sides.length; i++) {
      CompiledRule.Comparison comparison = comparisons.get(i);
      text.append(i == 0 ? "" : ", ").append(comparison.expression()).append(": ");
      text.append(number(sides[2 * i], comparison.unit())).append(' ');
      text.append(comparison.operator()).append(' ');
      text.append(number(sides[2 * i + 1], comparison.unit()));
    }
    return text.toString();
  }

  private static String number(double value, @Nullable String unit) {
    return ReadableNumber.of(Double.isNaN(value) ? null : Double.valueOf(value), unit);
  }
}
