package io.tocsin.flink.delivery;

import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.SourceEvent;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.core.io.InputStatus;

/** Hands on what the {@link ReceiversEnumerator} says. Events and polls come in one thread. */
final class ReceiversReaderSide implements SourceReader<ReceiversRead, NoSplit> {
  private final Queue<ReceiversRead> arrived = new ArrayDeque<>();
  private CompletableFuture<Void> available = new CompletableFuture<>();

  @Override
  public void start() {}

  @Override
  public InputStatus pollNext(ReaderOutput<ReceiversRead> output) {
    ReceiversRead next = arrived.poll();
    if (next != null) {
      output.collect(next);
    }
    if (!arrived.isEmpty()) {
      return InputStatus.MORE_AVAILABLE;
    }
    available = new CompletableFuture<>();
    return InputStatus.NOTHING_AVAILABLE;
  }

  @Override
  public void handleSourceEvents(SourceEvent event) {
    if (event instanceof ReceiversEnumerator.Read read) {
      arrived.add(read.read());
      available.complete(null);
    }
  }

  @Override
  public CompletableFuture<Void> isAvailable() {
    return available;
  }

  @Override
  public List<NoSplit> snapshotState(long checkpointId) {
    return List.of();
  }

  /** There never are any. */
  @Override
  public void addSplits(List<NoSplit> splits) {}

  @Override
  public void notifyNoMoreSplits() {}

  @Override
  public void close() {}
}
