package io.tocsin.sandbox.demo;

import io.tocsin.alert.Alert;
import io.tocsin.cluster.Polling;
import java.time.Duration;

/** Edits a rule and makes a mistake in it. */
final class SlipTrial implements Trial {

  static final String REJECTED = "tocsin/rules-rejected";

  private final Installation installation;
  private final Narrator narrator;

  SlipTrial(Installation installation, Narrator narrator) {
    this.installation = installation;
    this.narrator = narrator;
  }

  @Override
  public void run() {
    narrator.trial("editing it again, with a slip of the pen: wehn instead of when");
    int heard = installation.heard().count();
    long begin = System.nanoTime();
    installation.rules().slip(DemoRules.FEW);
    Notice refused =
        Polling.await(
            "the file to be refused",
            Installation.LIMIT,
            () -> installation.heard().of(REJECTED, heard, true));
    if (installation.said().of(DemoRules.BUSY).stream()
        .noneMatch(alert -> alert.state() == Alert.State.FIRING)) {
      throw new DemoException("a file that was refused has ended its rule's alert");
    }
    narrator.outcome(
        "refused %s after it was written, as it says below; the rule as it was goes on, and its alert"
                .formatted(Narrator.seconds(Duration.ofNanos(System.nanoTime() - begin)))
            + " still fires");
    refused.annotation("sample").lines().forEach(narrator::more);
    installation.rules().busy(DemoRules.FEW);
  }
}
