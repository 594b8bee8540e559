package io.tocsin.sandbox;

import io.tocsin.sandbox.process.StartFailedException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** All parts together, started side by side and stopped in order. */
public final class Stack implements AutoCloseable {

  /** The bucket of checkpoints and savepoints. */
  public static final String BUCKET = "tocsin";

  private final Workspace workspace;
  private final KafkaPart kafka;
  private final ElasticsearchPart elasticsearch;
  private final ObjectStorePart objectStore;
  private final FlinkPart flink;

  /** Hears of parts as they come up; called from several threads, never at the same time. */
  @FunctionalInterface
  public interface Progress {

    /** A part answers, this long after it was started. */
    void ready(Part part, Duration after);
  }

  /**
   * A stack that is not started yet.
   *
   * @param usualPorts whether parts take the ports that people expect of them where those are free
   */
  public Stack(Workspace workspace, boolean usualPorts) {
    this.workspace = workspace;
    kafka = new KafkaPart(workspace, usualPorts);
    elasticsearch = new ElasticsearchPart(workspace, usualPorts);
    objectStore = new ObjectStorePart(workspace, usualPorts);
    flink = new FlinkPart(workspace, usualPorts, objectStore, BUCKET);
  }

  /**
   * Starts all parts and returns when all answer.
   *
   * @throws StartFailedException if one does not come up; the others are ended then
   */
  public void start(Progress progress) {
    ExecutorService threads = Executors.newCachedThreadPool();
    try {
      CompletionService<Part> started = new ExecutorCompletionService<>(threads);
      List<Part> parts = parts();
      for (Part part : parts) {
        started.submit(() -> start(part, progress));
      }
      for (int i = 0; i < parts.size(); i++) {
        started.take().get();
      }
    } catch (ExecutionException e) {
      workspace.processes().close();
      throw e.getCause() instanceof StartFailedException failure
          ? failure
          : new CompletionException(e.getCause());
    } catch (InterruptedException e) {
      workspace.processes().close();
      Thread.currentThread().interrupt();
      throw new StartFailedException("interrupted while starting", e);
    } finally {
      threads.shutdownNow();
    }
  }

  private Part start(Part part, Progress progress) {
    long begin = System.nanoTime();
    part.start();
    synchronized (this) {
      progress.ready(part, Duration.ofNanos(System.nanoTime() - begin));
    }
    return part;
  }

  /** The Kafka broker. */
  public KafkaPart kafka() {
    return kafka;
  }

  /** The Elasticsearch server. */
  public ElasticsearchPart elasticsearch() {
    return elasticsearch;
  }

  /** The S3 server. */
  public ObjectStorePart objectStore() {
    return objectStore;
  }

  /** The Flink cluster. */
  public FlinkPart flink() {
    return flink;
  }

  /** Where data and logs are. */
  public Workspace workspace() {
    return workspace;
  }

  /** All parts. */
  public List<Part> parts() {
    return List.of(kafka, elasticsearch, objectStore, flink);
  }

  /** Stops readers before what they read, and returns when every process is gone. */
  @Override
  public void close() {
    flink.close();
    workspace.processes().close();
  }
}
