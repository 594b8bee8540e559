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
    Duration took = Duration.ofNanos(System.nanoTime() - begin);
    narrator.outcome(
        "in force from one whole minute in all subtasks; its alert was delivered "
            + Narrator.seconds(took)
            + " after the file was written, and no job was restarted");
  }
}
