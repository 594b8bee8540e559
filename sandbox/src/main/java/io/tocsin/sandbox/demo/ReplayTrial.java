package io.tocsin.sandbox.demo;

import io.tocsin.alert.Alert;
import io.tocsin.diagnostic.Diagnostics;
import io.tocsin.incident.Incidents;
import io.tocsin.rule.RuleFiles;
import io.tocsin.rule.RuleSet;
import io.tocsin.tool.Replay;
import io.tocsin.tool.RulePaths;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Replays what is in Kafka, and compares the alerts' ids with those of the job that saw it live.
 */
final class ReplayTrial implements Trial {

  /** Longer than any rule waits before it evaluates a slot. */
  private static final Duration RECENT = Duration.ofMinutes(2);

  private final Installation installation;
  private final Narrator narrator;

  ReplayTrial(Installation installation, Narrator narrator) {
    this.installation = installation;
    this.narrator = narrator;
  }

  @Override
  public void run() {
    narrator.trial(
        "replaying all logs that are in Kafka with the same rules, but the one that was edited");
    long begin = System.nanoTime();
    long until = installation.said().clock() - RECENT.toMillis();
    Set<String> live = ids(installation.said().all(), until);
    Replay.Outcome outcome = replay();
    Set<String> replayed = ids(outcome.alerts(), until);
    if (!replayed.equals(live)) {
      throw new DemoException("live: %s, replayed: %s".formatted(live, replayed));
    }
    narrator.outcome(
        String.format(
            Locale.ROOT,
            "%,d logs in %s: the same %d alerts, with the same ids, from %s to %s",
            outcome.logs(),
            Narrator.seconds(Duration.ofNanos(System.nanoTime() - begin)),
            live.size(),
            live.stream().findFirst().orElse("none"),
            live.stream().reduce((first, last) -> last).orElse("none")));
  }

  private Replay.Outcome replay() {
    List<TopicLogs> logs =
        TopicLogs.all(installation.stack().kafka().bootstrapServers(), DemoFiles.LOGS);
    try {
      return Replay.run(rules(), logs, Replay.Options.at(System.currentTimeMillis()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      logs.forEach(TopicLogs::close);
    }
  }

  private RuleSet rules() throws IOException {
    return RuleFiles.read(
            RulePaths.bundle(List.of(installation.rules().directory()), new Diagnostics()), null)
        .rules();
  }

  /** Of what fired before a time, without the engine's own alerts. */
  private static Set<String> ids(Collection<Alert> alerts, long until) {
    return alerts.stream()
        .filter(alert -> alert.firedAt() < until && !alert.rule().startsWith(Incidents.PREFIX))
        .filter(alert -> !alert.rule().equals(DemoRules.BUSY))
        .map(Alert::id)
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
