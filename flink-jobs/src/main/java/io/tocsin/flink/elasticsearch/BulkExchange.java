package io.tocsin.flink.elasticsearch;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
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
  private final Lookup lookup;
  private final long maxEntryBytes;
  private final AtomicLong maxRequestBytes;

  BulkExchange(BulkClient client, BulkLimits limits) {
    this.client = client;
    this.lookup = new Lookup(client);
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
    List<PendingEntry> doubtful =
        batch.stream().filter(pending -> pending.entry().mayBeThere()).toList();
    if (doubtful.isEmpty()) {
      return write(batch);
    }
    return lookup
        .there(doubtful)
        .thenCompose(there -> writeOthers(batch, there))
        .exceptionallyCompose(failure -> notLookedUp(batch, failure));
  }

  private CompletableFuture<BulkOutcome> writeOthers(
      List<PendingEntry> batch, List<PendingEntry> there) {
    Set<PendingEntry> known = Collections.newSetFromMap(new IdentityHashMap<>());
    known.addAll(there);
    return write(batch.stream().filter(pending -> !known.contains(pending)).toList())
        .thenApply(outcome -> outcome.andFound(there));
  }

  private static CompletableFuture<BulkOutcome> notLookedUp(
      List<PendingEntry> batch, Throwable failure) {
    RequestFailure why = RequestFailure.of(failure);
    return why.isTemporary()
        ? done(BulkOutcome.allRetried(batch, why.status()))
        : CompletableFuture.failedFuture(why.cause());
  }

  private CompletableFuture<BulkOutcome> write(List<PendingEntry> batch) {
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

  private CompletableFuture<BulkOutcome> answered(List<PendingEntry> part, Response response) {
    try {
      InputStream answer = response.getEntity().getContent();
      BulkOutcome outcome = BulkOutcome.of(part, BulkAnswers.read(answer, part.size()));
      if (!outcome.retries().isEmpty()) {
        lookup.doubt();
      }
      return done(outcome);
    } catch (IOException unreadable) {
      return CompletableFuture.failedFuture(unreadable);
    }
  }

  private CompletableFuture<BulkOutcome> failed(
      List<PendingEntry> part, int bytes, Throwable failure) {
    RequestFailure why = RequestFailure.of(failure);
    if (why.isTemporary()) {
      return done(BulkOutcome.allRetried(why.isUntouched() ? part : inDoubt(part), why.status()));
    }
    if (why.isUnauthorised()) {
      return CompletableFuture.failedFuture(client.unauthorised(why.status(), why.cause()));
    }
    return why.cause() instanceof ResponseException refused
        ? refused(part, bytes, why.status(), refused)
        : CompletableFuture.failedFuture(why.cause());
  }

  private List<PendingEntry> inDoubt(List<PendingEntry> part) {
    lookup.doubt();
    return part.stream().map(PendingEntry::inDoubt).toList();
  }

  private CompletableFuture<BulkOutcome> refused(
      List<PendingEntry> part, int bytes, int status, ResponseException refused) {
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
