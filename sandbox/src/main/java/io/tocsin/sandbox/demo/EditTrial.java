package io.tocsin.sandbox.demo;

import io.tocsin.cluster.Polling;
import java.time.Duration;
import java.util.Locale;

/** Edits a rule while the jobs run. */
final class EditTrial implements Trial {

  private final Installation installation;
  private final Narrator narrator;

  EditTrial(Installation installation, Narrator narrator) {
    this.installation = installation;
    this.narrator = narrator;
  }

  @Override
  public void run() {
    narrator.trial(
        String.format(
            Locale.ROOT,
            "editing rule %s, to fire above %,d logs a minute instead of %,d: %s",
            DemoRules.BUSY,
            DemoRules.FEW,
            DemoRules.MANY,
            installation.rules().edited()));
    int heard = installation.heard().count();
    long begin = System.nanoTime();
    installation.rules().busy(DemoRules.FEW);
    Polling.await(
        "the rule to fire",
        Installation.LIMIT,
        () -> installation.heard().of(DemoRules.BUSY, heard, true));
    narrator.outcome(
        "in force, and its alert delivered, %s after the file was written; no job was restarted"
            .formatted(Narrator.seconds(Duration.ofNanos(System.nanoTime() - begin))));
  }
}
