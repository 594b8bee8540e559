package io.tocsin.benchmark;

import io.tocsin.benchmark.job.Session;
import io.tocsin.benchmark.measure.Comparison;
import io.tocsin.benchmark.measure.Run;
import io.tocsin.benchmark.measure.Table;
import io.tocsin.benchmark.measure.Usage;
import io.tocsin.benchmark.workload.LogShape;
import io.tocsin.benchmark.workload.LogWorkload;
import io.tocsin.benchmark.workload.RuleWorkload;
import io.tocsin.rule.RuleSet;
import io.tocsin.tool.LogFile;
import io.tocsin.tool.Replay;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

/** Replays of a file, with more and more rules. */
final class ReplayBenchmark {
  private static final long START_MILLIS = 1_750_000_020_000L;
  private static final long NOW_MILLIS = START_MILLIS + 86_400_000L;

  private ReplayBenchmark() {}

  static Table run(Session.Effort effort, Consumer<String> progress) throws Exception {
    Path file = Files.createTempFile("tocsin-bench-", ".ndjson");
    try {
      progress.accept("writing a file of %,d logs".formatted(effort.logs()));
      write(file, effort.logs());
      Comparison comparison = new Comparison("tocsin replay, one thread");
      for (int rules : new int[] {1, 100, 1_000}) {
        RuleSet set = RuleWorkload.rules(rules);
        comparison.add(
            "%,d rule%s".formatted(rules, rules == 1 ? "" : "s"), () -> replay(set, file));
      }
      comparison.run(effort.warmUps(), effort.turns(), progress);
      return new Table(comparison.title(), comparison.all(), comparison.all().get(0));
    } finally {
      Files.delete(file);
    }
  }

  private static void write(Path file, long logs) throws IOException {
    LogWorkload workload = new LogWorkload(1, START_MILLIS, LogShape.USUAL);
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 20)) {
      for (long i = 0; i < logs; i++) {
        out.write(workload.next());
        out.write('\n');
      }
    }
  }

  private static Run replay(RuleSet rules, Path file) throws IOException {
    Usage begin = Usage.now();
    try (LogFile logs = new LogFile(file)) {
      Replay.Outcome outcome = Replay.run(rules, List.of(logs), Replay.Options.at(NOW_MILLIS));
      return new Run(outcome.logs(), Usage.now().since(begin), 0);
    }
  }
}
