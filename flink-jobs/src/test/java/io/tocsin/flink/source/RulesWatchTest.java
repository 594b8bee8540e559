package io.tocsin.flink.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.flink.job.TestingClock;
import io.tocsin.rule.RuleBundle;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RulesWatchTest {
  private static final RulesInForce A_IN_FORCE =
      RulesInForce.NONE.with(
          new SourceElement.Rules(Bundles.A, 0, RulesInForce.BEGINNING, RulesInForce.BEGINNING));

  private final List<String> asked = new ArrayList<>();
  private RuleBundle files = Bundles.A;
  private RulesInForce inForce = RulesInForce.NONE;
  private final TestingClock clock = new TestingClock();
  private final RulesWatch watch =
      new RulesWatch(
          () -> files,
          (before, read) -> {
            asked.add((before == null ? "-" : text(before)) + " to " + text(read));
            return new RulesAcceptance.Wanted(read, List.of(), 0);
          },
          () -> inForce,
          clock,
          Duration.ofSeconds(10));

  @Test
  void theFirstStartTakesWhatItFinds() throws IOException {
    assertThat(poll()).isEqualTo(Bundles.A);
    assertThat(asked).containsExactly("- to a");
  }

  @Test
  void aChangeIsAcceptedWhenItIsReadTwice() throws IOException {
    inForce = A_IN_FORCE;
    files = Bundles.B;
    assertThat(poll()).isNull();
    assertThat(poll()).isEqualTo(Bundles.B);
  }

  @Test
  void whatIsStillBeingWrittenIsNotAccepted() throws IOException {
    inForce = A_IN_FORCE;
    files = Bundles.B;
    poll();
    files = Bundles.C;
    assertThat(poll()).isNull();
    assertThat(poll()).isEqualTo(Bundles.C);
    assertThat(asked).containsExactly("a to c");
  }

  @Test
  void filesThatStayAreAcceptedOnceAndWantedUntilTheyAreInForce() throws IOException {
    inForce = A_IN_FORCE;
    files = Bundles.B;
    poll();
    poll();
    assertThat(poll()).isEqualTo(Bundles.B);
    assertThat(asked).containsExactly("a to b");
  }

  @Test
  void twoReadsAtOnceProveNothing() throws IOException {
    inForce = A_IN_FORCE;
    files = Bundles.B;
    poll();
    assertThat(watch.poll()).isNull();
    assertThat(poll()).isEqualTo(Bundles.B);
  }

  @Test
  void aChangeIsAcceptedThoughTheClockWasSetBack() throws IOException {
    inForce = A_IN_FORCE;
    poll();
    clock.step(-3_600_000);
    files = Bundles.B;
    assertThat(poll()).isNull();
    assertThat(poll()).isEqualTo(Bundles.B);
  }

  /** Polls ten seconds after whatever was before. */
  private @Nullable RuleBundle poll() throws IOException {
    clock.pass(10_000);
    RulesAcceptance.Wanted wanted = watch.poll();
    return wanted == null ? null : wanted.bundle();
  }

  private static String text(RuleBundle bundle) {
    return bundle.files().get(0).text();
  }
}
