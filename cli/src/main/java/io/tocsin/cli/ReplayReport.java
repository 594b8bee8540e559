package io.tocsin.cli;

import io.tocsin.alert.Alert;
import io.tocsin.message.MessageValues;
import io.tocsin.rule.RuleSet;
import io.tocsin.tool.Replay;
import io.tocsin.tool.ReplayDifference;
import io.tocsin.tool.ReplayJson;
import io.tocsin.tool.RuleTally;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** What came of a replay, as it is printed. */
final class ReplayReport {
  private final PrintWriter out;
  private final boolean json;

  ReplayReport(PrintWriter out, boolean json) {
    this.out = out;
    this.json = json;
  }

  /** Every alert; for a person also how often each rule would have notified. */
  void alerts(RuleSet rules, Replay.Outcome outcome) {
    for (Alert alert : outcome.alerts()) {
      out.println(json ? ReplayJson.line(alert) : line(alert));
    }
    if (!json) {
      counts(outcome);
      long quiet = 0;
      for (RuleTally tally : RuleTally.of(rules, outcome.alerts())) {
        if (tally.alerts() > 0) {
          out.printf(
              "  %s: %d alerts, %d notifications%n",
              tally.rule(), tally.alerts(), tally.notifications());
        } else {
          quiet++;
        }
      }
      if (quiet > 0) {
        out.printf("  %d rules without an alert%n", quiet);
      }
    }
  }

  /** What the rules say otherwise than others; for a person also how the counts changed. */
  void difference(RuleSet rules, Replay.Outcome is, RuleSet others, Replay.Outcome was) {
    List<ReplayDifference.Entry> differences = ReplayDifference.between(was.alerts(), is.alerts());
    for (ReplayDifference.Entry difference : differences) {
      out.println(json ? ReplayJson.line(difference) : line(difference));
    }
    if (!json) {
      counts(is);
      for (ReplayDifference.Change change : ReplayDifference.Change.values()) {
        long count = differences.stream().filter(entry -> entry.change() == change).count();
        out.printf("%d alerts %s%n", count, change.name().toLowerCase(Locale.ROOT));
      }
      changedCounts(RuleTally.of(others, was.alerts()), RuleTally.of(rules, is.alerts()));
    }
  }

  private void changedCounts(List<RuleTally> before, List<RuleTally> after) {
    Map<String, RuleTally> was = new TreeMap<>();
    Map<String, RuleTally> is = new TreeMap<>();
    before.forEach(tally -> was.put(tally.rule(), tally));
    after.forEach(tally -> is.put(tally.rule(), tally));
    Map<String, RuleTally> all = new TreeMap<>(was);
    all.putAll(is);
    for (String rule : all.keySet()) {
      RuleTally old = was.getOrDefault(rule, new RuleTally(rule, 0, 0));
      RuleTally now = is.getOrDefault(rule, new RuleTally(rule, 0, 0));
      if (!old.equals(now)) {
        out.printf(
            "  %s: %d alerts, were %d; %d notifications, were %d%n",
            rule, now.alerts(), old.alerts(), now.notifications(), old.notifications());
      }
    }
  }

  private void counts(Replay.Outcome outcome) {
    out.printf("%d logs, %d alerts%n", outcome.logs(), outcome.alerts().size());
    if (outcome.tooLate() > 0) {
      out.printf("%d times a log was too late to be counted%n", outcome.tooLate());
    }
    if (outcome.overLimit() > 0) {
      out.printf(
          "%d times a log was left out, because its rule has more groups than limits.groups%n",
          outcome.overLimit());
    }
  }

  private static String line(ReplayDifference.Entry difference) {
    Alert was = difference.was();
    Alert is = difference.is();
    if (was == null || is == null) {
      return (is == null ? "- " : "+ ") + line(difference.alert());
    }
    String level = was.level() == null ? "" : was.level() + ", ";
    return "~ " + line(is) + "; was " + level + outcome(was);
  }

  private static String line(Alert alert) {
    String group = alert.group().isEmpty() ? "" : " " + alert.group();
    String level = alert.level() == null ? "" : " " + alert.level();
    return "%s  %s%s%s  %s"
        .formatted(
            Instant.ofEpochMilli(alert.startsAt()), alert.rule(), group, level, outcome(alert));
  }

  private static String outcome(Alert alert) {
    Long resolvedAt = alert.resolvedAt();
    String end =
        resolvedAt == null || alert.reason() == null
            ? "firing"
            : "ended " + Instant.ofEpochMilli(resolvedAt) + " (" + alert.reason().text() + ")";
    return "value %s, peak %s, %s"
        .formatted(
            MessageValues.number(alert, alert.value()),
            MessageValues.number(alert, alert.peak()),
            end);
  }
}
