package io.tocsin.sandbox.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcessGroupTest {

  @TempDir Path directory;

  @Test
  void closingEndsAProcessThatAnotherThreadWaitsFor() throws Exception {
    ProcessGroup group = new ProcessGroup();
    GuardedProcess process = group.start(sleeper());
    CountDownLatch asked = new CountDownLatch(1);
    CompletableFuture<Void> waiting =
        CompletableFuture.runAsync(
            () ->
                process.awaitReady(
                    Duration.ofSeconds(60),
                    () -> {
                      asked.countDown();
                      return false;
                    }));
    assertThat(asked.await(20, TimeUnit.SECONDS)).isTrue();

    group.close();

    assertThat(process.isAlive()).isFalse();
    assertThatThrownBy(() -> waiting.get(20, TimeUnit.SECONDS))
        .isInstanceOf(ExecutionException.class)
        .hasMessageContaining("sleeper ended");
  }

  @Test
  void nothingIsStartedInAClosedGroup() {
    ProcessGroup group = new ProcessGroup();
    group.close();

    assertThatThrownBy(() -> group.start(sleeper()))
        .isInstanceOf(StartFailedException.class)
        .hasMessageContaining("sleeper was not started");
  }

  private Command sleeper() {
    return new Command("sleeper", List.of("sleep", "600"), directory);
  }
}
