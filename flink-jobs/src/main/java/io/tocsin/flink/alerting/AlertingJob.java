package io.tocsin.flink.alerting;

import io.tocsin.flink.job.DurableKafkaSink;
import io.tocsin.flink.job.JobArguments;
import io.tocsin.flink.job.JobEnvironment;
import io.tocsin.flink.serializer.CoreTypeInfo;
import io.tocsin.flink.serializer.GroupKeySerializer;
import io.tocsin.flink.serializer.KeyedBytes;
import io.tocsin.flink.serializer.KeyedBytesSerializer;
import io.tocsin.flink.source.ClockedKafkaSource;
import io.tocsin.flink.source.ClockedKafkaSourceBuilder;
import io.tocsin.flink.source.RulesDirectory;
import io.tocsin.receiver.SecretSource;
import io.tocsin.settings.Settings;
import io.tocsin.settings.SourceSettings;
import io.tocsin.slot.GroupKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Properties;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.dag.Transformation;
import org.apache.flink.api.java.functions.KeySelector;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.flink.connector.kafka.sink.KafkaSink;
import org.apache.flink.core.fs.Path;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.transformations.TwoInputTransformation;

/**
 * Reads logs from Kafka, evaluates all rules in one pass, and writes what it has to say of alerts
 * to {@code tocsin.alerts}.
 */
public final class AlertingJob {
  /** The job's name, as Flink and the checkpoint bucket know it. */
  public static final String NAME = "alerting";

  private static final TypeInformation<GroupKey> KEYS =
      CoreTypeInfo.ofKey(GroupKey.class, GroupKeySerializer.INSTANCE);

  private AlertingJob() {}

  /**
   * Runs the job.
   *
   * @param args the path of {@code tocsin.yaml} where the job is started
   */
  public static void main(String[] args) throws Exception {
    Settings settings = JobArguments.settings(args);
    StreamExecutionEnvironment env =
        JobEnvironment.create(settings, settings.checkpoints().interval());
    build(env, settings);
    env.execute("tocsin-" + NAME);
  }

  /** Adds the job to an environment. */
  public static void build(StreamExecutionEnvironment env, Settings settings) {
    build(env, settings, source -> {});
  }

  /**
   * Adds the job to an environment.
   *
   * @param tuning changes what the settings say nothing of, such as how often the rules are read
   */
  public static void build(
      StreamExecutionEnvironment env,
      Settings settings,
      Consumer<ClockedKafkaSourceBuilder> tuning) {
    Properties kafka = settings.kafka().client(SecretSource.PROCESS);
    SingleOutputStreamOperator<Partials> partials =
        env.fromSource(
                source(settings, kafka, tuning), ClockedKafkaSource.watermarks("logs"), "logs")
            .uid(Uids.SOURCE)
            .transform("local slots", PartialsSerializer.TYPE_INFORMATION, new LocalSlotsOperator())
            .uid(Uids.LOCAL_SLOTS);
    SingleOutputStreamOperator<KeyedBytes> alerts = groups(env, settings, partials);
    alerts
        .union(incidents(partials, alerts))
        .sinkTo(sink(kafka, new AlertsRecordSchema(settings.topics().alerts())))
        .name("alerts")
        .uid(Uids.ALERTS);
    alerts
        .getSideOutput(GroupOperator.ROLLUPS)
        .sinkTo(sink(kafka, new RollupSchema(settings.topics().slots())))
        .name("slots")
        .uid(Uids.SLOTS);
  }

  /** A broker that is away must not restart a job that would only have to count again. */
  private static <T> KafkaSink<T> sink(Properties kafka, KafkaRecordSerializationSchema<T> schema) {
    return KafkaSink.<T>builder()
        .setBootstrapServers(kafka.getProperty("bootstrap.servers"))
        .setKafkaProducerConfig(DurableKafkaSink.patient(kafka))
        .setDeliveryGuarantee(DeliveryGuarantee.AT_LEAST_ONCE)
        .setRecordSerializer(schema)
        .build();
  }

  /** Partials go to the subtask of their group, control to all of them. */
  private static SingleOutputStreamOperator<KeyedBytes> groups(
      StreamExecutionEnvironment env,
      Settings settings,
      SingleOutputStreamOperator<Partials> partials) {
    KeySelector<Partials, GroupKey> group = one -> one.group().key();
    TwoInputTransformation<Partials, Control, KeyedBytes> groups =
        new TwoInputTransformation<>(
            partials.keyBy(group, KEYS).getTransformation(),
            partials.getSideOutput(LocalSlotsOperator.CONTROL).broadcast().getTransformation(),
            "groups",
            new GroupOperator(new SilentAfter(settings.sources())),
            KeyedBytesSerializer.TYPE_INFORMATION,
            env.getParallelism());
    groups.setStateKeySelectors(group, null);
    groups.setStateKeyType(KEYS);
    groups.setUid(Uids.GROUPS);
    env.addOperator(groups);
    return new Grouped(env, groups);
  }

  /** The stream of an operator that was added by hand; Flink's own such stream is not public. */
  private static final class Grouped extends SingleOutputStreamOperator<KeyedBytes> {
    Grouped(StreamExecutionEnvironment env, Transformation<KeyedBytes> groups) {
      super(env, groups);
    }
  }

  /** What befell the engine, wherever it did, is told by one operator. */
  private static DataStream<KeyedBytes> incidents(
      SingleOutputStreamOperator<Partials> partials,
      SingleOutputStreamOperator<KeyedBytes> alerts) {
    return partials
        .getSideOutput(LocalSlotsOperator.INCIDENTS)
        .union(alerts.getSideOutput(LocalSlotsOperator.INCIDENTS))
        .keyBy(one -> one.group().key(), KEYS)
        .transform("incidents", KeyedBytesSerializer.TYPE_INFORMATION, new IncidentsOperator())
        .uid(Uids.INCIDENTS);
  }

  private static ClockedKafkaSource source(
      Settings settings, Properties kafka, Consumer<ClockedKafkaSourceBuilder> tuning) {
    Properties properties = new Properties();
    properties.putAll(kafka);
    properties.putIfAbsent("group.id", "tocsin-" + NAME);
    ClockedKafkaSourceBuilder source =
        ClockedKafkaSource.builder()
            .kafka(properties)
            .rules(new RulesDirectory(new Path(settings.rules())), CompiledRules::accept)
            .readers(new SourceReaders(settings.sources()))
            .outOfOrderness(longest(settings));
    if (settings.sources().stream().anyMatch(one -> !one.clockMovesOnSilence())) {
      source.clockFromLogsOnly();
    }
    tuning.accept(source);
    return topics(source, settings).build();
  }

  /** A watermark is one promise for all sources, so the most disordered of them has its way. */
  private static Duration longest(Settings settings) {
    return settings.sources().stream()
        .map(SourceSettings::outOfOrderness)
        .max(Comparator.naturalOrder())
        .orElseThrow();
  }

  private static ClockedKafkaSourceBuilder topics(
      ClockedKafkaSourceBuilder source, Settings settings) {
    List<String> names = new ArrayList<>();
    List<String> patterns = new ArrayList<>();
    for (SourceSettings one : settings.sources()) {
      if (one.topicPattern() == null) {
        names.addAll(one.topics());
      } else {
        patterns.add(one.topicPattern().pattern());
      }
    }
    if (patterns.isEmpty()) {
      return source.topics(names);
    }
    names.forEach(name -> patterns.add(Pattern.quote(name)));
    return source.topicPattern(
        Pattern.compile(
            patterns.stream().map(one -> "(?:" + one + ")").collect(Collectors.joining("|"))));
  }
}
