package io.tocsin.flink.source;

import io.tocsin.document.RawRecord;
import java.io.IOException;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.connector.base.source.reader.fetcher.SingleThreadFetcherManager;
import org.apache.flink.connector.base.source.reader.fetcher.SplitFetcher;
import org.apache.flink.connector.base.source.reader.fetcher.SplitFetcherTask;
import org.apache.flink.connector.base.source.reader.splitreader.SplitReader;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.OffsetCommitCallback;
import org.apache.kafka.common.TopicPartition;

/** The one thread that polls; it also commits, since a consumer belongs to one thread. */
final class KafkaFetchers extends SingleThreadFetcherManager<RawRecord, ClockedSplit> {

  KafkaFetchers(
      Supplier<SplitReader<RawRecord, ClockedSplit>> readers, Configuration configuration) {
    super(readers, configuration);
  }

  /** Commits offsets, for those who watch the consumer group; nothing here depends on it. */
  void commit(Map<TopicPartition, OffsetAndMetadata> offsets, OffsetCommitCallback callback) {
    SplitFetcher<RawRecord, ClockedSplit> fetcher = fetchers.get(0);
    if (fetcher == null) {
      return;
    }
    KafkaSplitReader reader = (KafkaSplitReader) fetcher.getSplitReader();
    fetcher.enqueueTask(
        new SplitFetcherTask() {
          @Override
          public boolean run() throws IOException {
            reader.commit(offsets, callback);
            return true;
          }

          @Override
          public void wakeUp() {}
        });
  }
}
