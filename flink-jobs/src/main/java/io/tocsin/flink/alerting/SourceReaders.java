package io.tocsin.flink.alerting;

import io.tocsin.document.FieldIndex;
import io.tocsin.document.LogReader;
import io.tocsin.document.LogReaders;
import io.tocsin.document.RawRecord;
import io.tocsin.document.ReadStats;
import io.tocsin.document.SourceSpec;
import io.tocsin.document.Undecodable;
import io.tocsin.engine.LocalSlots;
import io.tocsin.flink.source.LogReaderFactory;
import io.tocsin.rule.RuleBundle;
import io.tocsin.rule.RuleSet;
import io.tocsin.settings.SourceSettings;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes readers that show the fields of the rules in force, each topic decoded in its own way. */
final class SourceReaders implements LogReaderFactory {
  private static final long serialVersionUID = 1L;

  private final ArrayList<TopicSpec> specs = new ArrayList<>();

  private record TopicSpec(Topics topics, SourceSpec spec) implements Serializable {}

  SourceReaders(List<SourceSettings> sources) {
    for (SourceSettings source : sources) {
      specs.add(new TopicSpec(Topics.of(source), source.spec()));
    }
  }

  @Override
  public LogReader create(List<RuleBundle> inForce, ReadStats stats) {
    List<RuleSet> rules = inForce.stream().map(CompiledRules::of).toList();
    return new ByTopic(LocalSlots.fields(rules), stats);
  }

  private final class ByTopic implements LogReader {
    private final FieldIndex fields;
    private final ReadStats stats;
    private final Map<String, LogReader> readers = new HashMap<>();

    /** Of the log before, which is of the same topic most often. */
    private String lastTopic = "";

    private @Nullable LogReader lastReader;

    ByTopic(FieldIndex fields, ReadStats stats) {
      this.fields = fields;
      this.stats = stats;
    }

    @Override
    public @Nullable Undecodable read(RawRecord record, long nowMillis, DocumentConsumer out) {
      LogReader reader = lastReader;
      if (reader == null || !lastTopic.equals(record.topic())) {
        reader = readers.computeIfAbsent(record.topic(), this::create);
        lastReader = reader;
        lastTopic = record.topic();
      }
      return reader.read(record, nowMillis, out);
    }

    private LogReader create(String topic) {
      return LogReaders.create(specOf(topic), fields, topic, stats);
    }
  }

  private SourceSpec specOf(String topic) {
    for (TopicSpec spec : specs) {
      if (spec.topics().covers(topic)) {
        return spec.spec();
      }
    }
    throw new IllegalArgumentException("no source has the topic " + topic);
  }
}
