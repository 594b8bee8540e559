package io.tocsin.flink.source;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.regex.Pattern;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.KafkaSourceBuilder;
import org.apache.flink.connector.kafka.source.KafkaSourceOptions;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

/** Builds a {@link ClockedKafkaSource}. */
public final class ClockedKafkaSourceBuilder {
  private final Properties kafka = new Properties();
  private List<String> topics = List.of();
  private @Nullable Pattern topicPattern;
  private OffsetsInitializer start = OffsetsInitializer.earliest();
  private @Nullable RulesInput rules;
  private @Nullable RulesAcceptance acceptance;
  private @Nullable LogReaderFactory readers;
  private Duration outOfOrderness = Duration.ofSeconds(5);
  private boolean clockMovesOnSilence = true;
  private Duration rulesInterval = Duration.ofSeconds(10);
  private Duration proofInterval = Duration.ofSeconds(1);
  private Duration keepSupersededRules = Duration.ofHours(1);

  ClockedKafkaSourceBuilder() {}

  /**
   * The Kafka client's properties, {@code bootstrap.servers} among them. With a {@code group.id}
   * offsets are committed after each checkpoint, for those who watch the group.
   */
  public ClockedKafkaSourceBuilder kafka(Properties properties) {
    kafka.putAll(properties);
    return this;
  }

  /** Reads these topics. */
  public ClockedKafkaSourceBuilder topics(List<String> names) {
    topics = List.copyOf(names);
    return this;
  }

  /** Reads all topics whose whole name matches. */
  public ClockedKafkaSourceBuilder topicPattern(Pattern pattern) {
    topicPattern = pattern;
    return this;
  }

  /** Where to begin without a checkpoint; at the earliest record unless set. */
  public ClockedKafkaSourceBuilder startingAt(OffsetsInitializer offsets) {
    start = offsets;
    return this;
  }

  /** Where rules come from, and what of them is accepted. */
  public ClockedKafkaSourceBuilder rules(RulesInput input, RulesAcceptance acceptance) {
    this.rules = input;
    this.acceptance = acceptance;
    return this;
  }

  /** What decodes records. */
  public ClockedKafkaSourceBuilder readers(LogReaderFactory factory) {
    readers = factory;
    return this;
  }

  /** How far watermarks stay behind the newest event time; 5 s unless set. */
  public ClockedKafkaSourceBuilder outOfOrderness(Duration duration) {
    outOfOrderness = duration;
    return this;
  }

  /** Silence never moves the clock, proven or not. */
  public ClockedKafkaSourceBuilder clockFromLogsOnly() {
    clockMovesOnSilence = false;
    return this;
  }

  /** How often the rules are read; 10 s unless set. */
  public ClockedKafkaSourceBuilder rulesInterval(Duration duration) {
    rulesInterval = duration;
    return this;
  }

  /** How often the broker is asked where the partitions end; 1 s unless set. */
  public ClockedKafkaSourceBuilder proofInterval(Duration duration) {
    proofInterval = duration;
    return this;
  }

  /**
   * How long rules are kept at least after the last slot that they govern, in event time; 1 h
   * unless set. They are kept for as long as some rule counts late logs, if that is longer.
   */
  public ClockedKafkaSourceBuilder keepSupersededRules(Duration duration) {
    keepSupersededRules = duration;
    return this;
  }

  /**
   * The source.
   *
   * @throws NullPointerException if rules or readers are missing
   * @throws IllegalStateException if there are neither topics nor a pattern
   */
  public ClockedKafkaSource build() {
    if (topics.isEmpty() && topicPattern == null) {
      throw new IllegalStateException("the source has neither topics nor a topic pattern");
    }
    Properties properties = new Properties();
    properties.putAll(kafka);
    properties.setProperty(
        ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
        start.getAutoOffsetResetStrategy().name().toLowerCase(Locale.ROOT));
    SourceSettings settings =
        new SourceSettings(
            properties,
            requireNonNull(rules, "rules"),
            requireNonNull(acceptance, "acceptance"),
            requireNonNull(readers, "readers"),
            outOfOrderness,
            clockMovesOnSilence,
            rulesInterval,
            proofInterval,
            Duration.ofMillis(200),
            keepSupersededRules);
    return new ClockedKafkaSource(kafkaSource(), settings);
  }

  /** Kafka's own source, of which only the enumerator is used. */
  private KafkaSource<byte[]> kafkaSource() {
    Properties withDiscovery = new Properties();
    withDiscovery.setProperty(
        KafkaSourceOptions.PARTITION_DISCOVERY_INTERVAL_MS.key(),
        String.valueOf(Duration.ofSeconds(30).toMillis()));
    withDiscovery.putAll(kafka);
    KafkaSourceBuilder<byte[]> builder =
        KafkaSource.<byte[]>builder()
            .setProperties(withDiscovery)
            .setClientIdPrefix(kafka.getProperty(ConsumerConfig.CLIENT_ID_CONFIG, "tocsin"))
            .setStartingOffsets(start)
            .setDeserializer(
                KafkaRecordDeserializationSchema.valueOnly(ByteArrayDeserializer.class));
    return topicPattern == null
        ? builder.setTopics(topics).build()
        : builder.setTopicPattern(topicPattern).build();
  }
}
