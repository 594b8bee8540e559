package io.tocsin.flink.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.flink.source.RulesInForce.Dated;
import io.tocsin.flink.source.SourceElement.Rules;
import org.junit.jupiter.api.Test;

class RulesInForceTest {
  private static final long NEVER = RulesInForce.BEGINNING;

  @Test
  void eachSetGovernsUntilTheNext() {
    RulesInForce rules =
        RulesInForce.NONE
            .with(new Rules(Bundles.A, 0, RulesInForce.BEGINNING, NEVER))
            .with(new Rules(Bundles.B, 1, 60_000, NEVER));

    assertThat(rules.sets())
        .containsExactly(
            new Dated(Bundles.A, 0, RulesInForce.BEGINNING), new Dated(Bundles.B, 1, 60_000));
    assertThat(rules.latest()).isEqualTo(Bundles.B);
  }

  @Test
  void aSetThatWouldGovernNoSlotIsReplaced() {
    RulesInForce rules =
        RulesInForce.NONE
            .with(new Rules(Bundles.A, 0, RulesInForce.BEGINNING, NEVER))
            .with(new Rules(Bundles.B, 1, 60_000, NEVER))
            .with(new Rules(Bundles.C, 2, 60_000, NEVER));

    assertThat(rules.bundles()).containsExactly(Bundles.A, Bundles.C);
  }

  @Test
  void theFirstSetIsReplacedWhereNoSlotHasBegun() {
    RulesInForce rules =
        RulesInForce.NONE
            .with(new Rules(Bundles.A, 0, RulesInForce.BEGINNING, NEVER))
            .with(new Rules(Bundles.B, 1, RulesInForce.BEGINNING, NEVER));

    assertThat(rules.bundles()).containsExactly(Bundles.B);
  }

  @Test
  void whatWasSupersededLongAgoIsForgotten() {
    RulesInForce rules =
        RulesInForce.NONE
            .with(new Rules(Bundles.A, 0, RulesInForce.BEGINNING, NEVER))
            .with(new Rules(Bundles.B, 1, 60_000, NEVER))
            .with(new Rules(Bundles.C, 2, 7_200_000, 60_000));

    assertThat(rules.bundles()).containsExactly(Bundles.B, Bundles.C);
  }

  @Test
  void itIsTheSameWhenItIsToldAgain() {
    RulesInForce rules =
        RulesInForce.NONE
            .with(new Rules(Bundles.A, 0, RulesInForce.BEGINNING, NEVER))
            .with(new Rules(Bundles.B, 1, 60_000, NEVER))
            .with(new Rules(Bundles.C, 2, 7_200_000, 60_000));

    RulesInForce again = RulesInForce.NONE;
    for (Dated set : rules.sets()) {
      again = again.with(new Rules(set.bundle(), set.number(), set.fromSlotMillis(), NEVER));
    }
    assertThat(again).isEqualTo(rules);
  }
}
