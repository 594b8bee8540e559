package io.tocsin.benchmark.job;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;

/** Where topics end. */
final class TopicEnds {
  private TopicEnds() {}

  /** The sum of the end offsets of all partitions. */
  static long of(Admin admin, String topic, int partitions)
      throws ExecutionException, InterruptedException {
    Map<TopicPartition, OffsetSpec> wanted = new HashMap<>();
    for (int i = 0; i < partitions; i++) {
      wanted.put(new TopicPartition(topic, i), OffsetSpec.latest());
    }
    return admin.listOffsets(wanted).all().get().values().stream()
        .mapToLong(end -> end.offset())
        .sum();
  }
}
