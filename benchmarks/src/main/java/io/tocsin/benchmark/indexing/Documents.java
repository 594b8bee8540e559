package io.tocsin.benchmark.indexing;

import io.tocsin.benchmark.workload.LogWorkload;
import io.tocsin.document.JsonLogReader;
import io.tocsin.document.LogReaders;
import io.tocsin.document.RawRecord;
import io.tocsin.document.ReadStats;
import io.tocsin.document.SourceFormat;
import io.tocsin.document.SourceSpec;
import java.util.ArrayList;
import java.util.List;

/** Logs as the pipeline job indexes them. */
final class Documents {
  private static final long SEED = 5;
  private static final long START_MILLIS = 1_790_000_000_000L;
  private static final int PER_SECOND = 10_000;

  private Documents() {}

  static List<byte[]> make(int count) {
    LogWorkload logs = new LogWorkload(SEED, START_MILLIS, PER_SECOND);
    JsonLogReader reader = LogReaders.json(SourceSpec.of(SourceFormat.ECS), new ReadStats());
    List<byte[]> documents = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      long millis = logs.nextMillis();
      RawRecord record = new RawRecord("logs", 0, i, millis, logs.next());
      if (reader.read(record, millis, log -> documents.add(log.json())) != null) {
        throw new IllegalStateException("the workload makes logs that are none");
      }
    }
    return documents;
  }
}
