package io.tocsin.benchmark.delivery;

import io.tocsin.benchmark.measure.Latencies;
import io.tocsin.benchmark.workload.RuleWorkload;
import java.util.List;
import java.util.Map;

/**
 * Measures how long an alert takes at a quarter, half and three quarters of what this machine can
 * do, with the sender, Kafka, S3, Flink and the receiver all on it.
 *
 * <p>What it can do is the highest rate that is kept up with, found by raising it.
 */
public final class CapacityLatency {
  private static final int RULES = 100;
  private static final int FIRST_RATE = 20_000;
  private static final int HIGHEST_RATE = 1_000_000;
  private static final double RAISE = 1.4;
  private static final int WARM_UP_SECONDS = 30;
  private static final int STEP_SECONDS = 15;
  private static final double SENT_OF_WANTED = 0.95;
  private static final long KEPT_UP_MILLIS = 2_000;
  private static final int MOST_CALM_SECONDS = 120;

  private final int seconds;
  private final Probes probes = new Probes();

  private CapacityLatency(int seconds) {
    this.seconds = seconds;
  }

  /**
   * Measures, and prints what came out.
   *
   * @param seconds at each share
   */
  public static void run(int seconds) throws Exception {
    new CapacityLatency(seconds).run();
  }

  private void run() throws Exception {
    try (Receipts receipts = new Receipts();
        Installation installation = new Installation()) {
      System.out.println("starting Kafka, S3 and Flink");
      installation.start(receipts, RuleWorkload.bundle(RULES).files().get(0).text());
      try (FiredAlerts fired = new FiredAlerts(installation.bootstrap())) {
        int capacity = capacity(installation, fired);
        System.out.printf("capacity: %,d logs/s, %d rules%n", capacity, RULES + 3);
        for (double share : new double[] {0.25, 0.5, 0.75}) {
          at(share, (int) (share * capacity), installation, fired, receipts);
        }
      }
    }
  }

  private int capacity(Installation installation, FiredAlerts fired) throws Exception {
    int kept = 0;
    int warmUp = WARM_UP_SECONDS;
    for (int rate = FIRST_RATE; rate <= HIGHEST_RATE; rate = (int) (RAISE * rate)) {
      try (Traffic traffic = traffic(installation, rate)) {
        probes.fire(traffic, warmUp);
        warmUp = STEP_SECONDS;
        long before = traffic.sent();
        List<String> hosts = probes.fire(traffic, STEP_SECONDS);
        double sent = (traffic.sent() - before) / (double) STEP_SECONDS;
        Probes.awaitHeard(hosts, fired.byHost());
        Latencies times = Probes.between(hosts, traffic.appended(), fired.byHost());
        System.out.printf("at %,d logs/s: %,.0f sent, %s%n", rate, sent, times.summary());
        if (sent < SENT_OF_WANTED * rate || times.at(0.9) > KEPT_UP_MILLIS || times.at(0.9) < 0) {
          break;
        }
      }
      kept = rate;
    }
    if (kept == 0) {
      throw new IllegalStateException(
          "%,d logs/s are not kept up with: this machine is too slow, or busy elsewhere"
              .formatted(FIRST_RATE));
    }
    return kept;
  }

  private void at(
      double share, int rate, Installation installation, FiredAlerts fired, Receipts receipts)
      throws Exception {
    try (Traffic traffic = traffic(installation, rate)) {
      awaitCalm(traffic, fired);
      List<String> hosts = probes.fire(traffic, seconds);
      Probes.awaitHeard(hosts, receipts.probes());
      Map<String, Long> appended = traffic.appended();
      System.out.printf(
          "at %.0f %%, %,d logs/s: to tocsin.alerts %s%n",
          100 * share, rate, Probes.between(hosts, appended, fired.byHost()).summary());
      System.out.printf(
          "  to the webhook %s%n", Probes.between(hosts, appended, receipts.probes()).summary());
    }
  }

  /** Lets what the step before left behind be worked off. */
  private void awaitCalm(Traffic traffic, FiredAlerts fired) throws Exception {
    for (int waited = 0; waited < MOST_CALM_SECONDS; waited += STEP_SECONDS) {
      List<String> hosts = probes.fire(traffic, STEP_SECONDS);
      Probes.awaitHeard(hosts, fired.byHost());
      long usual = Probes.between(hosts, traffic.appended(), fired.byHost()).at(0.9);
      if (usual >= 0 && usual < KEPT_UP_MILLIS) {
        return;
      }
    }
    System.out.println("what was left behind is not worked off yet");
  }

  private static Traffic traffic(Installation installation, int rate) {
    return new Traffic(installation.bootstrap(), Installation.LOGS, Installation.PARTITIONS, rate);
  }
}
