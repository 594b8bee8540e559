package io.tocsin.benchmark.delivery;

import io.tocsin.benchmark.workload.RuleWorkload;
import io.tocsin.rule.RuleBundle;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Measures how long an alert takes under load, and in a storm.
 *
 * <pre>{@code
 * java … io.tocsin.benchmark.delivery.AlertLatency [logs per second] [seconds] [groups of the storm]
 * }</pre>
 */
public final class AlertLatency {
  private static final long PROBE_MILLIS = 250;
  private static final int WARM_UP_SECONDS = 30;
  private static final int STORM_SECONDS = 30;
  private static final int RULES = 100;
  private static final Duration LAST_ONES = Duration.ofSeconds(10);

  private final int perSecond;
  private final int seconds;
  private final int groups;
  private int probes;

  private AlertLatency(int perSecond, int seconds, int groups) {
    this.perSecond = perSecond;
    this.seconds = seconds;
    this.groups = groups;
  }

  /**
   * Measures, and prints what came out.
   *
   * @param arguments logs a second (20,000), how many seconds (60), groups of the storm (10,000)
   * @throws IOException if rules cannot be written, or the webhook cannot listen
   */
  public static void main(String[] arguments) throws IOException {
    new AlertLatency(
            number(arguments, 0, 20_000), number(arguments, 1, 60), number(arguments, 2, 10_000))
        .run();
  }

  private static int number(String[] arguments, int place, int otherwise) {
    return arguments.length > place ? Integer.parseInt(arguments[place]) : otherwise;
  }

  private void run() throws IOException {
    try (Receipts receipts = new Receipts();
        Installation installation = new Installation()) {
      say("starting Kafka, S3 and Flink");
      RuleBundle load = RuleWorkload.bundle(RULES);
      installation.start(receipts, load.files().get(0).text());
      try (Traffic traffic =
          new Traffic(
              installation.bootstrap(), Installation.LOGS, Installation.PARTITIONS, perSecond)) {
        traffic.start();
        say("warming up for " + WARM_UP_SECONDS + " s at " + perSecond + " logs/s, 102 rules");
        probe(traffic, WARM_UP_SECONDS);
        measure(traffic, receipts);
        storm(traffic, receipts);
      }
    }
  }

  private void measure(Traffic traffic, Receipts receipts) {
    long before = traffic.sent();
    long began = System.nanoTime();
    List<String> hosts = probe(traffic, seconds);
    double took = (System.nanoTime() - began) / 1e9;
    say("steady: %.0f logs/s".formatted((traffic.sent() - before) / took));
    Latencies latencies = latencies(hosts, traffic, receipts);
    say("append to webhook: " + latencies.summary());
    latencies.histogram().forEach(AlertLatency::say);
  }

  private void storm(Traffic traffic, Receipts receipts) {
    long began = System.currentTimeMillis();
    traffic.storm(groups);
    say("storm: %d groups sent in %d ms".formatted(groups, System.currentTimeMillis() - began));
    List<String> hosts = probe(traffic, STORM_SECONDS);
    for (Receipts.Storm message : receipts.storms()) {
      say(
          "storm: a message of %d alerts that shows %d, %.1f s after the first log"
              .formatted(message.alerts(), message.shown(), (message.atMillis() - began) / 1e3));
    }
    say("another receiver meanwhile: " + latencies(hosts, traffic, receipts).summary());
  }

  /** Makes an alert fire four times a second; returns its hosts. */
  private List<String> probe(Traffic traffic, int forSeconds) {
    List<String> hosts = new ArrayList<>();
    long next = System.currentTimeMillis();
    for (long i = 0; i < forSeconds * 1_000 / PROBE_MILLIS; i++) {
      String host = "probe-" + probes++;
      traffic.probe(host);
      hosts.add(host);
      next += PROBE_MILLIS;
      Traffic.pause(Math.max(0, next - System.currentTimeMillis()));
    }
    return hosts;
  }

  private static Latencies latencies(List<String> hosts, Traffic traffic, Receipts receipts) {
    long patience = System.currentTimeMillis() + LAST_ONES.toMillis();
    while (!receipts.probes().keySet().containsAll(hosts)
        && System.currentTimeMillis() < patience) {
      Traffic.pause(PROBE_MILLIS);
    }
    List<Long> millis = new ArrayList<>();
    Map<String, Long> got = receipts.probes();
    for (String host : hosts) {
      Long at = got.get(host);
      Long appended = traffic.appended().get(host);
      if (at == null || appended == null) {
        say("nobody was told of " + host);
      } else {
        millis.add(at - appended);
      }
    }
    return Latencies.of(millis);
  }

  private static void say(String line) {
    System.out.println(line);
  }
}
