package io.tocsin.benchmark.delivery;

import io.tocsin.benchmark.measure.Medians;
import io.tocsin.benchmark.workload.RuleWorkload;
import io.tocsin.cluster.FlinkClient;
import io.tocsin.cluster.JobKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Ends a TaskManager under load, again and again: how long nothing is heard of new alerts, and how
 * long it takes until they are as quick as before.
 */
public final class Recovery {
  private static final int RULES = 100;
  private static final int WARM_UP_SECONDS = 30;
  private static final int AFTERWARDS_SECONDS = 60;

  /** Alerts that take longer are of what was missed meanwhile. */
  private static final long USUAL_MILLIS = 1_000;

  private final int perSecond;
  private final int times;
  private final Probes probes = new Probes();
  private final List<Double> again = new ArrayList<>();
  private final List<Double> caughtUp = new ArrayList<>();

  private Recovery(int perSecond, int times) {
    this.perSecond = perSecond;
    this.times = times;
  }

  /**
   * Measures, and prints what came out.
   *
   * @param perSecond logs a second
   * @param times how often a TaskManager is ended
   */
  public static void run(int perSecond, int times) throws Exception {
    new Recovery(perSecond, times).run();
  }

  private void run() throws Exception {
    try (Receipts receipts = new Receipts();
        Installation installation = new Installation()) {
      System.out.println("starting Kafka, S3 and Flink");
      installation.start(receipts, RuleWorkload.bundle(RULES).files().get(0).text());
      try (FiredAlerts fired = new FiredAlerts(installation.bootstrap());
          Traffic traffic =
              new Traffic(
                  installation.bootstrap(),
                  Installation.LOGS,
                  Installation.PARTITIONS,
                  perSecond)) {
        probes.fire(traffic, WARM_UP_SECONDS);
        for (int time = 0; time < times; time++) {
          end(time, installation, traffic, fired);
        }
      }
    }
    if (again.isEmpty()) {
      System.out.println("none of the TaskManagers that ended held a part of the alerting job");
      return;
    }
    System.out.printf(
        "a TaskManager ended %d times at %,d logs/s, of which %d held a part of the alerting job:"
            + " processing again after %.1f s, caught up after %.1f s (medians)%n",
        times, perSecond, again.size(), Medians.of(again), Medians.of(caughtUp));
  }

  private void end(int time, Installation installation, Traffic traffic, FiredAlerts fired)
      throws Exception {
    FlinkClient.Checkpoints newest =
        installation
            .flink()
            .checkpoints(installation.flink().running(JobKind.ALERTING).orElseThrow().id());
    long[] ended = new long[1];
    List<String> hosts =
        probes.fire(
            traffic,
            AFTERWARDS_SECONDS,
            () -> {
              ended[0] = System.currentTimeMillis();
              installation.endTaskManager(time);
            });
    Probes.awaitHeard(hosts, fired.byHost());
    double back = (endOfSilence(hosts, fired.byHost(), ended[0]) - ended[0]) / 1e3;
    double level =
        (lastBelated(hosts, traffic.appended(), fired.byHost(), ended[0]) - ended[0]) / 1e3;
    if (level == 0) {
      System.out.println("ended: no alert was late, so it held nothing of the alerting job");
      return;
    }
    again.add(back);
    caughtUp.add(level);
    System.out.printf(
        "ended: processing again after %.1f s, caught up after %.1f s; of %d alerts meanwhile %d"
            + " were heard of; the checkpoint before had %.1f MB and took %d ms%n",
        back,
        level,
        hosts.size(),
        hosts.stream().filter(fired.byHost()::containsKey).count(),
        newest.latestBytes() / 1e6,
        newest.latestMillis());
  }

  /** When the longest time ends in which nothing was heard of any alert. */
  private static long endOfSilence(List<String> hosts, Map<String, Long> heard, long since) {
    TreeMap<Long, Boolean> times = new TreeMap<>();
    hosts.stream().filter(heard::containsKey).forEach(host -> times.put(heard.get(host), true));
    long before = since;
    long longest = -1;
    long end = since;
    for (long at : times.tailMap(since).keySet()) {
      if (at - before > longest) {
        longest = at - before;
        end = at;
      }
      before = at;
    }
    return end;
  }

  /** When the last alert was heard of that took longer than usual. */
  private static long lastBelated(
      List<String> hosts, Map<String, Long> appended, Map<String, Long> heard, long since) {
    long last = since;
    for (String host : hosts) {
      Long from = appended.get(host);
      Long at = heard.get(host);
      if (from != null && at != null && at - from > USUAL_MILLIS) {
        last = Math.max(last, at);
      }
    }
    return last;
  }
}
