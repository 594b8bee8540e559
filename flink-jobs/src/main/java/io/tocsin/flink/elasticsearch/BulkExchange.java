package io.tocsin.flink.elasticsearch;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.http.util.EntityUtils;
import org.elasticsearch.client.Response;
import org.elasticsearch.client.ResponseException;

/**
 * Sends a batch in as many requests as it takes until there is an outcome for every entry.
 *
 * <p>A request that is refused as a whole for what it holds is sent again in halves, down to the
 * entry that is the reason, and that one alone is refused. After a 413 later batches are cut to
 * what may pass, for whoever stands before Elasticsearch has a limit of its own.
 */
final class BulkExchange {
  private final BulkClient client;
  private final long maxEntryBytes;
  private final AtomicLong maxRequestBytes;

  BulkExchange(BulkClient client, BulkLimits limits) {
    this.client = client;
    this.maxEntryBytes = limits.maxEntryBytes();
    this.maxRequestBytes = new AtomicLong(limits.maxBytes());
  }

  /**
   * Sends the batch.
   *
   * @return what became of it; fails only with {@link ElasticsearchRefusedException} or a fault of
   *     this program
   */
  CompletableFuture<BulkOutcome> send(List<PendingEntry> batch) {
    BulkOutcome tooLarge = BulkOutcome.empty();
    CompletableFuture<BulkOutcome> outcome = CompletableFuture.completedFuture(tooLarge);
    for (List<PendingEntry> part : parts(batch, tooLarge)) {
      outcome = outcome.thenCompose(before -> request(part).thenApply(before::and));
    }
    return outcome;
  }

  /**
   * Cuts a batch to requests of the size that may pass, without entries that are over the limit.
   */
  private List<List<PendingEntry>> parts(List<PendingEntry> batch, BulkOutcome tooLarge) {
    List<List<PendingEntry>> parts = new ArrayList<>();
    List<PendingEntry> part = new ArrayList<>();
    long bytes = 0;
    for (PendingEntry pending : batch) {
      int size = pending.entry().document().length;
      if (size > maxEntryBytes) {
        String detail = "the document has %d bytes, the limit is %d".formatted(size, maxEntryBytes);
        tooLarge.refuse(pending, new Rejection(pending.entry(), 413, "document_too_large", detail));
        continue;
      }
      if (!part.isEmpty() && bytes + pending.sizeInBytes() > maxRequestBytes.get()) {
        parts.add(part);
        part = new ArrayList<>();
        bytes = 0;
      }
      part.add(pending);
      bytes += pending.sizeInBytes();
    }
    if (!part.isEmpty()) {
      parts.add(part);
    }
    return parts;
  }

  private CompletableFuture<BulkOutcome> request(List<PendingEntry> part) {
    byte[] body = BulkBody.of(part);
    return client
        .send(body)
        .thenCompose(response -> answered(part, response))
        .exceptionallyCompose(failure -> failed(part, body.length, failure));
  }

  private static CompletableFuture<BulkOutcome> answered(
      List<PendingEntry> part, Response response) {
    try {
      InputStream answer = response.getEntity().getContent();
      return done(BulkOutcome.of(part, BulkAnswers.read(answer, part.size())));
    } catch (IOException unreadable) {
      return CompletableFuture.failedFuture(unreadable);
    }
  }

  private CompletableFuture<BulkOutcome> failed(
      List<PendingEntry> part, int bytes, Throwable failure) {
    Throwable cause =
        failure instanceof CompletionException && failure.getCause() != null
            ? failure.getCause()
            : failure;
    if (cause instanceof ResponseException refused) {
      return refused(part, bytes, refused);
    }
    if (cause instanceof IOException || cause instanceof TimeoutException) {
      return done(BulkOutcome.unanswered(part));
    }
    return CompletableFuture.failedFuture(cause);
  }

  private CompletableFuture<BulkOutcome> refused(
      List<PendingEntry> part, int bytes, ResponseException refused) {
    int status = refused.getResponse().getStatusLine().getStatusCode();
    if (status >= 500 || status == 429 || status == 408) {
      return done(BulkOutcome.allRetried(part, status));
    }
    if (status == 401 || status == 403) {
      return CompletableFuture.failedFuture(client.unauthorised(status, refused));
    }
    if (status != 413 && status != 400) {
      return CompletableFuture.failedFuture(
          new ElasticsearchRefusedException(
              "%s does not take bulk requests (%d): is that Elasticsearch?"
                  .formatted(client.address(), status),
              refused));
    }
    if (part.size() == 1) {
      BulkOutcome outcome = BulkOutcome.empty();
      PendingEntry only = part.get(0);
      outcome.refuse(only, reason(status, refused.getResponse()).rejection(only.entry()));
      return done(outcome);
    }
    if (status == 413) {
      maxRequestBytes.accumulateAndGet(Math.max(1, bytes / 2), Math::min);
    }
    int half = part.size() / 2;
    return request(part.subList(0, half))
        .thenCompose(first -> request(part.subList(half, part.size())).thenApply(first::and));
  }

  private static ItemAnswer reason(int status, Response response) {
    try {
      ItemAnswer answer = BulkAnswers.refusal(status, EntityUtils.toString(response.getEntity()));
      return status == 413 ? new ItemAnswer(413, "request_too_large", answer.detail()) : answer;
    } catch (IOException | IllegalArgumentException noBody) {
      return new ItemAnswer(status, null, null);
    }
  }

  private static CompletableFuture<BulkOutcome> done(BulkOutcome outcome) {
    return CompletableFuture.completedFuture(outcome);
  }
}
