package io.tocsin.sandbox.demo;

import io.tocsin.alert.Alert;
import io.tocsin.cluster.Polling;
import io.tocsin.sandbox.Part;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Kills a TaskManager with half of an incident counted: the rule fires only if that half is not
 * forgotten, with the right number only if nothing is counted twice.
 */
final class TaskManagerTrial implements Trial {

  private static final int HALF = 75;
  private static final String RULE = "error-burst";
  static final String HOST = "web-9";
  private static final String SERVICE = "cart";

  private final Traffic traffic = new Traffic(List.of(), HALF);
  private final Installation installation;
  private final Narrator narrator;

  TaskManagerTrial(Installation installation, Narrator narrator) {
    this.installation = installation;
    this.narrator = narrator;
  }

  @Override
  public void run() {
    Instant at = Instant.now();
    fail(at);
    awaitClock(at.plusMillis(1));
    narrator.trial(
        "killing a TaskManager (kill -9) when %d errors of %s on %s are counted: the rule wants more than 100"
            .formatted(HALF, SERVICE, HOST));
    Duration took = restart();
    // Of a slot that is over for long: an alert's first value in an open one may be too early.
    awaitClock(at.plusSeconds(20));
    fail(at);
    Polling.await("the alert", Installation.LIMIT, () -> value().filter(v -> v >= 2 * HALF));
    LogSender.Mark indexed = awaitIndexed();
    double value = value().orElseThrow();
    if (value != 2 * HALF) {
      throw new DemoException(
          "%d errors were sent, and the alert says %s".formatted(2 * HALF, value));
    }
    narrator.outcome(
        String.format(
            Locale.ROOT,
            "jobs went on by themselves after %s; %d errors more, and the alert says %.0f: none"
                + " forgotten, none twice. All %,d logs until then are indexed once each",
            Narrator.seconds(took),
            HALF,
            value,
            indexed.sent()));
  }

  private void fail(Instant at) {
    for (int i = 0; i < HALF; i++) {
      installation.sender().send(traffic.failure(at, SERVICE, HOST));
    }
  }

  private Duration restart() {
    Set<String> before = installation.flink().taskManagerIds();
    Part taskManager = installation.stack().flink().taskManagers().get(0);
    long begin = System.nanoTime();
    taskManager.kill();
    taskManager.start();
    Polling.await(
        "the TaskManager to be missed",
        Installation.LIMIT,
        () ->
            Optional.of(installation.flink().taskManagerIds())
                .filter(now -> !now.containsAll(before)));
    Polling.await(
        "the jobs to go on",
        Installation.LIMIT,
        () -> Optional.of(installation).filter(Installation::isWorking));
    return Duration.ofNanos(System.nanoTime() - begin);
  }

  private void awaitClock(Instant time) {
    Polling.await(
        "event time to go on",
        Installation.LIMIT,
        () ->
            Optional.of(installation.said().clock()).filter(clock -> clock >= time.toEpochMilli()));
  }

  private Optional<Double> value() {
    List<Alert> alerts = installation.said().of(RULE);
    return alerts.stream()
        .filter(alert -> HOST.equals(alert.group().get("host.name")))
        .map(Alert::value)
        .filter(value -> value != null)
        .findFirst();
  }

  /** Until as many logs are indexed as were sent up to some time after the jobs went on. */
  private LogSender.Mark awaitIndexed() {
    long now = System.currentTimeMillis();
    LogSender.Mark mark =
        Polling.await(
            "logs",
            Installation.LIMIT,
            () -> Optional.of(installation.sender().mark()).filter(each -> each.millis() > now));
    DemoIndex index = new DemoIndex(installation.stack().elasticsearch().uri());
    long indexed =
        Polling.await(
            "Elasticsearch to have all logs",
            Installation.LIMIT,
            () -> Optional.of(index.countUntil(mark.millis())).filter(n -> n >= mark.sent()));
    if (indexed != mark.sent()) {
      throw new DemoException(
          "%d logs were sent, and %d are indexed".formatted(mark.sent(), indexed));
    }
    return mark;
  }
}
