package io.tocsin.flink.elasticsearch;

import java.io.Serializable;
import java.util.concurrent.CompletionStage;

/**
 * Keeps what Elasticsearch refused.
 *
 * <p>Called by one thread. A checkpoint that covers the entry completes only after the stage has;
 * if the stage fails, the entry is sent to Elasticsearch again, and so comes back.
 */
public interface RejectionHandler extends AutoCloseable {
  /** Takes a refused entry; the stage completes once it is durable. */
  CompletionStage<?> reject(Rejection rejection);

  @Override
  void close() throws Exception;

  /** Makes a handler where it is used. */
  @FunctionalInterface
  interface Factory extends Serializable {
    /** A handler for one subtask, which closes it. */
    RejectionHandler open();
  }
}
