package io.tocsin.benchmark.measure;

import io.tocsin.sandbox.KafkaPart;
import io.tocsin.sandbox.Workspace;

/**
 * A broker for one measurement, in a workspace in which other parts can be started too. All of them
 * end, and what they held is deleted, when it is closed.
 */
public final class Broker implements AutoCloseable {
  private final Workspace workspace = Workspace.create();
  private final KafkaPart kafka = new KafkaPart(workspace, false);

  /** Starts it. */
  public Broker() {
    kafka.start();
  }

  /** Where other parts can be. */
  public Workspace workspace() {
    return workspace;
  }

  /** Host and port, as clients take it for {@code bootstrap.servers}. */
  public String bootstrap() {
    return kafka.bootstrapServers();
  }

  /** Its process. */
  public long pid() {
    return kafka.pid();
  }

  @Override
  public void close() {
    kafka.close();
    workspace.delete();
  }
}
