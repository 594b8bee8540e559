package io.tocsin.flink.elasticsearch;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.flink.api.common.operators.MailboxExecutor;
import org.apache.flink.api.common.operators.ProcessingTimeService;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.apache.flink.connector.base.sink.writer.AsyncSinkWriter;
import org.apache.flink.connector.base.sink.writer.BufferedRequestState;
import org.apache.flink.connector.base.sink.writer.DequeRequestBuffer;
import org.apache.flink.connector.base.sink.writer.ResultHandler;
import org.apache.flink.connector.base.sink.writer.SimpleBatchCreator;
import org.apache.flink.connector.base.sink.writer.config.AsyncSinkWriterConfiguration;
import org.jspecify.annotations.Nullable;

/**
 * Sends what is buffered, and decides for each entry what its answer means.
 *
 * <p>Answers come on the client's threads and are handled on the task's. Every request ends in one
 * call of its {@link ResultHandler}: one that did not would hold its place in flight, and every
 * checkpoint, for ever.
 */
final class ElasticsearchSinkWriter<T> extends AsyncSinkWriter<T, PendingEntry> {
  private final MailboxExecutor mailbox;
  private final ProcessingTimeService clock;
  private final BackoffGate gate;
  private final BulkExchange exchange;
  private final RejectionHandler rejections;
  private final BulkClient client;
  private final SinkMetrics metrics;
  private final long maxBytes;

  ElasticsearchSinkWriter(
      EntrySerializer<T> entries,
      WriterInitContext context,
      AsyncSinkWriterConfiguration configuration,
      BackoffGate gate,
      BulkExchange exchange,
      RejectionHandler rejections,
      BulkClient client,
      SinkMetrics metrics,
      Collection<BufferedRequestState<PendingEntry>> recovered) {
    super(
        (element, unused) -> {
          long nowMillis = context.getProcessingTimeService().getCurrentProcessingTime();
          PendingEntry pending = new PendingEntry(entries.serialize(element), nowMillis);
          metrics.accepted(pending);
          return pending;
        },
        context,
        configuration,
        recovered,
        new SimpleBatchCreator<>(configuration.getMaxBatchSizeInBytes()),
        new DequeRequestBuffer<>());
    this.mailbox = context.getMailboxExecutor();
    this.clock = context.getProcessingTimeService();
    this.gate = gate;
    this.exchange = exchange;
    this.rejections = rejections;
    this.client = client;
    this.metrics = metrics;
    this.maxBytes = configuration.getMaxBatchSizeInBytes();
  }

  @Override
  protected void submitRequestEntries(
      List<PendingEntry> batch, ResultHandler<PendingEntry> handler) {
    long sentMillis = clock.getCurrentProcessingTime();
    metrics.sent(batch);
    var unused =
        exchange
            .send(batch)
            .whenComplete(
                (outcome, failure) ->
                    onTaskThread(() -> answered(outcome, failure, sentMillis, handler)));
  }

  private void answered(
      @Nullable BulkOutcome outcome,
      @Nullable Throwable failure,
      long sentMillis,
      ResultHandler<PendingEntry> handler) {
    if (outcome == null) {
      handler.completeExceptionally(asException(failure));
      return;
    }
    metrics.answered(outcome, clock.getCurrentProcessingTime() - sentMillis);
    List<PendingEntry> again = new ArrayList<>(outcome.retries());
    List<CompletableFuture<?>> kept = new ArrayList<>();
    for (BulkOutcome.Refused refused : outcome.refused()) {
      kept.add(
          keep(refused.rejection())
              .handle(
                  (done, lost) -> {
                    onTaskThread(() -> kept(refused, lost, again));
                    return null;
                  })
              .toCompletableFuture());
    }
    // The mails above are in the mailbox before this one, so none is missing from what is retried.
    var unused =
        CompletableFuture.allOf(kept.toArray(new CompletableFuture<?>[0]))
            .whenComplete(
                (all, never) -> onTaskThread(() -> finish(again, outcome.size(), handler)));
  }

  private CompletionStage<?> keep(Rejection rejection) {
    try {
      return rejections.reject(rejection);
    } catch (RuntimeException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  private void kept(
      BulkOutcome.Refused refused, @Nullable Throwable lost, List<PendingEntry> again) {
    if (lost == null) {
      metrics.rejected(refused);
    } else {
      again.add(refused.pending());
    }
  }

  private void finish(
      List<PendingEntry> again, int batchSize, ResultHandler<PendingEntry> handler) {
    if (again.isEmpty()) {
      gate.succeeded();
      handler.complete();
    } else {
      gate.failed(again.size() < batchSize);
      handler.retryForEntries(again);
    }
  }

  /** Once the task has ended the mailbox takes nothing; the next one sends again what was open. */
  private void onTaskThread(Runnable step) {
    mailbox.execute(step::run, "handle an answer of Elasticsearch");
  }

  private static Exception asException(@Nullable Throwable failure) {
    Throwable cause =
        failure != null && failure.getCause() instanceof Exception inner ? inner : failure;
    return cause instanceof Exception exception
        ? exception
        : new IllegalStateException("a request failed", cause);
  }

  /**
   * The base class fails the job over an entry that is larger than a request. Such an entry is only
   * refused, so its size is not reported in full.
   */
  @Override
  protected long getSizeInBytes(PendingEntry pending) {
    return Math.min(pending.sizeInBytes(), maxBytes);
  }

  @Override
  public void close() {
    try (rejections;
        client) {
      return;
    } catch (Exception e) {
      throw new IllegalStateException("cannot close the connection to Elasticsearch", e);
    }
  }
}
