package io.tocsin.tool;

import io.tocsin.alert.Alert;
import io.tocsin.alert.AlertRecord;
import io.tocsin.alert.Transition;
import io.tocsin.document.LogReader;
import io.tocsin.document.LogReaders;
import io.tocsin.document.RawRecord;
import io.tocsin.document.SourceSpec;
import io.tocsin.engine.Engine;
import io.tocsin.engine.EngineOutput;
import io.tocsin.rule.RuleSet;
import io.tocsin.slot.GroupKey;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A rule set while logs are replayed to it. */
final class ReplayedRules {
  /** Beyond so many partial slots, what was counted is evaluated before they close. */
  private static final int MOST_PENDING = 100_000;

  /** By start, rule and group. */
  static final Comparator<Alert> ORDER =
      Comparator.comparingLong(Alert::startsAt)
          .thenComparing(Alert::rule)
          .thenComparing(alert -> String.join("\0", alert.group().values()));

  private final Settled settled = new Settled();
  private final Engine engine;
  private final LogReader reader;
  private final long latestMillis;
  private long logs;
  private long unreadable;

  /**
   * Nothing read yet.
   *
   * @param latestMillis no log can be later than this
   */
  ReplayedRules(RuleSet rules, SourceSpec source, long latestMillis) {
    this.engine = new Engine(rules, settled);
    this.reader = LogReaders.create(source, engine.fields());
    this.latestMillis = latestMillis;
  }

  /** Counts the logs of a record, and tells its input of their times. */
  void read(RawRecord record, ReplayInput input) {
    boolean whole =
        reader.read(
                record,
                latestMillis,
                log -> {
                  engine.add(log);
                  logs++;
                  input.saw(log.timestampMillis());
                })
            == null;
    unreadable += whole ? 0 : 1;
    if (engine.pending() > MOST_PENDING) {
      engine.flush();
    }
  }

  void advanceTo(long millis) {
    engine.settleTo(millis);
  }

  /** Nothing more comes: whatever was said is settled. */
  Replay.Outcome finish() {
    if (logs > 0) {
      engine.finish();
    }
    List<Alert> alerts = new ArrayList<>(settled.byId.values());
    alerts.sort(ORDER);
    return new Replay.Outcome(alerts, logs, unreadable, settled.tooLate, settled.overLimit);
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
