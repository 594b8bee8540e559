package io.tocsin.sandbox.process;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A process that ends with this JVM at the latest, however this JVM ends.
 *
 * <p>Starting, waiting and stopping are for one thread at a time; {@link #kill} and {@link
 * #isAlive} may be called from any.
 */
public final class GuardedProcess implements AutoCloseable {

  private static final int GRACE_SECONDS = 15;
  private static final Duration POLL = Duration.ofMillis(100);
  private static final String GUARD = readGuard();

  private final Command command;
  private final Process guard;
  private final ProcessHandle process;
  private volatile boolean endIsWanted;
  private volatile boolean endedUnasked;

  private GuardedProcess(Command command, Process guard, ProcessHandle process) {
    this.command = command;
    this.guard = guard;
    this.process = process;
  }

  /** Something that is true once the process does its work. May throw while it does not yet. */
  @FunctionalInterface
  public interface Check {

    /** Asks once. */
    boolean passes() throws Exception;
  }

  /**
   * Starts the command; what it prints is appended to its log.
   *
   * @throws StartFailedException if there is no shell or the process cannot be made
   */
  static GuardedProcess start(Command command) {
    List<String> line = new ArrayList<>();
    if (Programs.isOnPath("setsid")) {
      // Not in the launcher's process group, so that a signal to that whole group, which may be a
      // kill -9, leaves the guard to do its work.
      line.add("setsid");
    }
    line.addAll(List.of("sh", "-c", GUARD, "guard"));
    line.addAll(List.of(command.log().toString(), Integer.toString(GRACE_SECONDS)));
    line.addAll(command.line());
    ProcessBuilder builder =
        new ProcessBuilder(line)
            .directory(command.directory().toFile())
            .redirectError(ProcessBuilder.Redirect.appendTo(command.log().toFile()));
    builder.environment().putAll(command.environment());
    try {
      Process guard = builder.start();
      return new GuardedProcess(command, guard, childOf(guard, command));
    } catch (IOException e) {
      throw new StartFailedException("cannot start " + command.name() + ": " + e.getMessage(), e);
    }
  }

  private static ProcessHandle childOf(Process guard, Command command) throws IOException {
    try (BufferedReader output = guard.inputReader(UTF_8)) {
      String pid = output.readLine();
      if (pid == null) {
        throw new StartFailedException(
            command.name() + " did not start" + ProcessLog.end(command.log()));
      }
      // A process that has ended already has no handle; its guard's stands in, and ends too.
      return ProcessHandle.of(Long.parseLong(pid)).orElse(guard.toHandle());
    }
  }

  /**
   * Waits until the check passes.
   *
   * @throws StartFailedException if the process ends first, or the limit is over; the process is
   *     ended then
   */
  public void awaitReady(Duration limit, Check check) {
    try {
      poll(limit, check);
    } catch (StartFailedException e) {
      close();
      throw e;
    }
  }

  private void poll(Duration limit, Check check) {
    long deadline = System.nanoTime() + limit.toNanos();
    Exception last = null;
    while (System.nanoTime() < deadline) {
      try {
        if (check.passes()) {
          return;
        }
      } catch (InterruptedException e) {
        throw interrupted(e);
      } catch (Exception notYet) {
        last = notYet;
      }
      if (exitsWithin(POLL)) {
        throw new StartFailedException(
            "%s ended with status %d while starting%s"
                .formatted(command.name(), guard.exitValue(), explanation()));
      }
    }
    String symptom = last == null ? "" : " (" + last.getMessage() + ")";
    throw new StartFailedException(
        "%s was not ready after %d s%s%s"
            .formatted(command.name(), limit.toSeconds(), symptom, explanation()));
  }

  /**
   * Waits until the process ends by itself, for programs that do one thing.
   *
   * @throws StartFailedException if its status is not 0, or the limit is over
   */
  public void awaitSuccess(Duration limit) {
    if (!exitsWithin(limit)) {
      close();
      throw new StartFailedException(
          "%s did not end within %d s%s"
              .formatted(command.name(), limit.toSeconds(), explanation()));
    }
    if (guard.exitValue() != 0) {
      throw new StartFailedException(
          "%s ended with status %d%s".formatted(command.name(), guard.exitValue(), explanation()));
    }
  }

  /** The id of the process itself, not of its guard. */
  public long pid() {
    return process.pid();
  }

  /** The file that holds what the process prints. */
  public Path log() {
    return command.log();
  }

  /** Whether the process, or something that it started, is still there. */
  public boolean isAlive() {
    return guard.isAlive();
  }

  /**
   * How the process has ended, and what its log says of it, if nobody asked it to and its status is
   * not 0; null if that is not so.
   */
  public @Nullable String crash() {
    boolean unasked = endIsWanted ? endedUnasked : !guard.isAlive();
    return unasked && guard.exitValue() != 0
        ? "%s ended by itself with status %d%s"
            .formatted(command.name(), guard.exitValue(), ProcessLog.ofCrash(command.log()))
        : null;
  }

  private void wantEnd() {
    if (!endIsWanted) {
      endedUnasked = !guard.isAlive();
      endIsWanted = true;
    }
  }

  /** Ends the process and what it started at once, as a crash would; returns when they are gone. */
  public void kill() {
    wantEnd();
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
    close();
  }

  /**
   * Asks the process to end, ends it forcibly {@value #GRACE_SECONDS} s later, and returns when it
   * is gone. Safe to repeat.
   */
  @Override
  public void close() {
    requestEnd();
    if (!isGoneWithin(Duration.ofSeconds(GRACE_SECONDS + 5))) {
      process.destroyForcibly();
      guard.destroyForcibly();
    }
  }

  /** Asks the process to end and does not wait for it; the guard sees to it that it does. */
  void requestEnd() {
    wantEnd();
    try {
      guard.getOutputStream().close();
    } catch (IOException e) {
      // The pipe is broken when the guard has ended, which is what is asked for.
      if (guard.isAlive()) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /** Waits out interruptions: who stops everything because of one still wants it stopped. */
  private boolean isGoneWithin(Duration limit) {
    long deadline = System.nanoTime() + limit.toNanos();
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return guard.waitFor(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private boolean exitsWithin(Duration limit) {
    try {
      return guard.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  private StartFailedException interrupted(InterruptedException e) {
    Thread.currentThread().interrupt();
    return new StartFailedException("interrupted while waiting for " + command.name(), e);
  }

  private String explanation() {
    return ProcessLog.end(command.log());
  }

  private static String readGuard() {
    try (InputStream script = GuardedProcess.class.getResourceAsStream("guard.sh")) {
      if (script == null) {
        throw new IllegalStateException("guard.sh is missing from the class path");
      }
      return new String(script.readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
