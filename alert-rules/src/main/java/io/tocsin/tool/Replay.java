package io.tocsin.tool;

import io.tocsin.alert.Alert;
import io.tocsin.alert.AlertRecord;
import io.tocsin.alert.Transition;
import io.tocsin.document.LogReader;
import io.tocsin.document.LogReaders;
import io.tocsin.document.SourceFormat;
import io.tocsin.document.SourceSpec;
import io.tocsin.engine.Engine;
import io.tocsin.engine.EngineOutput;
import io.tocsin.rule.RuleSet;
import io.tocsin.slot.GroupKey;
import io.tocsin.slot.SlotWidth;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * What rules would have said of logs in files.
 *
 * <p>The files are streamed. Each is taken in its own order; several are merged like partitions, by
 * reading on where the clock is furthest behind. The engine's clock is the slowest file's newest
 * log, less {@link #OUT_OF_ORDERNESS_MILLIS}. After the last log it stops at the end of its minute,
 * and everything counts as settled.
 */
public final class Replay {
  /** How far logs of a file may be out of order without being late, in milliseconds. */
  public static final long OUT_OF_ORDERNESS_MILLIS = 5_000;

  /** A log that is further ahead of the wall clock cannot be placed in time. */
  private static final long DAY_MILLIS = 86_400_000;

  /** The clock is moved in steps, so that logs between two of them are counted together. */
  private static final long STEP_MILLIS = 1_000;

  private static final int MOST_PENDING = 20_000;
  private static final int LINES_BETWEEN_PROGRESS = 10_000;

  private static final Comparator<Alert> ORDER =
      Comparator.comparingLong(Alert::startsAt)
          .thenComparing(Alert::rule)
          .thenComparing(alert -> String.join("\0", alert.group().values()));

  private final Engine engine;
  private final LogReader reader;
  private final LongConsumer progress;
  private final Settled settled = new Settled();
  private long clock = Long.MIN_VALUE;
  private long logs;
  private long newest = Long.MIN_VALUE;

  private Replay(RuleSet rules, LongConsumer progress) {
    this.engine = new Engine(rules, settled);
    this.reader = LogReaders.create(SourceSpec.of(SourceFormat.ECS), engine.fields());
    this.progress = progress;
  }

  /**
   * What came of a replay.
   *
   * @param alerts settled, ordered by start, rule and group
   * @param logs how many logs were read
   * @param unreadable how many lines were no logs, or had no time
   * @param tooLate how often a log was too late to be counted for a rule
   * @param overLimit how often a log was not counted for a rule that had too many groups
   */
  public record Outcome(
      List<Alert> alerts, long logs, long unreadable, long tooLate, long overLimit) {}

  /**
   * Replays files of ECS JSON, one log a line.
   *
   * @param untilMillis where the clock stops if that is later than the end of the last log's
   *     minute; null if it does not matter
   * @param nowMillis the wall clock, in milliseconds since the epoch
   * @param progress is told now and then how many bytes have been read
   * @throws IOException if a file cannot be read
   */
  public static Outcome run(
      RuleSet rules,
      List<Path> files,
      @Nullable Long untilMillis,
      long nowMillis,
      LongConsumer progress)
      throws IOException {
    Replay replay = new Replay(rules, progress);
    List<LogFile> open = new ArrayList<>();
    try {
      for (Path file : files) {
        open.add(new LogFile(file, open.size(), replay.reader, nowMillis + DAY_MILLIS));
      }
      replay.read(open);
    } finally {
      for (LogFile file : open) {
        file.close();
      }
    }
    long unreadable = open.stream().mapToLong(LogFile::unreadable).sum();
    return replay.finish(untilMillis, unreadable);
  }

  private void read(List<LogFile> files) throws IOException {
    List<LogFile> open = new ArrayList<>(files);
    long lines = 0;
    while (!open.isEmpty()) {
      LogFile slowest = open.get(0);
      for (LogFile file : open) {
        slowest = file.newest() < slowest.newest() ? file : slowest;
      }
      slowest.readLine(
          log -> {
            engine.add(log);
            logs++;
          });
      if (slowest.ended()) {
        newest = Math.max(newest, slowest.newest());
        open.remove(slowest);
      }
      moveClock(open);
      if (++lines % LINES_BETWEEN_PROGRESS == 0) {
        progress.accept(files.stream().mapToLong(LogFile::bytes).sum());
      }
    }
  }

  /** A file that has ended holds nobody back. */
  private void moveClock(List<LogFile> open) {
    if (engine.pending() > MOST_PENDING) {
      engine.flush();
    }
    long slowest = Long.MAX_VALUE;
    for (LogFile file : open) {
      slowest = Math.min(slowest, file.newest());
    }
    if (slowest == Long.MAX_VALUE || slowest == Long.MIN_VALUE) {
      return;
    }
    long readTo = Math.floorDiv(slowest - OUT_OF_ORDERNESS_MILLIS, STEP_MILLIS) * STEP_MILLIS;
    if (readTo > clock) {
      clock = readTo;
      engine.advanceTo(clock);
    }
  }

  private Outcome finish(@Nullable Long untilMillis, long unreadable) {
    if (logs > 0) {
      long end = SlotWidth.MINUTE.slotOf(newest) + SlotWidth.MINUTE.millis();
      engine.advanceTo(untilMillis == null ? end : Math.max(end, untilMillis));
      engine.finish();
    }
    List<Alert> alerts = new ArrayList<>(settled.byId.values());
    alerts.sort(ORDER);
    return new Outcome(alerts, logs, unreadable, settled.tooLate, settled.overLimit);
  }

  private static final class Settled implements EngineOutput {
    private final Map<String, Alert> byId = new HashMap<>();
    private long tooLate;
    private long overLimit;

    @Override
    public void say(AlertRecord record) {
      if (record.transition() == Transition.SETTLED) {
        byId.put(record.alert().id(), record.alert());
      }
    }

    @Override
    public void tooLate(String rule, GroupKey key, long slotMillis, long late) {
      tooLate += late;
    }

    @Override
    public void overLimit(String rule, GroupKey key, long slotMillis, long beyond) {
      overLimit += beyond;
    }
  }
}
