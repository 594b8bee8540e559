package io.tocsin.flink.source;

import io.tocsin.clock.SilencePolicy;
import java.io.Serializable;
import java.time.Duration;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.common.serialization.ByteBufferDeserializer;

/**
 * What both halves of the source are told.
 *
 * @param kafka the client's properties; not changed
 * @param outOfOrderness how far watermarks stay behind the newest event time
 * @param clockMovesOnSilence whether proven silence moves the clock
 * @param rulesInterval how often the rules are read
 * @param proofInterval how often the broker is asked where partitions end
 * @param watermarkInterval the shortest time between two watermarks
 * @param keepSupersededRules how long, in event time, rules are kept after their last slot
 */
record SourceSettings(
    Properties kafka,
    RulesInput rules,
    RulesAcceptance acceptance,
    LogReaderFactory readers,
    Duration outOfOrderness,
    boolean clockMovesOnSilence,
    Duration rulesInterval,
    Duration proofInterval,
    Duration watermarkInterval,
    Duration keepSupersededRules)
    implements Serializable {

  /** Four times Kafka's own: each poll hands its records over to another thread. */
  private static final String MOST_POLLED_RECORDS = "2000";

  SilencePolicy silence() {
    if (!clockMovesOnSilence) {
      return SilencePolicy.LOGS_ONLY;
    }
    // Blindness is several questions without an answer, not one that is a little late.
    Duration several = proofInterval.multipliedBy(3);
    SilencePolicy usual = SilencePolicy.ON_PROOF;
    return several.compareTo(usual.blindAfter()) <= 0
        ? usual
        : new SilencePolicy(true, several, usual.longestGrace());
  }

  Properties adminProperties() {
    return copy("-end-offsets");
  }

  Properties consumerProperties(int subtask) {
    Properties properties = copy("-" + subtask);
    properties.setProperty(
        ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, ByteBufferDeserializer.class.getName());
    properties.setProperty(
        ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteBufferDeserializer.class.getName());
    properties.setProperty(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
    properties.putIfAbsent(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, MOST_POLLED_RECORDS);
    return properties;
  }

  boolean commitsOffsets() {
    return kafka.getProperty(ConsumerConfig.GROUP_ID_CONFIG) != null;
  }

  private Properties copy(String clientIdSuffix) {
    Properties properties = new Properties();
    properties.putAll(kafka);
    String prefix = properties.getProperty(ConsumerConfig.CLIENT_ID_CONFIG, "tocsin");
    properties.setProperty(ConsumerConfig.CLIENT_ID_CONFIG, prefix + clientIdSuffix);
    return properties;
  }
}
