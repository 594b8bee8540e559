package io.tocsin.flink.pipeline;

import io.tocsin.flink.elasticsearch.Rejection;
import io.tocsin.flink.elasticsearch.RejectionHandler;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * For dead letters that Elasticsearch refuses too: they are in their topic already, and putting
 * them there again would go on for ever. The sink's metrics count them.
 */
final class StaysInTopic implements RejectionHandler {
  private static final Logger LOG = LoggerFactory.getLogger(StaysInTopic.class);

  private boolean said;

  @Override
  public CompletionStage<?> reject(Rejection rejection) {
    if (!said) {
      LOG.warn(
          "a dead letter cannot be searched, {}: {} ({}); later ones are only counted",
          rejection.entry().id(),
          rejection.detail(),
          rejection.status());
      said = true;
    }
    return CompletableFuture.completedFuture(null);
  }

  @Override
  public void close() {}
}
