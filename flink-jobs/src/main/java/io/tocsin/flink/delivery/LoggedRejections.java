package io.tocsin.flink.delivery;

import io.tocsin.flink.elasticsearch.Rejection;
import io.tocsin.flink.elasticsearch.RejectionHandler;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Alerts that Elasticsearch refuses stay in their topic; the log says which. */
final class LoggedRejections implements RejectionHandler {
  private static final Logger LOG = LoggerFactory.getLogger(LoggedRejections.class);

  @Override
  public CompletionStage<?> reject(Rejection rejection) {
    LOG.error(
        "Elasticsearch refused {} for {}: {}: {}",
        rejection.entry().id(),
        rejection.entry().target(),
        rejection.reason(),
        rejection.detail());
    return CompletableFuture.completedFuture(null);
  }

  @Override
  public void close() {}
}
