package io.tocsin.sandbox.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

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

  private static final Duration SOON = Duration.ofSeconds(20);

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

  @Test
  void whatEndsByItselfIsRememberedWithWhatItsLogSaysOfIt() {
    try (ProcessGroup group = new ProcessGroup()) {
      GuardedProcess crashes =
          group.start(shell("crashes", "echo FATAL: the disk is full; seq 1000; exit 239"));
      GuardedProcess ends = group.start(shell("ends", "exit 0"));
      GuardedProcess killed = group.start(sleeper());
      await().atMost(SOON).until(() -> !crashes.isAlive() && !ends.isAlive());
      killed.kill();
      crashes.close();
      group.start(sleeper());

      assertThat(group.crashed()).containsExactly(crashes);
      assertThat(crashes.crash())
          .startsWith("crashes ended by itself with status 239; from ")
          .contains("FATAL: the disk is full\n  1\n")
          .doesNotContain("1000");
    }
  }

  private Command shell(String name, String script) {
    return new Command(name, List.of("sh", "-c", script), directory);
  }

  private Command sleeper() {
    return new Command("sleeper", List.of("sleep", "600"), directory);
  }
}
