package io.tocsin.cli;

import io.tocsin.sandbox.process.Programs;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/**
 * A process that cannot write to files any more: to it every disk is full. It is the soft limit on
 * the size of what it writes, which takes no rights to set.
 */
final class FullDisk implements AutoCloseable {
  private final long pid;

  private FullDisk(long pid) {
    this.pid = pid;
  }

  /** Until this is closed. */
  static FullDisk of(long pid) throws IOException, InterruptedException {
    Assumptions.assumeTrue(
        Programs.isOnPath("prlimit"), "skipped from here on: no prlimit on the PATH (util-linux)");
    limit(pid, "0");
    return new FullDisk(pid);
  }

  private static void limit(long pid, String bytes) throws IOException, InterruptedException {
    Process prlimit =
        new ProcessBuilder("prlimit", "--pid", Long.toString(pid), "--fsize=" + bytes + ":")
            .inheritIO()
            .start();
    if (!prlimit.waitFor(30, TimeUnit.SECONDS) || prlimit.exitValue() != 0) {
      throw new IllegalStateException("prlimit failed");
    }
  }

  @Override
  public void close() throws IOException, InterruptedException {
    limit(pid, "unlimited");
  }
}
