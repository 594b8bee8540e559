package io.tocsin.sandbox.demo;

import io.tocsin.cluster.FlinkClient;
import io.tocsin.cluster.JobKind;
import io.tocsin.sandbox.Stack;
import java.time.Duration;
import java.util.Map;

/**
 * The running system and what is heard of it.
 *
 * @param jobs their ids
 * @param rules the demo's own, which may be edited
 * @param heard what came to the webhook
 * @param said what came to the topic of alerts
 */
record Installation(
    Stack stack,
    Map<JobKind, String> jobs,
    DemoRules rules,
    LogSender sender,
    HeardNotices heard,
    SaidAlerts said) {

  /** How long anything may take, on a machine that is busy. */
  static final Duration LIMIT = Duration.ofMinutes(4);

  FlinkClient flink() {
    return stack.flink().client();
  }

  /** Whether all tasks of all jobs run. */
  boolean isWorking() {
    FlinkClient client = flink();
    return jobs.values().stream().allMatch(client::isFullyRunning);
  }
}
