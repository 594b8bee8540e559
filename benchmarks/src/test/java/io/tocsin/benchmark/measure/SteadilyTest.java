package io.tocsin.benchmark.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class SteadilyTest {
  @Test
  void doesItAgainAndAgainUntilItIsClosed() throws Exception {
    CountDownLatch often = new CountDownLatch(1_000);
    AtomicInteger done = new AtomicInteger();
    Steadily steadily =
        new Steadily(
            "often",
            1_000_000,
            () -> {
              done.incrementAndGet();
              often.countDown();
            });
    often.await();
    steadily.close();
    int then = done.get();

    assertThat(steadily.times()).isEqualTo(then).isGreaterThanOrEqualTo(1_000);
  }

  @Test
  void whatFailsEndsItAndIsThrown() throws Exception {
    Steadily steadily =
        new Steadily(
            "failing",
            10,
            () -> {
              throw new IllegalArgumentException("no");
            });

    assertThatThrownBy(() -> steadily.awaitFor(Duration.ofMinutes(1)))
        .isInstanceOf(ExecutionException.class)
        .hasRootCauseMessage("no");
    assertThatThrownBy(steadily::close).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void latenciesAreToldByRank() {
    Latencies latencies = Latencies.of(List.of(400L, 10L, 20L, 30L));

    assertThat(latencies.at(0.5)).isEqualTo(20);
    assertThat(latencies.at(1)).isEqualTo(400);
    assertThat(latencies.summary()).contains("n=4", "p50=20 ms", "max=400 ms");
    assertThat(latencies.histogram())
        .hasSize(11)
        .anyMatch(line -> line.matches(" *under 50 ms +3 #+"));
    assertThat(Latencies.of(List.of()).at(0.99)).isEqualTo(-1);
  }
}
