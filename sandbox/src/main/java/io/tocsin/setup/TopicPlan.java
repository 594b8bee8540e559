package io.tocsin.setup;

import io.tocsin.settings.TopicNames;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.TopicConfig;

/**
 * A topic as it should be.
 *
 * @param name of the topic
 * @param partitions if it is made; a topic that exists keeps its own
 * @param replication how many brokers keep each record, if it is made
 * @param configuration what matters to us; the rest is the broker's
 */
public record TopicPlan(
    String name, int partitions, int replication, Map<String, String> configuration) {

  private static final int OWN_PARTITIONS = 4;

  private static final Map<String, String> BROKERS_TIME =
      Map.of(TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG, "LogAppendTime");

  /** Copies the map. */
  public TopicPlan {
    configuration = Map.copyOf(configuration);
  }

  /**
   * A topic of logs. The broker stamps each record when it appends it: what tells how long a
   * partition has been silent, whatever clock the shipper has.
   */
  public static TopicPlan logs(String name, int partitions, int replication) {
    return new TopicPlan(name, partitions, replication, BROKERS_TIME);
  }

  /**
   * The topics of Tocsin's own: what alerts say, closed slots, dead letters, silences. The broker
   * stamps their records too: those of a writer whose clock is an hour ahead of it would be
   * refused.
   */
  public static List<TopicPlan> own(TopicNames names, int replication) {
    return List.of(
        new TopicPlan(names.alerts(), OWN_PARTITIONS, replication, kept(Duration.ofDays(30))),
        new TopicPlan(names.slots(), OWN_PARTITIONS, replication, kept(Duration.ofDays(1))),
        new TopicPlan(names.deadLetters(), 1, replication, kept(Duration.ofDays(14))),
        new TopicPlan(
            names.silences(),
            1,
            replication,
            withBrokersTime(
                Map.of(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_COMPACT))));
  }

  /** One topic of logs, and those of Tocsin's own by their usual names. */
  public static List<TopicPlan> standard(String logs, int logPartitions, int replication) {
    List<TopicPlan> plans = new ArrayList<>();
    plans.add(logs(logs, logPartitions, replication));
    plans.addAll(own(TopicNames.DEFAULT, replication));
    return plans;
  }

  private static Map<String, String> kept(Duration time) {
    return withBrokersTime(
        Map.of(
            TopicConfig.CLEANUP_POLICY_CONFIG,
            TopicConfig.CLEANUP_POLICY_DELETE,
            TopicConfig.RETENTION_MS_CONFIG,
            Long.toString(time.toMillis())));
  }

  private static Map<String, String> withBrokersTime(Map<String, String> configuration) {
    Map<String, String> all = new HashMap<>(configuration);
    all.putAll(BROKERS_TIME);
    return all;
  }
}
