package io.tocsin.benchmark.indexing;

import io.tocsin.benchmark.measure.Steadily;
import io.tocsin.benchmark.workload.LogWorkload;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Sends logs to a topic of one partition, evenly, and knows when each was sent. */
final class Feed implements AutoCloseable {
  private static final long SEED = 6;
  private static final int REMEMBERED = 1 << 23;

  private final KafkaProducer<byte[], byte[]> producer;
  private final String topic;
  private final long[] sentNanos = new long[REMEMBERED];
  private final LogWorkload logs;
  private final Steadily steady;
  private volatile int sent;

  Feed(String bootstrap, String topic, int perSecond) {
    this.producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", bootstrap, "linger.ms", 5),
            new ByteArraySerializer(),
            new ByteArraySerializer());
    this.topic = topic;
    this.logs = new LogWorkload(SEED, System.currentTimeMillis(), perSecond);
    this.steady = new Steadily("feed", perSecond, this::send);
  }

  private void send() {
    sentNanos[sent % REMEMBERED] = System.nanoTime();
    var unused = producer.send(new ProducerRecord<>(topic, logs.next()));
    sent = sent + 1; // by this thread only
  }

  /** How many have been sent. */
  int sent() {
    return sent;
  }

  /** When one of the last eight million was sent, as {@link System#nanoTime}. */
  long sentNanos(int number) {
    return sentNanos[number % REMEMBERED];
  }

  @Override
  public void close() throws InterruptedException {
    steady.close();
    producer.close();
  }
}
