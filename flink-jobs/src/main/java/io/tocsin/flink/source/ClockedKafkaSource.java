package io.tocsin.flink.source;

import java.io.IOException;
import java.time.Duration;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.connector.source.Boundedness;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.api.java.typeutils.ResultTypeQueryable;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/**
 * Logs from Kafka, with a clock for each partition that is part of the checkpoint, and the rules
 * among them.
 *
 * <p>It emits watermarks itself, so it is given to {@code fromSource} with {@link #watermarks}; the
 * operator behind it is chained to it. Partitions are discovered while it runs, by Kafka's own
 * enumerator.
 */
public final class ClockedKafkaSource
    implements Source<SourceElement, ClockedSplit, ClockedEnumeratorState>,
        ResultTypeQueryable<SourceElement> {
  private static final long serialVersionUID = 1L;

  /** How far in event time one partition may be read ahead of the slowest. */
  private static final Duration MAX_DRIFT = Duration.ofMinutes(5);

  private static final Duration ALIGNMENT_INTERVAL = Duration.ofSeconds(1);

  private final KafkaSource<byte[]> kafka;
  private final SourceSettings settings;

  ClockedKafkaSource(KafkaSource<byte[]> kafka, SourceSettings settings) {
    this.kafka = kafka;
    this.settings = settings;
  }

  /** A builder with nothing but defaults. */
  public static ClockedKafkaSourceBuilder builder() {
    return new ClockedKafkaSourceBuilder();
  }

  /**
   * The watermark strategy to use the source with: no generator, and no partition more than five
   * minutes ahead of the slowest.
   *
   * @param group sources that wait for each other share it
   */
  public static WatermarkStrategy<SourceElement> watermarks(String group) {
    return WatermarkStrategy.<SourceElement>noWatermarks()
        .withWatermarkAlignment(group, MAX_DRIFT, ALIGNMENT_INTERVAL);
  }

  @Override
  public Boundedness getBoundedness() {
    return Boundedness.CONTINUOUS_UNBOUNDED;
  }

  @Override
  public SourceReader<SourceElement, ClockedSplit> createReader(SourceReaderContext context) {
    return ClockedSourceReader.create(settings, context);
  }

  @Override
  public SplitEnumerator<ClockedSplit, ClockedEnumeratorState> createEnumerator(
      SplitEnumeratorContext<ClockedSplit> context) throws IOException {
    return new ClockedEnumerator(settings, context, kafka, null);
  }

  @Override
  public SplitEnumerator<ClockedSplit, ClockedEnumeratorState> restoreEnumerator(
      SplitEnumeratorContext<ClockedSplit> context, ClockedEnumeratorState checkpoint)
      throws IOException {
    return new ClockedEnumerator(settings, context, kafka, checkpoint);
  }

  @Override
  public SimpleVersionedSerializer<ClockedSplit> getSplitSerializer() {
    return new ClockedSplitSerializer();
  }

  @Override
  public SimpleVersionedSerializer<ClockedEnumeratorState> getEnumeratorCheckpointSerializer() {
    return new ClockedEnumeratorStateSerializer();
  }

  @Override
  public TypeInformation<SourceElement> getProducedType() {
    return new SourceElementTypeInfo();
  }
}
