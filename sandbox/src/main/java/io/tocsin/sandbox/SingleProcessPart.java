package io.tocsin.sandbox;

import io.tocsin.sandbox.process.GuardedProcess;
import org.jspecify.annotations.Nullable;

/** A part that is one process. */
abstract class SingleProcessPart implements Part {

  private @Nullable GuardedProcess process;

  /** Starts the process and waits until it answers. */
  abstract GuardedProcess launch();

  @Override
  public final synchronized void start() {
    if (isRunning()) {
      throw new IllegalStateException(name() + " is running");
    }
    process = launch();
  }

  @Override
  public final synchronized boolean isRunning() {
    return process != null && process.isAlive();
  }

  @Override
  public final synchronized void kill() {
    if (process != null) {
      process.kill();
    }
  }

  @Override
  public final synchronized void close() {
    if (process != null) {
      process.close();
    }
  }

  /** The process's id, for whoever wants to disturb or measure it. */
  public final synchronized long pid() {
    if (process == null) {
      throw new IllegalStateException(name() + " was never started");
    }
    return process.pid();
  }
}
