package io.tocsin.benchmark.indexing;

import io.tocsin.benchmark.workload.LogWorkload;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Sends logs to a topic of one partition, evenly, and knows when each was sent. */
final class Feed implements AutoCloseable {
  private static final long SEED = 6;
  private static final long TICK_NANOS = 5_000_000;
  private static final int REMEMBERED = 1 << 23;

  private final KafkaProducer<byte[], byte[]> producer;
  private final String topic;
  private final int perSecond;
  private final long[] sentNanos = new long[REMEMBERED];
  private final Thread thread;
  private volatile int sent;
  private volatile boolean closed;

  Feed(String bootstrap, String topic, int perSecond) {
    this.producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", bootstrap, "linger.ms", 5),
            new ByteArraySerializer(),
            new ByteArraySerializer());
    this.topic = topic;
    this.perSecond = perSecond;
    this.thread = new Thread(this::send, "feed");
    thread.start();
  }

  private void send() {
    LogWorkload logs = new LogWorkload(SEED, System.currentTimeMillis(), perSecond);
    long start = System.nanoTime();
    while (!closed) {
      long due = (System.nanoTime() - start) * perSecond / 1_000_000_000;
      while (sent < due && !closed) {
        sentNanos[sent % REMEMBERED] = System.nanoTime();
        var unused = producer.send(new ProducerRecord<>(topic, logs.next()));
        sent = sent + 1;
      }
      LockSupport.parkNanos(TICK_NANOS);
    }
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
    closed = true;
    thread.join();
    producer.close();
  }
}
