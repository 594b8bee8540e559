package io.tocsin.document;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Gives a decoded log the names and spellings of ECS. */
final class Normalizer {
  static final String TIMESTAMP = "@timestamp";

  /** Where event time is if the source does not say: as Vector names it. */
  static final String OTHER_TIMESTAMP = "timestamp";

  private static final List<String> TIMESTAMP_PATH = List.of(TIMESTAMP);
  private static final List<String> LEVEL_PATH = List.of("log", "level");
  private static final List<String> STAMPED_DATASET = List.of("data_stream", "dataset");
  private static final List<String> DATA_STREAM_PATH = List.of("data_stream");
  private static final List<String> DATASET_PATH = List.of("event", "dataset");

  private final List<Rename> renames;
  private final @Nullable List<String> timestampPath;
  private final TimestampReader timestamps;
  private final Leaf dataset;
  private final @Nullable List<String> datasetPath;
  private final Leaf namespace;
  private final byte[] isoText = new byte[30];

  Normalizer(SourceSpec spec) {
    this.renames = spec.renames();
    this.timestampPath = spec.timestampField() == null ? null : FieldPath.of(spec.timestampField());
    this.timestamps = new TimestampReader(spec.timestampFormat());
    this.dataset = Leaf.string(spec.dataset());
    this.namespace = Leaf.string(spec.namespace());
    this.datasetPath = spec.datasetField() == null ? null : FieldPath.of(spec.datasetField());
  }

  /** Gives fields the names that the source's settings give them. */
  void rename(Branch log) {
    for (Rename rename : renames) {
      List<String> to = FieldPath.of(rename.to());
      log.take(FieldPath.of(rename.from())).forEach(node -> log.add(to, node));
    }
  }

  /**
   * Event time by the log's own word, as {@link EventTime#place} takes it.
   *
   * @param recordMillis the record's own timestamp
   */
  long timestamp(Branch log, long recordMillis) {
    Leaf leaf;
    if (timestampPath != null) {
      leaf = log.first(timestampPath);
    } else {
      leaf = log.first(TIMESTAMP_PATH);
      if (leaf == null) {
        List<Leaf> other = log.takeLeaves(OTHER_TIMESTAMP);
        leaf = other.isEmpty() ? null : other.get(0);
      }
    }
    return leaf == null ? EventTime.MISSING : timestamps.read(Utf8.of(leaf.text()), recordMillis);
  }

  /** Gives fields the names of ECS, and levels their one spelling. */
  void normalize(Branch log) {
    FieldAlias.ALL.forEach(alias -> alias.apply(log));
    log.replace(LEVEL_PATH, leaf -> Leaf.string(LogLevel.of(leaf.text())));
  }

  /** Says when the log happened and to which data stream it belongs. */
  void stamp(Branch log, long timestampNanos) {
    int length = IsoTimestamp.write(timestampNanos, isoText);
    log.set(TIMESTAMP_PATH, Leaf.string(new Utf8().set(isoText, 0, length).toString()));
    Leaf own = dataset(log);
    if (!log.has(DATASET_PATH)) {
      log.add(DATASET_PATH, own);
    }
    Branch stream = new Branch();
    stream.fields.put("type", Leaf.string("logs"));
    stream.fields.put("dataset", own);
    stream.fields.put("namespace", namespace);
    log.set(DATA_STREAM_PATH, stream);
  }

  /** The log's own, where its source says in which field that is. */
  private Leaf dataset(Branch log) {
    Leaf named = datasetPath == null ? null : log.first(datasetPath);
    String part = named == null ? null : SourceSpec.streamPart(named.text());
    return part == null ? dataset : Leaf.string(part);
  }

  /** The dataset of a log that has been stamped. */
  static String stampedDataset(Branch log) {
    Leaf dataset = log.first(STAMPED_DATASET);
    if (dataset == null) {
      throw new IllegalStateException("a log without a data stream");
    }
    return dataset.text();
  }
}
