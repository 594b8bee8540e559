package io.tocsin.flink.delivery;

import io.tocsin.alert.AlertsRecord;
import io.tocsin.alert.Heartbeat;
import io.tocsin.flink.elasticsearch.BulkLimits;
import io.tocsin.flink.elasticsearch.ElasticsearchConnection;
import io.tocsin.flink.elasticsearch.ElasticsearchSink;
import io.tocsin.flink.job.DurableKafkaSink;
import io.tocsin.flink.job.JobArguments;
import io.tocsin.flink.serializer.AlertsRecordSerializer;
import io.tocsin.flink.serializer.CoreTypeInfo;
import io.tocsin.notify.DeadLetter;
import io.tocsin.receiver.SecretSource;
import io.tocsin.settings.Settings;
import java.time.Duration;
import java.util.Properties;
import java.util.regex.Pattern;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.dag.Transformation;
import org.apache.flink.api.java.functions.KeySelector;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.ExternalizedCheckpointRetention;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.transformations.SideOutputTransformation;
import org.apache.flink.streaming.api.transformations.TwoInputTransformation;
import org.apache.kafka.clients.consumer.OffsetResetStrategy;

/** What {@code tocsin.alerts} says reaches receivers and Elasticsearch. */
public final class DeliveryJob {
  /** The job's name, and its consumer group. */
  public static final String NAME = "tocsin-delivery";

  /**
   * Elasticsearch may be away for as long as it takes to fill this buffer, at two documents a
   * record, before checkpoints wait for it.
   */
  private static final BulkLimits DOCUMENT_LIMITS =
      new BulkLimits(500, 5 << 20, 10 << 20, 1, 20_000, Duration.ofMillis(200));

  private DeliveryJob() {}

  /**
   * Runs the job.
   *
   * @param arguments the path of {@code tocsin.yaml} where the job is started
   */
  public static void main(String[] arguments) throws Exception {
    Settings settings = JobArguments.settings(arguments);
    StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
    env.setParallelism(settings.parallelism());
    build(env, DeliverySettings.of(settings, SecretSource.PROCESS));
    env.execute(NAME);
  }

  /** Adds the job to an environment. */
  public static void build(StreamExecutionEnvironment env, DeliverySettings settings) {
    env.configure(configuration(settings));
    ReceiversText receivers = new ReceiversText(settings.receiversPath(), settings.receivers());
    SingleOutputStreamOperator<AlertsRecord> alerts = alerts(env, settings);
    SingleOutputStreamOperator<AlertsRecord> engine = engine(alerts);
    DataStream<Addressed> addressed =
        routed(alerts, receivers)
            .name("route")
            .uid(DeliveryUids.ROUTE)
            .union(
                routed(engine, receivers)
                    .name("route the engine's")
                    .uid(DeliveryUids.ENGINE_ROUTE));
    Transformation<DeadLetter> notify = notifications(env, settings, receivers, addressed);
    // The sinks have tasks of their own: one that waits for Kafka holds back no notification.
    new DataStream<>(env, notify)
        .sinkTo(
            new DurableKafkaSink<>(
                settings.kafka(), new DeadLetterSchema(settings.topics().deadLetters())))
        .disableChaining()
        .name("dead letters")
        .uid(DeliveryUids.DEAD_LETTERS);
    new DataStream<>(env, new SideOutputTransformation<>(notify, NotifyOperator.JOURNAL))
        .union(engine)
        .sinkTo(
            new DurableKafkaSink<>(settings.kafka(), new JournalSchema(settings.topics().alerts())))
        .disableChaining()
        .name("what became of alerts")
        .uid(DeliveryUids.JOURNAL);
    ElasticsearchConnection elasticsearch = settings.elasticsearch();
    if (elasticsearch != null) {
      documents(env, settings, elasticsearch);
    }
  }

  private static SingleOutputStreamOperator<AlertsRecord> alerts(
      StreamExecutionEnvironment env, DeliverySettings settings) {
    KafkaSource<AlertsRecord> alerts = source(settings, NAME, new AlertsDeserializer());
    WatermarkStrategy<AlertsRecord> settled =
        WatermarkStrategy.forGenerator(context -> new SettledWatermarks());
    return env.fromSource(alerts, settled, "alerts").uid(DeliveryUids.ALERTS);
  }

  /** What the alerting job may be unable to say of itself. */
  private static SingleOutputStreamOperator<AlertsRecord> engine(DataStream<AlertsRecord> alerts) {
    return alerts
        .filter(Heartbeat.class::isInstance)
        .name("heartbeats")
        .uid(DeliveryUids.HEARTBEATS)
        .keyBy(heartbeat -> EngineWatchFunction.ENGINE, Types.STRING)
        .process(
            new EngineWatchFunction(),
            CoreTypeInfo.of(AlertsRecord.class, AlertsRecordSerializer.INSTANCE))
        .name("watch the engine")
        .uid(DeliveryUids.ENGINE_WATCH);
  }

  private static SingleOutputStreamOperator<Addressed> routed(
      DataStream<AlertsRecord> alerts, ReceiversText receivers) {
    return alerts
        .flatMap(new RouteFunction(receivers))
        .returns(CoreTypeInfo.of(Addressed.class, AddressedSerializer.INSTANCE));
  }

  private static Transformation<DeadLetter> notifications(
      StreamExecutionEnvironment env,
      DeliverySettings settings,
      ReceiversText receivers,
      DataStream<Addressed> addressed) {
    DataStream<SilenceChange> silences =
        env.fromSource(silences(settings), WatermarkStrategy.noWatermarks(), "silences")
            .uid(DeliveryUids.SILENCES)
            .setParallelism(1);
    SilencesAtStart atStart = new TopicSilences(settings.kafka(), settings.topics().silences());
    KeySelector<Addressed, String> receiver = Addressed::receiver;
    TwoInputTransformation<Addressed, SilenceChange, DeadLetter> notify =
        new TwoInputTransformation<>(
            addressed.keyBy(receiver, Types.STRING).getTransformation(),
            silences.broadcast().getTransformation(),
            "notify",
            new NotifyOperatorFactory(receivers, settings.links(), atStart),
            CoreTypeInfo.of(DeadLetter.class, DeadLetterSerializer.INSTANCE),
            env.getParallelism());
    notify.setStateKeySelectors(receiver, null);
    notify.setStateKeyType(Types.STRING);
    notify.setUid(DeliveryUids.NOTIFY);
    env.addOperator(notify);
    return notify;
  }

  /** By a pattern, so that the topic may be made later: nobody need silence anything. */
  private static KafkaSource<SilenceChange> silences(DeliverySettings settings) {
    String group = NAME + "-silences";
    return KafkaSource.<SilenceChange>builder()
        .setProperties(patient(settings.kafka()))
        .setBootstrapServers(settings.kafka().getProperty("bootstrap.servers"))
        .setTopicPattern(Pattern.compile(Pattern.quote(settings.topics().silences())))
        .setGroupId(group)
        .setClientIdPrefix(group)
        .setProperty("partition.discovery.interval.ms", "10000")
        .setStartingOffsets(OffsetsInitializer.earliest())
        .setDeserializer(new SilencesDeserializer())
        .build();
  }

  /**
   * With a broker that is away the look-out for new partitions fails after a minute, and with it
   * the whole job, which then says again what it said since its checkpoint. So it waits instead.
   */
  private static Properties patient(Properties kafka) {
    Properties patient = new Properties();
    patient.putAll(kafka);
    patient.setProperty(
        "default.api.timeout.ms", Long.toString(DurableKafkaSink.BROKER_AWAY.toMillis()));
    return patient;
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
                .limits(DOCUMENT_LIMITS)
                .build())
        .name("alert documents")
        .uid(DeliveryUids.ALERT_DOCUMENTS);
  }

  private static <T> KafkaSource<T> source(
      DeliverySettings settings, String group, KafkaRecordDeserializationSchema<T> reader) {
    return KafkaSource.<T>builder()
        .setProperties(patient(settings.kafka()))
        .setBootstrapServers(settings.kafka().getProperty("bootstrap.servers"))
        .setTopics(settings.topics().alerts())
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
    if (settings.checkpointDirectory() != null) {
      configuration.set(CheckpointingOptions.CHECKPOINTS_DIRECTORY, settings.checkpointDirectory());
    }
    // Once Elasticsearch has been away for long its line waits, and so does a checkpoint: that is
    // no
    // reason to start anew.
    configuration.set(CheckpointingOptions.TOLERABLE_FAILURE_NUMBER, Integer.MAX_VALUE);
    configuration.set(
        CheckpointingOptions.EXTERNALIZED_CHECKPOINT_RETENTION,
        ExternalizedCheckpointRetention.RETAIN_ON_CANCELLATION);
    return configuration;
  }
}
