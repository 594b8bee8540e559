package io.tocsin.sandbox.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GuardedProcessTest {

  private static final Duration SOON = Duration.ofSeconds(20);

  @TempDir Path directory;

  @Test
  void closingEndsTheProcessAndItsChildren() throws IOException {
    GuardedProcess process = GuardedProcess.start(family(directory, ""));
    List<Long> pids = awaitPids(directory);

    process.close();

    assertThat(process.isAlive()).isFalse();
    awaitEndOf(pids);
  }

  @Test
  void killingEndsTheProcessAndItsChildrenAtOnce() throws IOException {
    GuardedProcess process = GuardedProcess.start(family(directory, "trap '' TERM;"));
    List<Long> pids = awaitPids(directory);

    process.kill();

    awaitEndOf(pids);
  }

  @Test
  void nothingIsLeftWhenTheLauncherIsKilled() throws IOException {
    Process launcher =
        new ProcessBuilder(
                Programs.java().toString(),
                "-Xmx32m",
                "-cp",
                System.getProperty("java.class.path"),
                Launcher.class.getName(),
                directory.toString())
            .redirectErrorStream(true)
            .start();
    List<Long> pids;
    try (BufferedReader output = launcher.inputReader(StandardCharsets.UTF_8)) {
      assertThat(output.readLine()).isEqualTo("started");
      pids = awaitPids(directory);
      assertThat(pids).hasSize(2).allMatch(GuardedProcessTest::isAlive);

      launcher.destroyForcibly();
    }

    awaitEndOf(pids);
  }

  @Test
  void aProcessThatEndsWhileStartingIsExplainedByItsLog() {
    Command command =
        new Command("part", List.of("sh", "-c", "echo the disk is full; exit 7"), directory);
    try (GuardedProcess process = GuardedProcess.start(command)) {
      assertThatThrownBy(() -> process.awaitReady(SOON, () -> false))
          .isInstanceOf(StartFailedException.class)
          .hasMessageContaining("part ended with status 7")
          .hasMessageContaining("the disk is full");
    }
  }

  @Test
  void aProcessThatIsNeverReadyIsEnded() throws IOException {
    GuardedProcess process = GuardedProcess.start(family(directory, ""));
    List<Long> pids = awaitPids(directory);

    assertThatThrownBy(
            () ->
                process.awaitReady(
                    Duration.ofMillis(300),
                    () -> {
                      throw new IOException("connection refused");
                    }))
        .hasMessageContaining("part was not ready")
        .hasMessageContaining("connection refused");

    awaitEndOf(pids);
  }

  @Test
  void aProgramThatIsNotThereIsNamed() {
    Command command = new Command("part", List.of("no-such-program"), directory);
    try (GuardedProcess process = GuardedProcess.start(command)) {
      assertThatThrownBy(() -> process.awaitReady(SOON, () -> false))
          .hasMessageContaining("no-such-program");
    }
  }

  /** Starts a family and waits to be killed. */
  static final class Launcher {

    private Launcher() {}

    public static void main(String[] arguments) throws IOException {
      GuardedProcess process = GuardedProcess.start(family(Path.of(arguments[0]), ""));
      System.out.println("started");
      if (System.in.read() < 0) {
        process.close();
      }
    }
  }

  /** A process with a child; each writes its id to a file. */
  private static Command family(Path directory, String preamble) {
    String script =
        preamble + "sleep 600 & echo $! > child.pid; echo $$ > parent.pid; wait; wait; wait";
    return new Command("part", List.of("sh", "-c", script), directory);
  }

  private static List<Long> awaitPids(Path directory) throws IOException {
    List<Path> files = Stream.of("child.pid", "parent.pid").map(directory::resolve).toList();
    await().atMost(SOON).until(() -> files.stream().allMatch(GuardedProcessTest::isWritten));
    List<Long> pids = new ArrayList<>();
    for (Path file : files) {
      pids.add(Long.parseLong(Files.readString(file).strip()));
    }
    return pids;
  }

  /** Waits, since a process that has ended is there until whoever adopted it has noticed. */
  private static void awaitEndOf(List<Long> pids) {
    await().atMost(SOON).until(() -> pids.stream().noneMatch(GuardedProcessTest::isAlive));
  }

  private static boolean isWritten(Path file) {
    return file.toFile().length() > 0;
  }

  private static boolean isAlive(long pid) {
    return ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false);
  }
}
