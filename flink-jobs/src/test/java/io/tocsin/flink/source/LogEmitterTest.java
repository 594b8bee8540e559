package io.tocsin.flink.source;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.clock.ClockState;
import io.tocsin.clock.SilencePolicy;
import io.tocsin.document.FieldIndex;
import io.tocsin.document.LogReaders;
import io.tocsin.document.RawRecord;
import io.tocsin.document.SourceFormat;
import io.tocsin.document.SourceSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.connector.source.SourceOutput;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplit;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;
import org.apache.flink.util.clock.SystemClock;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LogEmitterTest {
  private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");
  private static final Duration OUT_OF_ORDERNESS = Duration.ofSeconds(5);

  private final SourceMetrics metrics =
      new SourceMetrics(new UnregisteredMetricsGroup(), SystemClock.getInstance());
  private final ReaderSplits splits =
      new ReaderSplits(SilencePolicy.ON_PROOF, OUT_OF_ORDERNESS, metrics);
  private final SplitState split =
      splits.add(
          new ClockedSplit(
              new KafkaPartitionSplit(new TopicPartition("logs", 0), 0), ClockState.NEW),
          NOON.toEpochMilli());
  private final LogEmitter emitter =
      new LogEmitter(
          (inForce, stats) ->
              LogReaders.create(
                  SourceSpec.of(SourceFormat.ECS), FieldIndex.builder().build(), stats),
          splits,
          metrics);
  private final Watermarks output = new Watermarks();
  private long offset;

  /** The watermarks of a partition, as seconds behind noon. */
  private static final class Watermarks implements SourceOutput<SourceElement> {
    private final List<Long> seconds = new ArrayList<>();

    @Override
    public void collect(SourceElement element) {
      throw new AssertionError("a log has a time");
    }

    @Override
    public void collect(SourceElement element, long timestamp) {}

    @Override
    public void emitWatermark(Watermark watermark) {
      seconds.add((watermark.getTimestamp() + 1 - NOON.toEpochMilli()) / 1_000);
    }

    @Override
    public void markIdle() {
      throw new AssertionError("no partition is idle");
    }

    @Override
    public void markActive() {}
  }

  @BeforeEach
  void begin() {
    emitter.rules(
        RulesInForce.NONE.with(
            new SourceElement.Rules(Bundles.A, 0, RulesInForce.BEGINNING, RulesInForce.BEGINNING)));
    emitter.now(NOON.plusSeconds(86_400).toEpochMilli());
  }

  /** The reader's clock is slow; the broker's tells so. */
  @Test
  void aLogThatTheBrokerTookWhenItSaysIsRead() {
    emitter.now(NOON.minusSeconds(3_600).toEpochMilli());
    emitter.emitRecord(record(false), output, split);
    assertThat(split.clock().clockMillis()).isEqualTo(ClockState.NONE);

    emitter.emitRecord(record(true), output, split);
    assertThat(split.clock().clockMillis()).isEqualTo(NOON.toEpochMilli());
  }

  private RawRecord record(boolean stampedByBroker) {
    byte[] value = ("{\"@timestamp\":\"" + NOON + "\"}").getBytes(UTF_8);
    return new RawRecord("logs", 0, offset++, NOON.toEpochMilli(), stampedByBroker, value);
  }

  private void log(long secondsBehindNoon) {
    String value = "{\"@timestamp\":\"" + NOON.plusSeconds(secondsBehindNoon) + "\"}";
    emitter.emitRecord(
        new RawRecord("logs", 0, offset++, ConsumerRecord.NO_TIMESTAMP, value.getBytes(UTF_8)),
        output,
        split);
  }

  /** Between two timers a backlog of few logs passes hours; whoever aligns partitions must know. */
  @Test
  void timeThatLeapsIsSaidAtOnce() {
    log(0);
    log(10);
    log(29);
    log(30);
    log(31);
    log(3_600);
    assertThat(output.seconds).containsExactly(-5L, 25L, 3_595L);
  }

  @Test
  void logsOutOfOrderSayNothing() {
    log(600);
    log(0);
    log(599);
    assertThat(output.seconds).containsExactly(595L);
  }
}
