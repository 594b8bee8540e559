package io.tocsin.flink.delivery;

import java.time.Duration;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.connector.source.Boundedness;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.api.java.typeutils.ResultTypeQueryable;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/**
 * The file of receivers, whenever it is another. It is read where the job was submitted to, by the
 * JobManager: TaskManagers need not have it.
 */
final class ReceiversSource
    implements Source<ReceiversRead, NoSplit, Long>, ResultTypeQueryable<ReceiversRead> {
  private static final long serialVersionUID = 1L;

  private final String path;
  private final boolean expected;
  private final Duration interval;

  /**
   * A source that has read nothing.
   *
   * @param path empty if there never is a file
   * @param expected whether it was there when the job was submitted: it may also come later
   */
  ReceiversSource(String path, boolean expected, Duration interval) {
    this.path = path;
    this.expected = expected;
    this.interval = interval;
  }

  @Override
  public Boundedness getBoundedness() {
    return Boundedness.CONTINUOUS_UNBOUNDED;
  }

  @Override
  public SourceReader<ReceiversRead, NoSplit> createReader(SourceReaderContext context) {
    return new ReceiversReaderSide();
  }

  @Override
  public SplitEnumerator<NoSplit, Long> createEnumerator(SplitEnumeratorContext<NoSplit> context) {
    return new ReceiversEnumerator(path, expected, interval, context);
  }

  /** What was read last is read again. */
  @Override
  public SplitEnumerator<NoSplit, Long> restoreEnumerator(
      SplitEnumeratorContext<NoSplit> context, Long checkpoint) {
    return createEnumerator(context);
  }

  @Override
  public SimpleVersionedSerializer<NoSplit> getSplitSerializer() {
    return new NoSplit.Serializer();
  }

  @Override
  public SimpleVersionedSerializer<Long> getEnumeratorCheckpointSerializer() {
    return new ReceiversEnumerator.StateSerializer();
  }

  @Override
  public TypeInformation<ReceiversRead> getProducedType() {
    return CodecSerializer.RECEIVERS.of(ReceiversRead.class);
  }
}
