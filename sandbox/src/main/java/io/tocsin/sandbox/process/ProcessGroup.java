package io.tocsin.sandbox.process;

import java.util.ArrayList;
import java.util.List;

/**
 * The processes of one stack. They can all be ended from another thread, also while one of them is
 * being waited for; none is started after that.
 */
public final class ProcessGroup implements AutoCloseable {

  private final List<GuardedProcess> processes = new ArrayList<>();
  private boolean closed;

  /**
   * Starts a process that belongs to the group.
   *
   * @throws StartFailedException if it cannot be made, or the group is closed
   */
  public GuardedProcess start(Command command) {
    synchronized (processes) {
      if (closed) {
        throw new StartFailedException(
            command.name() + " was not started: everything is being stopped");
      }
      GuardedProcess process = GuardedProcess.start(command);
      processes.removeIf(old -> !old.isAlive() && old.crash() == null);
      processes.add(process);
      return process;
    }
  }

  /** Those that have {@linkplain GuardedProcess#crash crashed}. */
  public List<GuardedProcess> crashed() {
    synchronized (processes) {
      return processes.stream().filter(process -> process.crash() != null).toList();
    }
  }

  /** Asks all to end, and returns when they are gone. */
  @Override
  public void close() {
    List<GuardedProcess> rest;
    synchronized (processes) {
      closed = true;
      rest = List.copyOf(processes);
    }
    rest.forEach(GuardedProcess::requestEnd);
    rest.forEach(GuardedProcess::close);
  }
}
