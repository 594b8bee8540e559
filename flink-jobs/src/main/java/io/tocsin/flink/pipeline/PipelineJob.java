package io.tocsin.flink.pipeline;

import io.tocsin.flink.deadletter.DeadLetter;
import io.tocsin.flink.elasticsearch.BulkEntry;
import io.tocsin.flink.elasticsearch.ElasticsearchSink;
import io.tocsin.flink.elasticsearch.RejectionHandler;
import io.tocsin.flink.job.JobArguments;
import io.tocsin.flink.job.JobEnvironment;
import io.tocsin.receiver.SecretSource;
import io.tocsin.settings.PipelineLayout;
import io.tocsin.settings.Settings;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Properties;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.KafkaSourceBuilder;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.flink.streaming.api.datastream.DataStreamSink;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.kafka.clients.consumer.OffsetResetStrategy;

/** Logs from Kafka to Elasticsearch. */
public final class PipelineJob {
  /** The job's name, which is its consumer group too. */
  public static final String NAME = "tocsin-pipeline";

  private static final String SINK_SLOTS = "sink";

  private PipelineJob() {}

  /**
   * Starts the job.
   *
   * @param arguments the path of {@code tocsin.yaml}
   * @throws Exception if the settings are wrong, or the job cannot be started
   */
  public static void main(String[] arguments) throws Exception {
    FieldsBesideRules fields = new FieldsBesideRules();
    Settings settings = JobArguments.settings(fields, arguments);
    StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
    env.setParallelism(settings.parallelism());
    build(env, PipelineSettings.of(settings, fields.texts(), SecretSource.PROCESS));
    env.execute(NAME);
  }

  /** Adds the job to an environment. */
  public static void build(StreamExecutionEnvironment env, PipelineSettings settings) {
    JobEnvironment.configure(env, configuration(settings));
    buildLogs(env, settings);
    buildDeadLetters(env, settings);
  }

  private static void buildLogs(StreamExecutionEnvironment env, PipelineSettings settings) {
    KafkaSource<KafkaRecord> logs = subscribed(source(settings, NAME), settings.sources()).build();
    SingleOutputStreamOperator<BulkEntry> documents =
        env.fromSource(logs, WatermarkStrategy.noWatermarks(), "logs")
            .uid(PipelineUids.LOGS)
            .process(new ReadLogsFunction(settings.sources(), settings.kafka()))
            .name("read")
            .uid(PipelineUids.READ);
    Properties kafka = settings.kafka();
    String deadLetterTopic = settings.deadLetterTopic();
    lay(
            documents,
            sink(settings, () -> new DeadLetterTopic(kafka, deadLetterTopic)),
            settings.layout())
        .name("documents")
        .uid(PipelineUids.DOCUMENTS);
    documents
        .getSideOutput(ReadLogsFunction.DEAD_LETTERS)
        .sinkTo(DeadLetter.sink(kafka, deadLetterTopic))
        .name("dead letters out")
        .uid(PipelineUids.DEAD_LETTERS_OUT);
  }

  /**
   * One chain where as many subtasks write as read. Where not, each reader has its few writers
   * (rescale), so that there are few connections, and no reader waits for all writers.
   */
  private static DataStreamSink<BulkEntry> lay(
      SingleOutputStreamOperator<BulkEntry> documents,
      ElasticsearchSink<BulkEntry> sink,
      PipelineLayout layout) {
    Integer writers = layout.sinkParallelism();
    DataStreamSink<BulkEntry> laid =
        writers == null || writers == documents.getParallelism()
            ? documents.sinkTo(sink)
            : documents.rescale().sinkTo(sink).setParallelism(writers);
    return layout.sinkHasOwnSlots() ? laid.slotSharingGroup(SINK_SLOTS) : laid;
  }

  /** A topic that is named and not there is an error; a pattern waits for its topics. */
  private static KafkaSourceBuilder<KafkaRecord> subscribed(
      KafkaSourceBuilder<KafkaRecord> source, List<PipelineSource> sources) {
    if (sources.stream().allMatch(each -> each.topicPattern() == null)) {
      return source.setTopics(sources.stream().flatMap(each -> each.topics().stream()).toList());
    }
    String expression =
        sources.stream().map(PipelineSource::expression).collect(Collectors.joining("|"));
    return source.setTopicPattern(Pattern.compile(expression));
  }

  /** Dead letters are few: one subtask, so that they cost no connections. */
  private static void buildDeadLetters(StreamExecutionEnvironment env, PipelineSettings settings) {
    KafkaSource<KafkaRecord> letters =
        source(settings, NAME + "-dead-letters").setTopics(settings.deadLetterTopic()).build();
    String stream = settings.deadLetterStream();
    env.fromSource(letters, WatermarkStrategy.noWatermarks(), "dead letters in")
        .uid(PipelineUids.DEAD_LETTERS_IN)
        .setParallelism(1)
        .map(record -> document(record, stream))
        .returns(BulkEntry.class)
        .uid(PipelineUids.DEAD_LETTERS_READ)
        .setParallelism(1)
        .sinkTo(sink(settings, StaysInTopic::new))
        .name("dead letter documents")
        .uid(PipelineUids.DEAD_LETTER_DOCUMENTS)
        .setParallelism(1);
  }

  /**
   * By the letter's key, so that two jobs that stumble over one record make one document. They are
   * few, and the second may come long after the first, so each is looked for.
   */
  private static BulkEntry document(KafkaRecord record, String stream) {
    String id =
        record.key().length == 0
            ? record.coordinates().id()
            : new String(record.key(), StandardCharsets.UTF_8);
    return BulkEntry.create(stream, id, record.value())
        .withOrigin(record.coordinates().toBytes())
        .thatMayBeThere();
  }

  private static KafkaSourceBuilder<KafkaRecord> source(PipelineSettings settings, String group) {
    return KafkaSource.<KafkaRecord>builder()
        .setProperties(settings.kafka())
        .setBootstrapServers(settings.kafka().getProperty("bootstrap.servers"))
        .setGroupId(group)
        .setClientIdPrefix(group)
        .setProperty("isolation.level", "read_committed")
        .setStartingOffsets(OffsetsInitializer.committedOffsets(OffsetResetStrategy.EARLIEST))
        .setDeserializer(new KafkaRecordDeserializer());
  }

  private static ElasticsearchSink<BulkEntry> sink(
      PipelineSettings settings, RejectionHandler.Factory rejections) {
    return ElasticsearchSink.<BulkEntry>builder()
        .connection(settings.elasticsearch())
        .entries(entry -> entry)
        .rejections(rejections)
        .limits(settings.limits())
        .backoff(settings.backoff())
        .build();
  }

  private static Configuration configuration(PipelineSettings settings) {
    Configuration configuration = JobEnvironment.configuration(settings.checkpointInterval());
    if (settings.checkpointDirectory() != null) {
      configuration.set(CheckpointingOptions.CHECKPOINTS_DIRECTORY, settings.checkpointDirectory());
    }
    return configuration;
  }
}
