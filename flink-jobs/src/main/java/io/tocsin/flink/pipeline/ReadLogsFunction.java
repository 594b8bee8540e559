package io.tocsin.flink.pipeline;

import io.tocsin.document.Flaw;
import io.tocsin.document.JsonLogReader;
import io.tocsin.document.LogReaders;
import io.tocsin.document.RawRecord;
import io.tocsin.document.ReadStats;
import io.tocsin.document.Undecodable;
import io.tocsin.flink.deadletter.Coordinates;
import io.tocsin.flink.deadletter.DeadLetter;
import io.tocsin.flink.elasticsearch.BulkEntry;
import io.tocsin.flink.job.SteadyClock;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.concurrent.atomic.LongAdder;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/** Reads the logs of records, and sets aside what is none. */
final class ReadLogsFunction extends ProcessFunction<KafkaRecord, BulkEntry> {
  static final OutputTag<DeadLetter> DEAD_LETTERS =
      new OutputTag<>("dead-letters", TypeInformation.of(DeadLetter.class));

  private static final long serialVersionUID = 1L;

  private final List<PipelineSource> sources;
  private final Properties kafka;
  private transient EarlierAttempts earlier;
  private transient ReadStats stats;
  private transient Map<String, JsonLogReader> byTopic;
  private transient Map<String, LongAdder> dropped;

  @SuppressWarnings("NullAway.Init") // transient fields are made in open()
  ReadLogsFunction(List<PipelineSource> sources, Properties kafka) {
    this.sources = sources;
    this.kafka = kafka;
  }

  @Override
  public void open(OpenContext context) {
    ReadStats counts = new ReadStats();
    stats = counts;
    earlier = new EarlierAttempts(kafka);
    byTopic = new HashMap<>();
    MetricGroup group = getRuntimeContext().getMetricGroup().addGroup("pipeline");
    group.gauge("logs", counts::logs);
    dropped = new HashMap<>();
    for (PipelineSource source : sources) {
      LongAdder count = new LongAdder();
      dropped.put(source.name(), count);
      group.addGroup("source", source.name()).gauge("dropped", count::sum);
    }
    for (Flaw flaw : Flaw.values()) {
      group
          .addGroup("flaw", flaw.name().toLowerCase(Locale.ROOT))
          .gauge("flaws", () -> counts.count(flaw));
    }
  }

  @Override
  public void processElement(KafkaRecord record, Context context, Collector<BulkEntry> out) {
    long nowMillis = SteadyClock.ofThisProcess().absoluteTimeMillis();
    JsonLogReader reader = byTopic.computeIfAbsent(record.topic(), this::reader);
    Coordinates origin = record.coordinates();
    byte[] originBytes = origin.toBytes();
    boolean repeated = earlier.canHaveIndexed(record);
    RawRecord raw =
        new RawRecord(
            record.topic(),
            record.partition(),
            record.offset(),
            record.timestampMillis(),
            record.stampedByBroker(),
            record.value());
    Undecodable problem =
        reader.read(
            raw,
            nowMillis,
            log -> {
              BulkEntry entry =
                  BulkEntry.create(log.dataStream(), origin.id(log.position()), log.json())
                      .withOrigin(originBytes);
              out.collect(repeated ? entry.thatMayBeThere() : entry);
            });
    if (problem != null) {
      context.output(
          DEAD_LETTERS,
          DeadLetter.undecodable(
              nowMillis, problem.reason(), problem.detail(), origin, record.value()));
    }
  }

  private JsonLogReader reader(String topic) {
    for (PipelineSource source : sources) {
      if (source.covers(topic)) {
        return reader(source);
      }
    }
    throw new IllegalStateException("no source covers the topic " + topic);
  }

  private JsonLogReader reader(PipelineSource source) {
    DropFilters.Compiled filters = source.drop().compile();
    LongAdder count = Objects.requireNonNull(dropped.get(source.name()));
    return LogReaders.json(
        source.spec(),
        filters.fields(),
        log -> {
          boolean kept = filters.keeps(log);
          if (!kept) {
            count.increment();
          }
          return kept;
        },
        stats);
  }
}
