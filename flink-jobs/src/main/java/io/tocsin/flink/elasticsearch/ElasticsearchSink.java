package io.tocsin.flink.elasticsearch;

import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ThreadLocalRandom;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.apache.flink.connector.base.sink.AsyncSinkBase;
import org.apache.flink.connector.base.sink.writer.BufferedRequestState;
import org.apache.flink.connector.base.sink.writer.RequestEntryWrapper;
import org.apache.flink.connector.base.sink.writer.config.AsyncSinkWriterConfiguration;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.jspecify.annotations.Nullable;

/**
 * Writes a stream to Elasticsearch; the package's description says what it promises.
 *
 * @param <T> the type of the elements
 */
public final class ElasticsearchSink<T> extends AsyncSinkBase<T, PendingEntry> {
  private static final long serialVersionUID = 1L;

  /**
   * After which the base class would give a batch up and send it again. Every request here has a
   * limit of its own, so this only guards against a {@link RejectionHandler} that never answers.
   */
  private static final long BATCH_TIMEOUT_MILLIS = 3_600_000;

  private final EntrySerializer<T> entries;
  private final ElasticsearchConnection connection;
  private final RejectionHandler.Factory rejections;
  private final BulkLimits limits;
  private final Backoff backoff;

  private ElasticsearchSink(
      EntrySerializer<T> entries,
      ElasticsearchConnection connection,
      RejectionHandler.Factory rejections,
      BulkLimits limits,
      Backoff backoff) {
    super(
        (element, context) -> new PendingEntry(entries.serialize(element), 0),
        limits.maxEntries(),
        limits.maxInFlight(),
        limits.maxBuffered(),
        limits.maxBytes(),
        limits.linger().toMillis(),
        limits.maxBytes(),
        BATCH_TIMEOUT_MILLIS,
        false);
    this.entries = entries;
    this.connection = connection;
    this.rejections = rejections;
    this.limits = limits;
    this.backoff = backoff;
  }

  /** A builder; what to write, where to, and what to do with what is refused must be given. */
  public static <T> Builder<T> builder() {
    return new Builder<>();
  }

  /**
   * Opens a connection.
   *
   * @throws ElasticsearchRefusedException if Elasticsearch answers that it does not accept the
   *     credentials, or its certificate is not trusted
   */
  @Override
  public ElasticsearchSinkWriter<T> createWriter(WriterInitContext context) throws IOException {
    return restoreWriter(context, List.of());
  }

  @Override
  public ElasticsearchSinkWriter<T> restoreWriter(
      WriterInitContext context, Collection<BufferedRequestState<PendingEntry>> recovered)
      throws IOException {
    BulkClient client = new BulkClient(connection);
    try {
      client.check();
    } catch (IOException e) {
      client.close();
      throw e;
    }
    BackoffGate gate =
        new BackoffGate(
            limits, backoff, context.getProcessingTimeService(), ThreadLocalRandom.current());
    SinkMetrics metrics =
        new SinkMetrics(
            context.metricGroup(),
            gate::inFlight,
            context.getProcessingTimeService()::getCurrentProcessingTime);
    List<PendingEntry> waiting =
        recovered.stream()
            .flatMap(state -> state.getBufferedRequestEntries().stream())
            .map(RequestEntryWrapper::getRequestEntry)
            // They may have been sent after the checkpoint was taken.
            .map(PendingEntry::inDoubt)
            .toList();
    waiting.forEach(metrics::accepted);
    return new ElasticsearchSinkWriter<>(
        entries,
        context,
        configuration(gate),
        gate,
        new BulkExchange(client, limits),
        rejections.open(),
        client,
        metrics,
        List.of(resized(waiting)));
  }

  /** Sizes are those of the limits in force, which may be others than those of the checkpoint. */
  private BufferedRequestState<PendingEntry> resized(List<PendingEntry> waiting) {
    return new BufferedRequestState<>(
        waiting.stream()
            .map(
                pending ->
                    new RequestEntryWrapper<>(
                        pending, Math.min(pending.sizeInBytes(), limits.maxBytes())))
            .toList());
  }

  private AsyncSinkWriterConfiguration configuration(BackoffGate gate) {
    return AsyncSinkWriterConfiguration.builder()
        .setMaxBatchSize(getMaxBatchSize())
        .setMaxBatchSizeInBytes(getMaxBatchSizeInBytes())
        .setMaxInFlightRequests(getMaxInFlightRequests())
        .setMaxBufferedRequests(getMaxBufferedRequests())
        .setMaxTimeInBufferMS(getMaxTimeInBufferMS())
        .setMaxRecordSizeInBytes(getMaxRecordSizeInBytes())
        .setRequestTimeoutMS(getRequestTimeoutMS())
        .setFailOnTimeout(getFailOnTimeout())
        .setRateLimitingStrategy(gate)
        .build();
  }

  @Override
  public SimpleVersionedSerializer<BufferedRequestState<PendingEntry>> getWriterStateSerializer() {
    return new PendingEntrySerializer();
  }

  /**
   * Collects what a sink needs.
   *
   * @param <T> the type of the elements
   */
  public static final class Builder<T> {
    private @Nullable EntrySerializer<T> entries;
    private @Nullable ElasticsearchConnection connection;
    private RejectionHandler.@Nullable Factory rejections;
    private BulkLimits limits = BulkLimits.standard();
    private Backoff backoff = Backoff.standard();

    private Builder() {}

    /** What an element becomes. */
    public Builder<T> entries(EntrySerializer<T> serializer) {
      this.entries = serializer;
      return this;
    }

    /** Where Elasticsearch is. */
    public Builder<T> connection(ElasticsearchConnection to) {
      this.connection = to;
      return this;
    }

    /** What keeps the entries that are refused. */
    public Builder<T> rejections(RejectionHandler.Factory handlers) {
      this.rejections = handlers;
      return this;
    }

    /** How much is sent at once; {@link BulkLimits#standard()} unless given. */
    public Builder<T> limits(BulkLimits atMost) {
      this.limits = atMost;
      return this;
    }

    /** How long is waited after a failure; {@link Backoff#standard()} unless given. */
    public Builder<T> backoff(Backoff waits) {
      this.backoff = waits;
      return this;
    }

    /**
     * The sink.
     *
     * @throws NullPointerException if what must be given was not
     */
    public ElasticsearchSink<T> build() {
      return new ElasticsearchSink<>(
          Objects.requireNonNull(entries, "entries"),
          Objects.requireNonNull(connection, "connection"),
          Objects.requireNonNull(rejections, "rejections"),
          limits,
          backoff);
    }
  }
}
