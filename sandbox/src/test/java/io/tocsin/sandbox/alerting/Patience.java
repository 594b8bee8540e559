package io.tocsin.sandbox.alerting;

import java.time.Duration;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;

/** How long a test waits for what must come: on a slow machine too. */
final class Patience {
  private Patience() {}

  /** Looks ten times a second. */
  static ConditionFactory patiently() {
    return Awaitility.await().atMost(Duration.ofSeconds(90)).pollInterval(Duration.ofMillis(100));
  }
}
