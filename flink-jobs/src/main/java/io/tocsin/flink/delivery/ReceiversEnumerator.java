package io.tocsin.flink.delivery;

import io.tocsin.flink.job.SteadyClock;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import org.apache.flink.api.connector.source.SourceEvent;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads the file of receivers, and tells the reader what is in it. */
final class ReceiversEnumerator implements SplitEnumerator<NoSplit, Long> {
  private static final Logger LOG = LoggerFactory.getLogger(ReceiversEnumerator.class);

  private final String path;
  private final boolean expected;
  private final Duration interval;
  private final SplitEnumeratorContext<NoSplit> context;
  private @Nullable ReceiversRead latest;

  ReceiversEnumerator(
      String path, boolean expected, Duration interval, SplitEnumeratorContext<NoSplit> context) {
    this.path = path;
    this.expected = expected;
    this.interval = interval;
    this.context = context;
  }

  /** What it says to the reader. */
  record Read(ReceiversRead read) implements SourceEvent {}

  @Override
  public void start() {
    if (!path.isEmpty()) {
      ReceiversWatch watch = new ReceiversWatch(path, expected);
      context.callAsync(
          () -> watch.poll(SteadyClock.ofThisProcess().absoluteTimeMillis()),
          this::read,
          0,
          interval.toMillis());
    }
  }

  private void read(@Nullable ReceiversRead read, @Nullable Throwable failure) {
    if (failure != null) {
      LOG.error("{} cannot be looked at; the receivers in force stay", path, failure);
    } else if (read != null) {
      if (read.refusal() != null) {
        LOG.warn("{} is refused; the receivers in force stay:\n{}", path, read.refusal());
      }
      latest = read;
      context.registeredReaders().keySet().forEach(this::tell);
    }
  }

  @Override
  public void addReader(int subtask) {
    tell(subtask);
  }

  private void tell(int subtask) {
    if (latest != null) {
      context.sendEventToSourceReader(subtask, new Read(latest));
    }
  }

  /** The reader asks for none. */
  @Override
  public void handleSplitRequest(int subtask, @Nullable String host) {}

  /** Called when a reader begins again, with none. */
  @Override
  public void addSplitsBack(List<NoSplit> splits, int subtask) {}

  /** Nothing need be remembered. */
  @Override
  public Long snapshotState(long checkpointId) {
    return 0L;
  }

  @Override
  public void close() {}

  /** Of a state that says nothing. */
  static final class StateSerializer implements SimpleVersionedSerializer<Long> {
    @Override
    public int getVersion() {
      return 1;
    }

    @Override
    public byte[] serialize(Long state) {
      return ByteBuffer.allocate(Long.BYTES).putLong(state).array();
    }

    @Override
    public Long deserialize(int version, byte[] bytes) {
      return ByteBuffer.wrap(bytes).getLong();
    }
  }
}
