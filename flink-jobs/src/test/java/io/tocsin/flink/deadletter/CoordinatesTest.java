package io.tocsin.flink.deadletter;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CoordinatesTest {
  private static final long TIME = 1_793_000_000_000L;

  @Test
  void theSameRecordHasTheSameIdHoweverOftenItIsRead() {
    Coordinates read = new Coordinates("logs", 3, 12, TIME);

    assertThat(read.id()).isEqualTo("logs:3:12:mvoxwmbk");
    assertThat(Coordinates.parse(read.toBytes())).isEqualTo(read);
    assertThat(Coordinates.parse(read.toBytes()).id()).isEqualTo(read.id());
  }

  @Test
  void aRecordOfATopicThatWasMadeAgainHasAnother() {
    assertThat(new Coordinates("logs", 3, 12, TIME).id())
        .isNotEqualTo(new Coordinates("logs", 3, 12, TIME + 1).id());
  }
}
