package io.tocsin.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.alert.Alert;
import io.tocsin.alert.EndReason;
import io.tocsin.cluster.JobKind;
import io.tocsin.cluster.Polling;
import io.tocsin.sandbox.Part;
import io.tocsin.sandbox.delivery.Hook;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The clock of all of Flink's processes is set while they work, under load; nobody helps them.
 *
 * <p>Each step is over when an alert about logs that came after it has reached its receiver, and
 * both jobs have completed a checkpoint.
 */
@Timeout(400)
class ClockSetTest {
  /** Somewhat more than the hour at which alerts are old, and at which a broker refuses records. */
  private static final Duration STEP = Duration.ofMinutes(65);

  private static final List<JobKind> JOBS = List.of(JobKind.ALERTING, JobKind.DELIVERY);
  private static final int STEPS = 4;
  private static final int LOGS_OF_A_STEP = 150;

  @TempDir Path directory;
  private int step;

  @Test
  void eachLogIsCountedOnceAndEachAlertArrivesThoughTheClockIsSet() throws Exception {
    try (InjectedClock clock = InjectedClock.create(directory);
        Hook hook = new Hook();
        TestingCluster cluster = new TestingCluster(directory, true, clock.environment());
        LiveLoad load = new LiveLoad(cluster.kafka().bootstrapServers())) {
      FlinkClocks clocks = new FlinkClocks(cluster);
      submit(cluster, hook);
      load.begin();
      awaitHealthy(cluster, load, hook);

      clock.set(STEP);
      clocks.awaitAhead(STEP);
      awaitHealthy(cluster, load, hook);

      clock.set(STEP.negated());
      clocks.awaitAhead(STEP.negated());
      awaitHealthy(cluster, load, hook);

      // One that begins by a clock that is slow has no other. Both jobs fit into one.
      cluster.flink().taskManagers().forEach(Part::kill);
      cluster.flink().taskManagers().get(0).start();
      awaitHealthy(cluster, load, hook);

      assertThat(hook.lines()).doesNotContain("firing silent");
      Map<String, TreeMap<Instant, Long>> sent = load.end();
      awaitLine(hook, "resolved step-" + step);
      awaitLine(hook, "firing silent");
      try (Outcome outcome = new Outcome(cluster.kafka().bootstrapServers())) {
        isAsSent(outcome, sent);
      }
    }
  }

  private static void isAsSent(Outcome outcome, Map<String, TreeMap<Instant, Long>> sent) {
    outcome.awaitCounts(sent);
    assertThat(outcome.counts()).isEqualTo(sent);
    sent.forEach((host, counts) -> isOf(outcome.settled("errors", host), counts));
    for (int i = 1; i <= STEPS; i++) {
      assertThat(outcome.settled("step-" + i, "step-" + i).value()).isEqualTo(LOGS_OF_A_STEP);
    }
    assertThat(outcome.ofTheEngine()).isEmpty();
    assertThat(outcome.deadLetters()).isEmpty();
  }

  /** Whether it is the alert of a host that had an error in each slot of these, and no other. */
  private static void isOf(Alert alert, TreeMap<Instant, Long> counts) {
    Instant end = counts.lastKey().plus(LiveLoad.SLOT);
    assertThat(alert.reason()).isEqualTo(EndReason.RECOVERED);
    assertThat(alert.firedAt()).isEqualTo(counts.firstKey().toEpochMilli());
    assertThat(alert.resolvedAt()).isEqualTo(end.toEpochMilli());
    assertThat(alert.value()).isEqualTo((double) counts.firstEntry().getValue());
    assertThat(alert.logs()).isEqualTo(counts.values().stream().mapToLong(Long::longValue).sum());
  }

  private void submit(TestingCluster cluster, Hook hook) throws IOException {
    // One group of all alerts, so that each message waits for an interval after the one before.
    Path receivers =
        Files.writeString(
            directory.resolve("receivers.yaml"),
            """
            default: hook
            receivers:
              hook: {webhook: {url: '%s'}, group_by: [], group_wait: 0s, group_interval: 1s}
            """
                .formatted(hook.url()));
    String settings = cluster.settings(2, "out_of_orderness: 2s", "receivers: " + receivers);
    Files.write(directory.resolve("rules/_defaults.yaml"), List.of("slot: 10s", "late: 10s"));
    List<String> rules = new ArrayList<>(List.of("rules:"));
    rules.add(
        "  - {name: errors, where: 'log.level: ERROR', by: [host.name], over: 10s, when: count() > 0, rollup: true}");
    rules.add("  - {name: silent, over: 20s, when: count() == 0}");
    for (int i = 1; i <= STEPS; i++) {
      rules.add(
          "  - {name: step-%d, where: 'host.name: step-%d', by: [host.name], over: 10s, when: count() > 100}"
              .formatted(i, i));
    }
    Files.write(directory.resolve("rules/rules.yaml"), rules);
    cluster.succeeds("setup", "--settings", settings, "--partitions", "2");
    for (JobKind kind : JOBS) {
      cluster.succeeds("submit", kind.text(), "--settings", settings, "--flink", cluster.rest());
    }
  }

  private void awaitHealthy(TestingCluster cluster, LiveLoad load, Hook hook) {
    String name = "step-" + ++step;
    load.beside(name, LOGS_OF_A_STEP);
    awaitLine(hook, "firing " + name);
    for (JobKind kind : JOBS) {
      cluster.awaitCheckpoint(cluster.id(kind));
    }
  }

  private static void awaitLine(Hook hook, String line) {
    Polling.await(
        line, TestingCluster.LIMIT, () -> Optional.of(line).filter(hook.lines()::contains));
  }
}
