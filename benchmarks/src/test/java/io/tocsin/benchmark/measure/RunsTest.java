package io.tocsin.benchmark.measure;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RunsTest {
  private static Run run(long millis) {
    return new Run(1_000, new Usage(millis * 1_000_000, millis * 2_000_000, 5_000, 7), 0);
  }

  private static Runs runs(long... millis) {
    Runs runs = new Runs("some");
    for (long each : millis) {
      runs.add(run(each));
    }
    return runs;
  }

  @Test
  void aRateIsOfTimeAndOfProcessorTime() {
    assertThat(run(500).rate()).isEqualTo(2_000);
    assertThat(run(500).perCpuSecond()).isEqualTo(1_000);
    assertThat(run(500).bytesPerLog()).isEqualTo(5);
  }

  @Test
  void theMedianIgnoresWhatWasDisturbed() {
    assertThat(runs(1_000, 500, 90_000).median(Run::rate)).isEqualTo(1_000);
    assertThat(runs(1_000, 500).median(Run::rate)).isEqualTo(1_500);
    assertThat(runs(1_000, 500, 2_000).spread()).isEqualTo(1.5);
  }

  @Test
  void aLineEndsInItsRatio() {
    assertThat(runs(500).ratio(runs(1_000))).isEqualTo(2);
    assertThat(runs(500).line(runs(1_000))).startsWith("some ").endsWith(" 2.00");
  }

  @Test
  void casesAreRunInTurnsAndTheFirstTurnsAreNotCounted() throws Exception {
    List<String> order = new ArrayList<>();
    Comparison comparison = new Comparison("two");
    comparison.add("a", () -> noted("a", order));
    comparison.add("b", () -> noted("b", order));
    comparison.run(2, 2, name -> {});
    assertThat(order).containsExactly("a", "b", "a", "b", "a", "b", "a", "b");
    assertThat(comparison.all()).extracting(Runs::name).containsExactly("a", "b");
    // The warm-ups are as slow as can be, and are not among the runs.
    assertThat(comparison.all().get(0).spread()).isZero();
  }

  private static Run noted(String name, List<String> order) {
    order.add(name);
    return run(order.size() <= 4 ? 60_000 : 1_000);
  }
}
