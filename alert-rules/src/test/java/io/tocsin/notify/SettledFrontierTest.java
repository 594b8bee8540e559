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

  /** The clock of the machines was set back by an hour before the job began anew. */
  @Test
  void aRunWithAnEarlierClockTakesOverOnceAllOfItIsHeard() {
    heard(0, 2, 3_600_000, 900_000);
    heard(1, 2, 3_600_000, 900_000);

    assertThat(heard(0, 3, 10, 700_000)).isEmpty();
    assertThat(heard(1, 3, 10, 700_000)).isEmpty();
    assertThat(heard(2, 3, 10, 950_000)).hasValue(400_000);
    assertThat(heard(0, 3, 20, 950_000)).hasValue(400_000);
  }

  @Test
  void whatIsLeftOfAnEndedRunDoesNotTakeOver() {
    heard(0, 2, 1_000, 900_000);
    heard(1, 2, 1_000, 900_000);
    heard(0, 1, 10, 100_000_000);
    heard(0, 3, 10, 700_000);
    heard(1, 3, 10, 700_000);
    heard(0, 2, 1_200, 900_000);

    assertThat(heard(2, 3, 10, 700_000)).isEmpty();
    assertThat(heard(1, 2, 1_200, 1_000_000)).hasValue(600_000);
  }
}
