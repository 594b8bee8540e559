package io.tocsin.benchmark.delivery;

import io.tocsin.benchmark.measure.Latencies;
import io.tocsin.benchmark.measure.Steadily;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/** Alerts that are made to fire four times a second, each of a host of its own. */
final class Probes {
  private static final double A_SECOND = 4;
  private static final Duration LAST_ONES = Duration.ofSeconds(10);
  private static final long ASK_NANOS = 100_000_000;

  private int next;

  /** What is done while they fire. */
  interface Meanwhile {
    void run() throws Exception;
  }

  /** Makes them fire for so long; returns their hosts. */
  List<String> fire(Traffic traffic, int seconds) throws Exception {
    return fire(traffic, seconds, () -> {});
  }

  /**
   * Makes them fire for so long after something was done, and while it is.
   *
   * @return their hosts
   */
  List<String> fire(Traffic traffic, int seconds, Meanwhile meanwhile) throws Exception {
    List<String> hosts = Collections.synchronizedList(new ArrayList<>());
    try (Steadily probing = new Steadily("probes", A_SECOND, () -> hosts.add(fireOne(traffic)))) {
      meanwhile.run();
      probing.awaitFor(Duration.ofSeconds(seconds));
    }
    return hosts;
  }

  private String fireOne(Traffic traffic) {
    String host = "probe-" + next++;
    traffic.probe(host);
    return host;
  }

  /** Waits until all were heard of, but not for ever. */
  static void awaitHeard(List<String> hosts, Map<String, Long> heard) {
    long patience = System.nanoTime() + LAST_ONES.toNanos();
    while (!heard.keySet().containsAll(hosts) && System.nanoTime() < patience) {
      LockSupport.parkNanos(ASK_NANOS);
    }
  }

  /** How long each took from one time to another; of what nobody heard, the user is told. */
  static Latencies between(List<String> hosts, Map<String, Long> from, Map<String, Long> until) {
    List<Long> millis = new ArrayList<>();
    for (String host : hosts) {
      Long began = from.get(host);
      Long ended = until.get(host);
      if (began == null || ended == null) {
        System.out.println("nobody was told of " + host);
      } else {
        millis.add(ended - began);
      }
    }
    return Latencies.of(millis);
  }
}
