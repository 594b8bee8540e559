package io.tocsin.flink.delivery;

import io.tocsin.alert.AlertsRecord;
import io.tocsin.flink.elasticsearch.ElasticsearchConnection;
import io.tocsin.flink.elasticsearch.ElasticsearchSink;
import io.tocsin.flink.serializer.CoreTypeInfo;
import io.tocsin.notify.DeadLetter;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.ExternalizedCheckpointRetention;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.apache.kafka.clients.consumer.OffsetResetStrategy;

/** What {@code tocsin.alerts} says reaches receivers and Elasticsearch. */
public final class DeliveryJob {
  /** The job's name, and its consumer group. */
  public static final String NAME = "tocsin-delivery";

  private DeliveryJob() {}

  /** Adds the job to an environment. */
  public static void build(StreamExecutionEnvironment env, DeliverySettings settings) {
    env.configure(configuration(settings));
    SingleOutputStreamOperator<DeadLetter> deadLetters = notifications(env, settings);
    deadLetters.sinkTo(new DiscardingSink<>()).name("dead letters").uid(DeliveryUids.DEAD_LETTERS);
    ElasticsearchConnection elasticsearch = settings.elasticsearch();
    if (elasticsearch != null) {
      documents(env, settings, elasticsearch);
    }
  }

  private static SingleOutputStreamOperator<DeadLetter> notifications(
      StreamExecutionEnvironment env, DeliverySettings settings) {
    ReceiversText receivers = new ReceiversText(settings.receiversPath(), settings.receivers());
    KafkaSource<AlertsRecord> alerts = source(settings, NAME, new AlertsDeserializer());
    WatermarkStrategy<AlertsRecord> settled =
        WatermarkStrategy.forGenerator(context -> new SettledWatermarks());
    return env.fromSource(alerts, settled, "alerts")
        .uid(DeliveryUids.ALERTS)
        .flatMap(new RouteFunction(receivers))
        .returns(CoreTypeInfo.of(Addressed.class, AddressedSerializer.INSTANCE))
        .name("route")
        .uid(DeliveryUids.ROUTE)
        .keyBy(Addressed::receiver, Types.STRING)
        .transform(
            "notify",
            CoreTypeInfo.of(DeadLetter.class, DeadLetterSerializer.INSTANCE),
            new NotifyOperatorFactory(receivers, settings.links()))
        .uid(DeliveryUids.NOTIFY);
  }

  /** A source of its own, so that what waits for Elasticsearch holds back no notification. */
  private static void documents(
      StreamExecutionEnvironment env,
      DeliverySettings settings,
      ElasticsearchConnection elasticsearch) {
    KafkaSource<AlertDocument> records = source(settings, NAME + "-records", new AlertDocuments());
    env.fromSource(records, WatermarkStrategy.noWatermarks(), "alert records")
        .uid(DeliveryUids.RECORDS)
        .sinkTo(
            ElasticsearchSink.<AlertDocument>builder()
                .connection(elasticsearch)
                .entries(AlertDocument::toEntry)
                .rejections(LoggedRejections::new)
                .build())
        .name("alert documents")
        .uid(DeliveryUids.ALERT_DOCUMENTS);
  }

  private static <T> KafkaSource<T> source(
      DeliverySettings settings, String group, KafkaRecordDeserializationSchema<T> reader) {
    return KafkaSource.<T>builder()
        .setProperties(settings.kafka())
        .setBootstrapServers(settings.kafka().getProperty("bootstrap.servers"))
        .setTopics(settings.alertsTopic())
        .setGroupId(group)
        .setClientIdPrefix(group)
        .setProperty("isolation.level", "read_committed")
        .setStartingOffsets(OffsetsInitializer.committedOffsets(OffsetResetStrategy.EARLIEST))
        .setDeserializer(reader)
        .build();
  }

  private static Configuration configuration(DeliverySettings settings) {
    Configuration configuration = new Configuration();
    configuration.set(PipelineOptions.GENERIC_TYPES, false);
    configuration.set(PipelineOptions.OBJECT_REUSE, true);
    // The state is small, and objects in it are shared, not copied.
    configuration.set(StateBackendOptions.STATE_BACKEND, "hashmap");
    configuration.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, settings.checkpointInterval());
    // While Elasticsearch is away its line waits, and so does a checkpoint: that is no reason to
    // start anew.
    configuration.set(CheckpointingOptions.TOLERABLE_FAILURE_NUMBER, Integer.MAX_VALUE);
    configuration.set(
        CheckpointingOptions.EXTERNALIZED_CHECKPOINT_RETENTION,
        ExternalizedCheckpointRetention.RETAIN_ON_CANCELLATION);
    return configuration;
  }
}
