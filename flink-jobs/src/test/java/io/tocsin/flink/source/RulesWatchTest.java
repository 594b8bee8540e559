package io.tocsin.flink.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.rule.RuleBundle;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RulesWatchTest {
  private static final RulesInForce A_IN_FORCE =
      RulesInForce.NONE.with(
          new SourceElement.Rules(Bundles.A, RulesInForce.BEGINNING, RulesInForce.BEGINNING));

  private final List<String> asked = new ArrayList<>();
  private RuleBundle files = Bundles.A;
  private RulesInForce inForce = RulesInForce.NONE;
  private final RulesWatch watch =
      new RulesWatch(
          () -> files,
          (before, read) -> {
            asked.add((before == null ? "-" : text(before)) + " to " + text(read));
            return read;
          },
          () -> inForce);

  @Test
  void theFirstStartTakesWhatItFinds() throws IOException {
    assertThat(watch.poll()).isEqualTo(Bundles.A);
    assertThat(asked).containsExactly("- to a");
  }

  @Test
  void aChangeIsAcceptedWhenItIsReadTwice() throws IOException {
    inForce = A_IN_FORCE;
    files = Bundles.B;
    assertThat(watch.poll()).isNull();
    assertThat(watch.poll()).isEqualTo(Bundles.B);
  }

  @Test
  void whatIsStillBeingWrittenIsNotAccepted() throws IOException {
    inForce = A_IN_FORCE;
    files = Bundles.B;
    watch.poll();
    files = Bundles.C;
    assertThat(watch.poll()).isNull();
    assertThat(watch.poll()).isEqualTo(Bundles.C);
    assertThat(asked).containsExactly("a to c");
  }

  @Test
  void filesThatStayAreAcceptedOnceAndWantedUntilTheyAreInForce() throws IOException {
    inForce = A_IN_FORCE;
    files = Bundles.B;
    watch.poll();
    watch.poll();
    assertThat(watch.poll()).isEqualTo(Bundles.B);
    assertThat(asked).containsExactly("a to b");
  }

  private static String text(RuleBundle bundle) {
    return bundle.files().get(0).text();
  }
}
