package io.tocsin.benchmark.delivery;

import io.tocsin.benchmark.measure.Latencies;
import io.tocsin.benchmark.measure.Steadily;
import io.tocsin.benchmark.workload.RuleWorkload;
import io.tocsin.rule.RuleBundle;
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
  private static final int WARM_UP_SECONDS = 30;
  private static final int STORM_SECONDS = 30;
  private static final int RISING_SECONDS = 60;
  private static final int RULES = 100;

  private final int perSecond;
  private final int seconds;
  private final int groups;
  private final Probes probes = new Probes();

  private AlertLatency(int perSecond, int seconds, int groups) {
    this.perSecond = perSecond;
    this.seconds = seconds;
    this.groups = groups;
  }

  /**
   * Measures, and prints what came out.
   *
   * @param arguments logs a second (20,000), how many seconds (60), groups of the storm (10,000)
   */
  public static void main(String[] arguments) throws Exception {
    new AlertLatency(
            number(arguments, 0, 20_000), number(arguments, 1, 60), number(arguments, 2, 10_000))
        .run();
  }

  private static int number(String[] arguments, int place, int otherwise) {
    return arguments.length > place ? Integer.parseInt(arguments[place]) : otherwise;
  }

  private void run() throws Exception {
    try (Receipts receipts = new Receipts();
        Installation installation = new Installation()) {
      say("starting Kafka, S3 and Flink");
      RuleBundle load = RuleWorkload.bundle(RULES);
      installation.start(receipts, load.files().get(0).text());
      try (FiredAlerts fired = new FiredAlerts(installation.bootstrap());
          Traffic traffic =
              new Traffic(
                  installation.bootstrap(), Installation.LOGS, Installation.PARTITIONS, perSecond);
          DeliveryMemory memory = new DeliveryMemory(installation)) {
        say("warming up for " + WARM_UP_SECONDS + " s at " + perSecond + " logs/s, 102 rules");
        probes.fire(traffic, WARM_UP_SECONDS);
        memory.take();
        long before = traffic.sent();
        long began = System.nanoTime();
        List<String> hosts = probes.fire(traffic, seconds);
        double took = (System.nanoTime() - began) / 1e9;
        say("steady: %.0f logs/s".formatted((traffic.sent() - before) / took));
        sayTimes(hosts, traffic, fired, receipts);
        say("memory: " + memory.take());
        storm("storm", traffic, fired, receipts);
        say("memory in the storm: " + memory.take());
        storm("again", traffic, fired, receipts);
        say("memory after the second: " + memory.take());
        risingStorm(traffic, fired, receipts);
        say("memory in both storms: " + memory.take());
      }
    }
  }

  /**
   * As many groups fire in one moment. The first time Java has hardly run what does it; the second
   * storm has another name, and its message waits for the receiver's interval.
   */
  private void storm(String name, Traffic traffic, FiredAlerts fired, Receipts receipts)
      throws Exception {
    int heard = receipts.storms().size();
    long began = System.currentTimeMillis();
    traffic.storm(name, groups);
    say("%s: %d groups sent in %d ms".formatted(name, groups, System.currentTimeMillis() - began));
    List<String> hosts = probes.fire(traffic, STORM_SECONDS);
    for (Receipts.Storm message : receipts.storms().stream().skip(heard).toList()) {
      say(
          "%s: a message of %d alerts that shows %d, %.1f s after the first log"
              .formatted(
                  name, message.alerts(), message.shown(), (message.atMillis() - began) / 1e3));
    }
    say("another receiver meanwhile:");
    sayTimes(hosts, traffic, fired, receipts);
  }

  /** As many again, but one after the other, as when what they all need fails. */
  private void risingStorm(Traffic traffic, FiredAlerts fired, Receipts receipts) throws Exception {
    say("storm: %d groups more within %d s".formatted(groups, RISING_SECONDS));
    try (Steadily rising = traffic.risingStorm((double) groups / RISING_SECONDS)) {
      List<String> hosts = probes.fire(traffic, RISING_SECONDS);
      say("%d groups fire".formatted(rising.times()));
      say("another receiver meanwhile:");
      sayTimes(hosts, traffic, fired, receipts);
    }
  }

  private static void sayTimes(
      List<String> hosts, Traffic traffic, FiredAlerts fired, Receipts receipts) {
    Probes.awaitHeard(hosts, receipts.probes());
    Map<String, Long> appended = traffic.appended();
    Latencies all = Probes.between(hosts, appended, receipts.probes());
    say("append to webhook: " + all.summary());
    say("  to tocsin.alerts: " + Probes.between(hosts, appended, fired.byHost()).summary());
    say(
        "  from there:       "
            + Probes.between(hosts, fired.byHost(), receipts.probes()).summary());
    all.histogram().forEach(AlertLatency::say);
  }

  private static void say(String line) {
    System.out.println(line);
  }
}
