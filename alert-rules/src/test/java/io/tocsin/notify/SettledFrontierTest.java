package io.tocsin.notify;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.alert.Heartbeat;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class SettledFrontierTest {
  private static final long LATE = 300_000;

  private final SettledFrontier frontier = new SettledFrontier();

  private OptionalLong heard(int subtask, int subtasks, long at, long watermark) {
    return frontier.heard(new Heartbeat(subtask, subtasks, at, watermark, LATE, null));
  }

  @Test
  void allSubtasksMustHaveSpokenAndTheSlowestCounts() {
    assertThat(heard(0, 2, 1, 900_000)).isEmpty();
    assertThat(heard(1, 2, 1, 600_000)).hasValue(300_000);
    assertThat(heard(1, 2, 2, 1_000_000)).hasValue(600_000);
  }

  @Test
  void aSubtaskWithoutAWatermarkHoldsItBack() {
    heard(0, 2, 1, 900_000);

    assertThat(heard(1, 2, 1, Long.MIN_VALUE)).isEmpty();
  }

  @Test
  void anotherParallelismBeginsAnew() {
    heard(0, 2, 1, 900_000);
    heard(1, 2, 1, 900_000);

    assertThat(heard(2, 3, 2, 700_000)).isEmpty();
    assertThat(heard(0, 2, 1, 950_000)).isEmpty();
    assertThat(heard(1, 3, 3, 700_000)).isEmpty();
    assertThat(heard(0, 3, 4, 800_000)).hasValue(400_000);
  }
}
