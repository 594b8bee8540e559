package io.tocsin.flink.elasticsearch;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class AgesTest {
  private final Ages ages = new Ages();

  @Test
  void nothingIsWaitingAtFirst() {
    assertThat(ages.oldestMillis(10_000)).isZero();
  }

  @Test
  void theOldestIsTheOneAcceptedFirstOfThoseNotSettled() {
    ages.accepted(at(1_000));
    ages.accepted(at(1_500));
    ages.accepted(at(4_000));

    ages.settled(at(1_000));
    assertThat(ages.oldestMillis(10_000)).isEqualTo(9_000);
    ages.settled(at(1_500));
    assertThat(ages.oldestMillis(10_000)).isEqualTo(6_000);
    ages.settled(at(4_000));
    assertThat(ages.oldestMillis(10_000)).isZero();
  }

  private static PendingEntry at(long millis) {
    return new PendingEntry(BulkEntry.create("t", "1", new byte[0]), millis);
  }
}
