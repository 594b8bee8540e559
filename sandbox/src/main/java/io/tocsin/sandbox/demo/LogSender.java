package io.tocsin.sandbox.demo;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** Sends a feed's logs to a topic on a thread of its own, to all partitions in turn. */
final class LogSender implements AutoCloseable {

  private static final Duration STEP = Duration.ofMillis(50);
  private static final Duration FLUSH_LIMIT = Duration.ofSeconds(5);

  /** Bytes: more than a minute of logs, since Kafka may be away for one. */
  private static final long BUFFER = 96 << 20;

  private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor();
  private final KafkaProducer<byte[], byte[]> producer;
  private final String topic;
  private final int partitions;
  private final LogFeed feed;
  private final Clock clock;
  private final AtomicLong sent = new AtomicLong();
  private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();
  private volatile Mark mark = new Mark(0, 0);
  private long begin;
  private long lastStep;
  private volatile boolean done;

  /**
   * How far the feed has come.
   *
   * @param sent how many logs there are up to this time
   * @param millis since the epoch; no log of the feed that comes later is as old
   */
  record Mark(long sent, long millis) {}

  LogSender(String bootstrapServers, String topic, int partitions, LogFeed feed, Clock clock) {
    producer =
        new KafkaProducer<>(
            Map.of(
                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrapServers,
                // So that a log is there once, also where Kafka was killed while it took it.
                ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG,
                true,
                // With no broker left it would forget the partitions, and not take logs any more.
                CommonClientConfigs.METADATA_RECOVERY_STRATEGY_CONFIG,
                "none",
                ProducerConfig.BUFFER_MEMORY_CONFIG,
                BUFFER,
                ProducerConfig.LINGER_MS_CONFIG,
                20),
            new ByteArraySerializer(),
            new ByteArraySerializer());
    this.topic = topic;
    this.partitions = partitions;
    this.feed = feed;
    this.clock = clock;
  }

  void start() {
    begin = System.nanoTime();
    var unused = thread.scheduleAtFixedRate(this::step, 0, STEP.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void step() {
    try {
      Instant now = clock.instant();
      if (now.toEpochMilli() > lastStep) {
        mark = new Mark(sent.get(), lastStep);
        lastStep = now.toEpochMilli();
      }
      feed.emit(Duration.ofNanos(System.nanoTime() - begin), now, this::send);
      done = feed.isOver();
    } catch (RuntimeException e) {
      failure.compareAndSet(null, e);
      thread.shutdown();
    }
  }

  /** Sends a log beside those of the feed. */
  void send(byte[] log) {
    int partition = (int) (sent.getAndIncrement() % partitions);
    producer.send(
        new ProducerRecord<>(topic, partition, null, log),
        (metadata, e) -> {
          if (e != null) {
            failure.compareAndSet(null, e);
          }
        });
  }

  /** How many logs were handed to the producer. */
  long sent() {
    return sent.get();
  }

  /** How far the feed had come in its last step but one. */
  Mark mark() {
    return mark;
  }

  /** Whether the feed is over, and all of it was handed to the producer. */
  boolean isDone() {
    return done;
  }

  /** What went wrong first; null if nothing did. */
  @Nullable Exception failure() {
    return failure.get();
  }

  @Override
  public void close() {
    thread.shutdownNow();
    producer.close(FLUSH_LIMIT);
  }
}
