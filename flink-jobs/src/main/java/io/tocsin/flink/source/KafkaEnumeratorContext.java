package io.tocsin.flink.source;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.apache.flink.api.connector.source.ReaderInfo;
import org.apache.flink.api.connector.source.SourceEvent;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.api.connector.source.SplitsAssignment;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplit;
import org.apache.flink.metrics.groups.SplitEnumeratorMetricGroup;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What Kafka's enumerator sees of ours: its partitions become clocked splits, and a broker that
 * does not answer is no reason to fail. Kafka's enumerator fails the job when it cannot list
 * partitions; here the listing is tried again in its next round.
 */
final class KafkaEnumeratorContext implements SplitEnumeratorContext<KafkaPartitionSplit> {
  private static final Logger LOG = LoggerFactory.getLogger(KafkaEnumeratorContext.class);

  private final SplitEnumeratorContext<ClockedSplit> context;
  private final Consumer<KafkaPartitionSplit> assigned;

  KafkaEnumeratorContext(
      SplitEnumeratorContext<ClockedSplit> context, Consumer<KafkaPartitionSplit> assigned) {
    this.context = context;
    this.assigned = assigned;
  }

  @Override
  public SplitEnumeratorMetricGroup metricGroup() {
    return context.metricGroup();
  }

  @Override
  public void sendEventToSourceReader(int subtaskId, SourceEvent event) {
    context.sendEventToSourceReader(subtaskId, event);
  }

  @Override
  public int currentParallelism() {
    return context.currentParallelism();
  }

  @Override
  public Map<Integer, ReaderInfo> registeredReaders() {
    return context.registeredReaders();
  }

  @Override
  public void assignSplits(SplitsAssignment<KafkaPartitionSplit> assignment) {
    Map<Integer, List<ClockedSplit>> clocked = new HashMap<>();
    assignment
        .assignment()
        .forEach(
            (reader, splits) -> {
              splits.forEach(assigned);
              clocked.put(reader, splits.stream().map(ClockedSplit::unread).toList());
            });
    context.assignSplits(new SplitsAssignment<>(clocked));
  }

  @Override
  public void signalNoMoreSplits(int subtask) {
    context.signalNoMoreSplits(subtask);
  }

  @Override
  public <T> void callAsync(Callable<T> callable, BiConsumer<T, Throwable> handler) {
    context.callAsync(callable, retriedLater(handler));
  }

  @Override
  public <T> void callAsync(
      Callable<T> callable,
      BiConsumer<T, Throwable> handler,
      long initialDelayMillis,
      long periodMillis) {
    context.callAsync(callable, retriedLater(handler), initialDelayMillis, periodMillis);
  }

  @Override
  public void runInCoordinatorThread(Runnable runnable) {
    context.runInCoordinatorThread(runnable);
  }

  private static <T> BiConsumer<T, Throwable> retriedLater(BiConsumer<T, Throwable> handler) {
    return (result, failure) -> {
      if (failure == null) {
        handler.accept(result, null);
      } else {
        LOG.warn("The broker does not say which partitions there are; asking again", failure);
      }
    };
  }
}
