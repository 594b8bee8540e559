package io.tocsin.flink.delivery;

import io.tocsin.alert.AlertRecord;
import io.tocsin.flink.elasticsearch.BulkLimits;
import io.tocsin.flink.elasticsearch.ElasticsearchConnection;
import io.tocsin.flink.elasticsearch.ElasticsearchSink;
import io.tocsin.flink.job.DurableKafkaSink;
import io.tocsin.flink.job.JobArguments;
import io.tocsin.flink.job.JobEnvironment;
import io.tocsin.flink.job.KeptKafkaSink;
import io.tocsin.flink.serializer.CoreTypeInfo;
import io.tocsin.notify.DeadLetter;
import io.tocsin.receiver.SecretSource;
import io.tocsin.settings.Settings;
import java.time.Duration;
import java.util.Properties;
import java.util.regex.Pattern;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.dag.Transformation;
import org.apache.flink.api.java.functions.KeySelector;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.ExecutionOptions;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.KafkaSourceBuilder;
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

  /** Older dead letters are no news to a job that begins. */
  private static final Duration DEAD_LETTERS_BEFORE = Duration.ofMinutes(5);

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
    JobEnvironment.configure(env, configuration(settings));
    ReceiversText receivers = new ReceiversText(settings.receiversPath(), settings.receivers());
    SingleOutputStreamOperator<WrittenRecord> alerts = alerts(env, settings);
    DataStream<ReceiversRead> changes =
        env.fromSource(
                new ReceiversSource(
                    settings.receiversPath(),
                    !settings.receivers().isEmpty(),
                    settings.receiversInterval()),
                Timeless.records(),
                "receivers")
            .uid(DeliveryUids.RECEIVERS)
            .setParallelism(1);
    SingleOutputStreamOperator<WrittenRecord> engine =
        engine(alerts, changes, deadLetters(env, settings));
    DataStream<WrittenRecord> ofAlerts =
        alerts
            .filter(record -> record.record() instanceof AlertRecord)
            .name("of alerts")
            .uid(DeliveryUids.OF_ALERTS)
            .setParallelism(1);
    TypeInformation<Addressed> addressed =
        CoreTypeInfo.of(Addressed.class, AddressedSerializer.INSTANCE);
    SingleOutputStreamOperator<Addressed> routed =
        ofAlerts
            .connect(changes.broadcast(RouteFunction.UNUSED))
            .process(new RouteFunction(receivers), addressed)
            .name("route")
            .uid(DeliveryUids.ROUTE)
            .setParallelism(1);
    // What changes is told by the one subtask that watches, so one routes and hears of all of it.
    SingleOutputStreamOperator<Addressed> routedEngine =
        engine
            .getSideOutput(EngineWatchFunction.NEWS)
            .process(new EngineRouteFunction(receivers), addressed)
            .name("route the engine's")
            .uid(DeliveryUids.ENGINE_ROUTE)
            .setParallelism(1);
    DataStream<Directive> directives =
        silences(env, settings)
            .union(
                engine.getSideOutput(EngineWatchFunction.DARKNESS),
                routed.getSideOutput(Routing.RECEIVERS),
                routedEngine.getSideOutput(Routing.RECEIVERS));
    Transformation<DeadLetter> notify =
        notifications(env, settings, receivers, routed.union(routedEngine), directives);
    // The sinks have tasks of their own: one that waits for Kafka holds back no notification.
    new DataStream<>(env, notify)
        .sinkTo(
            new KeptKafkaSink<>(
                settings.kafka(), new DeadLetterSchema(settings.topics().deadLetters())))
        .disableChaining()
        .name("dead letters")
        .uid(DeliveryUids.DEAD_LETTERS);
    new DataStream<>(env, new SideOutputTransformation<>(notify, NotifyOperator.JOURNAL))
        .union(
            engine,
            routed.getSideOutput(Routing.NOBODY),
            routedEngine.getSideOutput(Routing.NOBODY))
        .sinkTo(
            new KeptKafkaSink<>(settings.kafka(), new JournalSchema(settings.topics().alerts())))
        .disableChaining()
        .name("what became of alerts")
        .uid(DeliveryUids.JOURNAL);
    ElasticsearchConnection elasticsearch = settings.elasticsearch();
    if (elasticsearch != null) {
      documents(env, settings, elasticsearch);
    }
  }

  /**
   * Read by one subtask, which has no trouble with what people are to be told: one that has no
   * partition, because there are more subtasks than partitions, would hold back event time.
   */
  private static SingleOutputStreamOperator<WrittenRecord> alerts(
      StreamExecutionEnvironment env, DeliverySettings settings) {
    KafkaSource<WrittenRecord> alerts = alertsSource(settings, NAME, new AlertsDeserializer());
    WatermarkStrategy<WrittenRecord> settled =
        WatermarkStrategy.forGenerator(context -> new SettledWatermarks());
    return env.fromSource(alerts, settled, "alerts").uid(DeliveryUids.ALERTS).setParallelism(1);
  }

  /** What the alerting job may be unable to say of itself, and what it cannot know. */
  private static SingleOutputStreamOperator<WrittenRecord> engine(
      DataStream<WrittenRecord> alerts,
      DataStream<ReceiversRead> changes,
      DataStream<EngineSign> deadLetters) {
    TypeInformation<EngineSign> signs = CodecSerializer.SIGN.of(EngineSign.class);
    return alerts
        .flatMap(new Heartbeats())
        .returns(signs)
        .name("heartbeats")
        .uid(DeliveryUids.HEARTBEATS)
        .setParallelism(1)
        .union(
            changes
                .map(read -> (EngineSign) new EngineSign.Receivers(read))
                .returns(signs)
                .name("receivers read")
                .uid(DeliveryUids.RECEIVERS_READ)
                .setParallelism(1),
            deadLetters)
        .keyBy(sign -> EngineWatchFunction.ENGINE, Types.STRING)
        .transform(
            "watch the engine", WrittenRecordSerializer.TYPE_INFORMATION, new EngineWatchOperator())
        .uid(DeliveryUids.ENGINE_WATCH);
  }

  /** By a pattern, since nothing may ever have gone wrong. What went wrong long ago is no news. */
  private static DataStream<EngineSign> deadLetters(
      StreamExecutionEnvironment env, DeliverySettings settings) {
    KafkaSource<EngineSign> source =
        source(settings, NAME + "-dead-letters", new DeadLetterSigns())
            .setTopicPattern(Pattern.compile(Pattern.quote(settings.topics().deadLetters())))
            .setProperty("partition.discovery.interval.ms", "10000")
            .setStartingOffsets(
                OffsetsInitializer.timestamp(
                    System.currentTimeMillis() - DEAD_LETTERS_BEFORE.toMillis()))
            .build();
    return env.fromSource(source, Timeless.records(), "dead letters that came")
        .uid(DeliveryUids.DEAD_LETTERS_SEEN)
        .setParallelism(1);
  }

  private static Transformation<DeadLetter> notifications(
      StreamExecutionEnvironment env,
      DeliverySettings settings,
      ReceiversText receivers,
      DataStream<Addressed> addressed,
      DataStream<Directive> directives) {
    SilencesAtStart atStart = new TopicSilences(settings.kafka(), settings.topics().silences());
    KeySelector<Addressed, String> receiver = Addressed::receiver;
    TwoInputTransformation<Addressed, Directive, DeadLetter> notify =
        new TwoInputTransformation<>(
            addressed.keyBy(receiver, Types.STRING).getTransformation(),
            directives.broadcast().getTransformation(),
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
  private static DataStream<Directive> silences(
      StreamExecutionEnvironment env, DeliverySettings settings) {
    KafkaSource<Directive> source =
        source(settings, NAME + "-silences", new SilencesDeserializer())
            .setTopicPattern(Pattern.compile(Pattern.quote(settings.topics().silences())))
            .setProperty("partition.discovery.interval.ms", "10000")
            .setStartingOffsets(OffsetsInitializer.earliest())
            .build();
    return env.fromSource(source, WatermarkStrategy.noWatermarks(), "silences")
        .uid(DeliveryUids.SILENCES)
        .setParallelism(1);
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

  /** Sources of their own, so that what waits for Elasticsearch holds back no notification. */
  private static void documents(
      StreamExecutionEnvironment env,
      DeliverySettings settings,
      ElasticsearchConnection elasticsearch) {
    KafkaSource<AlertDocument> records =
        alertsSource(settings, NAME + "-records", new AlertDocuments());
    env.fromSource(records, WatermarkStrategy.noWatermarks(), "alert records")
        .uid(DeliveryUids.RECORDS)
        .sinkTo(documentSink(elasticsearch))
        .name("alert documents")
        .uid(DeliveryUids.ALERT_DOCUMENTS);
    // By a pattern, since the topic need not be there: no rule may ask for rollups.
    KafkaSource<AlertDocument> slots =
        source(settings, NAME + "-slots", new SlotDocuments())
            .setTopicPattern(Pattern.compile(Pattern.quote(settings.topics().slots())))
            .setProperty("partition.discovery.interval.ms", "10000")
            .setStartingOffsets(OffsetsInitializer.committedOffsets(OffsetResetStrategy.EARLIEST))
            .build();
    env.fromSource(slots, WatermarkStrategy.noWatermarks(), "slot rollups")
        .uid(DeliveryUids.SLOTS)
        .sinkTo(documentSink(elasticsearch))
        .name("slot documents")
        .uid(DeliveryUids.SLOT_DOCUMENTS);
  }

  private static ElasticsearchSink<AlertDocument> documentSink(
      ElasticsearchConnection elasticsearch) {
    return ElasticsearchSink.<AlertDocument>builder()
        .connection(elasticsearch)
        .entries(AlertDocument::toEntry)
        .rejections(LoggedRejections::new)
        .limits(DOCUMENT_LIMITS)
        .build();
  }

  private static <T> KafkaSource<T> alertsSource(
      DeliverySettings settings, String group, KafkaRecordDeserializationSchema<T> reader) {
    return source(settings, group, reader)
        .setTopics(settings.topics().alerts())
        .setStartingOffsets(OffsetsInitializer.committedOffsets(OffsetResetStrategy.EARLIEST))
        .build();
  }

  private static <T> KafkaSourceBuilder<T> source(
      DeliverySettings settings, String group, KafkaRecordDeserializationSchema<T> reader) {
    return KafkaSource.<T>builder()
        .setProperties(patient(settings.kafka()))
        .setBootstrapServers(settings.kafka().getProperty("bootstrap.servers"))
        .setGroupId(group)
        .setClientIdPrefix(group)
        .setProperty("isolation.level", "read_committed")
        .setDeserializer(reader);
  }

  private static Configuration configuration(DeliverySettings settings) {
    Configuration configuration = JobEnvironment.configuration(settings.checkpointInterval());
    // The state is small, and objects in it are shared, not copied. Alerts of one rule say most
    // things alike, so a storm of them is a fifth when it is compressed.
    configuration.set(StateBackendOptions.STATE_BACKEND, "hashmap");
    configuration.set(ExecutionOptions.SNAPSHOT_COMPRESSION, true);
    if (settings.checkpointDirectory() != null) {
      configuration.set(CheckpointingOptions.CHECKPOINTS_DIRECTORY, settings.checkpointDirectory());
    }
    return configuration;
  }
}
