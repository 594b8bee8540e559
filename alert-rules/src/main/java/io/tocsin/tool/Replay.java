package io.tocsin.tool;

import io.tocsin.alert.Alert;
import io.tocsin.document.RawRecord;
import io.tocsin.document.SourceFormat;
import io.tocsin.document.SourceSpec;
import io.tocsin.rule.RuleSet;
import io.tocsin.slot.SlotWidth;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * What rules would have said of logs that were kept.
 *
 * <p>The inputs are streamed. Each is taken in its own order; several are merged like partitions,
 * by reading on where the clock is furthest behind. The engine's clock is the slowest input's
 * newest log, less {@link #OUT_OF_ORDERNESS_MILLIS}. After the last log it stops at the end of its
 * minute, and everything counts as settled.
 */
public final class Replay {
  /** How far logs of an input may be out of order without being late, in milliseconds. */
  public static final long OUT_OF_ORDERNESS_MILLIS = 5_000;

  /** A log that is further ahead of the wall clock cannot be placed in time. */
  private static final long DAY_MILLIS = 86_400_000;

  /** The clock is moved in steps, so that logs between two of them are counted together. */
  private static final long STEP_MILLIS = 1_000;

  private static final int RECORDS_BETWEEN_PROGRESS = 10_000;

  private final List<ReplayedRules> replayed;
  private final List<ReplayInput> inputs = new ArrayList<>();
  private final LongConsumer progress;
  private long clock = Long.MIN_VALUE;
  private long newest = Long.MIN_VALUE;

  private Replay(List<RuleSet> rules, List<? extends LogInput> logs, Options options) {
    long latest = options.nowMillis() + DAY_MILLIS;
    replayed =
        rules.stream().map(each -> new ReplayedRules(each, options.source(), latest)).toList();
    for (LogInput input : logs) {
      inputs.add(new ReplayInput(input, inputs.size()));
    }
    progress = options.progress();
  }

  /**
   * How to replay.
   *
   * @param source how records become logs
   * @param untilMillis where the clock stops if that is later than the end of the last log's
   *     minute; null if it does not matter
   * @param nowMillis the wall clock, in milliseconds since the epoch
   * @param progress is told now and then how far all inputs together have been read
   */
  public record Options(
      SourceSpec source, @Nullable Long untilMillis, long nowMillis, LongConsumer progress) {

    /** Of ECS JSON, with nobody to hear of progress. */
    public static Options at(long nowMillis) {
      return new Options(SourceSpec.of(SourceFormat.ECS), null, nowMillis, position -> {});
    }

    /** The same for logs of another source. */
    public Options of(SourceSpec other) {
      return new Options(other, untilMillis, nowMillis, progress);
    }

    /** The same with another end; null for that of the logs. */
    public Options until(@Nullable Long millis) {
      return new Options(source, millis, nowMillis, progress);
    }

    /** The same with somebody to hear of progress. */
    public Options telling(LongConsumer listener) {
      return new Options(source, untilMillis, nowMillis, listener);
    }
  }

  /**
   * What came of a replay.
   *
   * @param alerts settled, ordered by start, rule and group
   * @param logs how many logs were read
   * @param unreadable how many records were no logs, or had no time
   * @param tooLate how often a log was too late to be counted for a rule
   * @param overLimit how often a log was not counted for a rule that had too many groups
   */
  public record Outcome(
      List<Alert> alerts, long logs, long unreadable, long tooLate, long overLimit) {}

  /**
   * Replays logs to rules.
   *
   * @param logs stay the caller's to close
   * @throws IOException if an input cannot be read
   */
  public static Outcome run(RuleSet rules, List<? extends LogInput> logs, Options options)
      throws IOException {
    return run(List.of(rules), logs, options).get(0);
  }

  /**
   * Replays logs to several rule sets at once, none of which knows of the others.
   *
   * @param logs stay the caller's to close
   * @return what came of each, in the order of {@code rules}
   * @throws IOException if an input cannot be read
   */
  public static List<Outcome> run(
      List<RuleSet> rules, List<? extends LogInput> logs, Options options) throws IOException {
    Replay replay = new Replay(rules, logs, options);
    replay.read();
    return replay.finish(options.untilMillis());
  }

  private void read() throws IOException {
    List<ReplayInput> open = new ArrayList<>(inputs);
    long records = 0;
    while (!open.isEmpty()) {
      ReplayInput slowest = open.get(0);
      for (ReplayInput input : open) {
        slowest = input.newest() < slowest.newest() ? input : slowest;
      }
      RawRecord record = slowest.next();
      if (record == null) {
        newest = Math.max(newest, slowest.newest());
        open.remove(slowest);
      } else {
        for (ReplayedRules rules : replayed) {
          rules.read(record, slowest);
        }
      }
      moveClock(open);
      if (++records % RECORDS_BETWEEN_PROGRESS == 0) {
        progress.accept(inputs.stream().mapToLong(ReplayInput::position).sum());
      }
    }
  }

  /** An input that has ended holds nobody back. */
  private void moveClock(List<ReplayInput> open) {
    long slowest = Long.MAX_VALUE;
    for (ReplayInput input : open) {
      slowest = Math.min(slowest, input.newest());
    }
    if (slowest == Long.MAX_VALUE || slowest == Long.MIN_VALUE) {
      return;
    }
    long readTo = Math.floorDiv(slowest - OUT_OF_ORDERNESS_MILLIS, STEP_MILLIS) * STEP_MILLIS;
    if (readTo > clock) {
      clock = readTo;
      replayed.forEach(rules -> rules.advanceTo(readTo));
    }
  }

  private List<Outcome> finish(@Nullable Long untilMillis) {
    if (newest > Long.MIN_VALUE) {
      long end = SlotWidth.MINUTE.slotOf(newest) + SlotWidth.MINUTE.millis();
      long until = untilMillis == null ? end : Math.max(end, untilMillis);
      replayed.forEach(rules -> rules.advanceTo(until));
    }
    return replayed.stream().map(ReplayedRules::finish).toList();
  }
}
