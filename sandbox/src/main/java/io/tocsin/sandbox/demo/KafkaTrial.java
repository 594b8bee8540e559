package io.tocsin.sandbox.demo;

import io.tocsin.cluster.Polling;
import io.tocsin.notify.EngineWatch;
import java.time.Duration;
import java.util.Optional;

/** Kills Kafka until the system has said that it is blind: blindness is no silence. */
final class KafkaTrial implements Trial {

  /** Longer than the rule on silent hosts waits. */
  private static final Duration AWAY = Duration.ofSeconds(30);

  private final Installation installation;
  private final Narrator narrator;

  KafkaTrial(Installation installation, Narrator narrator) {
    this.installation = installation;
    this.narrator = narrator;
  }

  @Override
  public void run() {
    narrator.trial(
        "killing Kafka for half a minute; rule "
            + DemoRules.SILENT
            + " fires when a host has logged nothing for 20 s");
    int heard = installation.heard().count();
    long begin = System.nanoTime();
    installation.stack().kafka().kill();
    await(heard, true);
    Duration told = Duration.ofNanos(System.nanoTime() - begin);
    Polling.await(
        "half a minute",
        Installation.LIMIT,
        () -> Optional.of(System.nanoTime() - begin).filter(nanos -> nanos >= AWAY.toNanos()));
    installation.stack().kafka().start();
    long back = System.currentTimeMillis();
    await(heard, false);
    // Past the whole outage and a window behind it.
    long past = back + Duration.ofSeconds(25).toMillis();
    Polling.await(
        "event time to go on",
        Installation.LIMIT,
        () -> Optional.of(installation.said().clock()).filter(clock -> clock >= past));
    int silent = installation.said().of(DemoRules.SILENT).size();
    if (silent > 0) {
      throw new DemoException(silent + " hosts were called silent because Kafka was away");
    }
    narrator.outcome(
        "%s was told after %s without Kafka, and ended with it; not one of %d hosts was called silent"
            .formatted(EngineWatch.STALLED, Narrator.seconds(told), Shop.HOSTS.size()));
    narrator.more(
        "what is silent already is told once the rule's window no longer reaches into the outage");
  }

  private void await(int heard, boolean firing) {
    Polling.await(
        EngineWatch.STALLED + (firing ? "" : " to end"),
        Installation.LIMIT,
        () -> installation.heard().of(EngineWatch.STALLED, heard, firing));
  }
}
