package io.tocsin.flink.source;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Topics that were read and that the broker does not know any more.
 *
 * <p>A broker that has just started may not know yet what it holds, so it must say so for a while.
 * No answer says nothing. Not thread-safe.
 */
final class MissingTopics {
  /** How long a broker that answers must not know a topic. */
  private static final Duration GONE_AFTER = Duration.ofSeconds(10);

  private static final Logger LOG = LoggerFactory.getLogger(MissingTopics.class);
  private static final DescribeTopicsOptions OPTIONS = new DescribeTopicsOptions().timeoutMs(3_000);

  private final Map<String, Long> unknownSince = new HashMap<>();
  private final Map<String, Long> goneSince = new HashMap<>();

  /** Whether the topic was deleted, as far as is known. */
  boolean isGone(String topic) {
    return goneSince.containsKey(topic);
  }

  /**
   * Asks for topics whose partitions have not answered, or that were gone.
   *
   * @param silent all of them: any other has answered, and so is there
   */
  void lookFor(Set<String> silent, Admin admin, long nowMillis) throws InterruptedException {
    unknownSince.keySet().retainAll(silent);
    goneSince.keySet().retainAll(silent);
    if (silent.isEmpty()) {
      return;
    }
    Map<String, KafkaFuture<TopicDescription>> answers =
        admin.describeTopics(silent, OPTIONS).topicNameValues();
    for (Map.Entry<String, KafkaFuture<TopicDescription>> answer : answers.entrySet()) {
      look(answer.getKey(), answer.getValue(), nowMillis);
    }
  }

  private void look(String topic, KafkaFuture<TopicDescription> answer, long nowMillis)
      throws InterruptedException {
    try {
      answer.get();
      unknownSince.remove(topic);
      goneSince.remove(topic);
    } catch (ExecutionException failure) {
      if (!(failure.getCause() instanceof UnknownTopicOrPartitionException)) {
        LOG.debug("Nothing was learnt of topic {}", topic, failure);
        return;
      }
      long since = unknownSince.computeIfAbsent(topic, unused -> nowMillis);
      if (nowMillis - since >= GONE_AFTER.toMillis() && goneSince.put(topic, since) == null) {
        LOG.warn("Topic {} is not there any more; its partitions hold no clock back", topic);
      }
    }
  }
}
