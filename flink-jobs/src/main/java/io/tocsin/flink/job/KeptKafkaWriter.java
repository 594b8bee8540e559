package io.tocsin.flink.job;

import java.io.IOException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.flink.api.connector.sink2.StatefulSinkWriter;
import org.apache.flink.util.concurrent.ExecutorThreadFactory;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** Writes to Kafka, and keeps what it has not taken. */
final class KeptKafkaWriter<T> implements StatefulSinkWriter<T, KeptRecord> {
  /** Of more than this a checkpoint waits for the broker after all: memory is not endless. */
  private static final int MOST_KEPT = 20_000;

  private static final Duration CLOSING = Duration.ofSeconds(2);

  private final KafkaProducer<byte[], byte[]> producer;
  private final RecordSchema<T> schema;

  /** By the order in which they were written; taken out by the producer's thread. */
  private final ConcurrentSkipListMap<Long, KeptRecord> kept = new ConcurrentSkipListMap<>();

  private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();

  /** A producer that has not yet heard where a topic is waits for the broker: not in the task. */
  private final ExecutorService sender =
      Executors.newSingleThreadExecutor(new ExecutorThreadFactory("kept-records-to-kafka"));

  private long written;

  KeptKafkaWriter(Properties kafka, RecordSchema<T> schema, Collection<KeptRecord> before) {
    this.schema = schema;
    Properties patient = DurableKafkaSink.patient(kafka);
    patient.setProperty("acks", "all");
    this.producer =
        new KafkaProducer<>(patient, new ByteArraySerializer(), new ByteArraySerializer());
    before.forEach(this::send);
  }

  @Override
  public void write(T element, Context context) throws IOException {
    throwWhatFailed();
    send(KeptRecord.of(schema.record(element)));
  }

  private void send(KeptRecord record) {
    long number = written++;
    kept.put(number, record);
    sender.execute(() -> produce(number, record));
  }

  @SuppressWarnings("FutureReturnValueIgnored") // The callback is told.
  private void produce(long number, KeptRecord record) {
    try {
      producer.send(
          record.toProduce(),
          (metadata, failed) -> {
            if (failed == null) {
              kept.remove(number);
            } else {
              failure.compareAndSet(null, failed);
            }
          });
    } catch (InterruptException closing) {
      // The writer closes while the broker is away: the record is in the checkpoint.
      Thread.currentThread().interrupt();
    } catch (KafkaException refused) {
      failure.compareAndSet(null, refused);
    } catch (IllegalStateException closed) {
      // Thrown on, it would end the whole TaskManager; the record is in the checkpoint.
      if (!sender.isShutdown()) {
        throw closed;
      }
    }
  }

  @Override
  public void flush(boolean endOfInput) throws IOException, InterruptedException {
    if (endOfInput || kept.size() > MOST_KEPT) {
      try {
        sender.submit(producer::flush).get();
      } catch (ExecutionException e) {
        throw new IOException("Kafka does not take what is left", e.getCause());
      }
    }
    throwWhatFailed();
  }

  @Override
  public List<KeptRecord> snapshotState(long checkpointId) {
    return List.copyOf(kept.values());
  }

  private void throwWhatFailed() throws IOException {
    Exception failed = failure.get();
    if (failed != null) {
      throw new IOException("Kafka does not take a record: " + failed.getMessage(), failed);
    }
  }

  /** What has not been taken by now is in the checkpoint that the job goes on from. */
  @Override
  public void close() throws InterruptedException {
    sender.shutdownNow();
    // Who is in the middle of sending is interrupted, and should not find the producer closed.
    boolean ended = sender.awaitTermination(CLOSING.toMillis(), TimeUnit.MILLISECONDS);
    producer.close(ended ? CLOSING : Duration.ZERO);
  }
}
