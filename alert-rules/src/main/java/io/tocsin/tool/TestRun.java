package io.tocsin.tool;

import io.tocsin.alert.Alert;
import io.tocsin.alert.AlertIds;
import io.tocsin.alert.AlertRecord;
import io.tocsin.alert.AlertState;
import io.tocsin.document.LogReader;
import io.tocsin.document.LogReaders;
import io.tocsin.document.RawRecord;
import io.tocsin.document.SourceSpec;
import io.tocsin.engine.Engine;
import io.tocsin.engine.EngineOutput;
import io.tocsin.engine.StandingAlert;
import io.tocsin.rule.RuleSet;
import io.tocsin.slot.GroupKey;
import io.tocsin.tool.RuleTest.Expectation;
import io.tocsin.tool.RuleTest.ExpectedAlert;
import io.tocsin.tool.RuleTest.Log;
import io.tocsin.tool.RuleTest.State;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Runs one test. The clock is that of arrivals, and the watermark is never behind it: what arrives
 * later than its slot is late.
 */
final class TestRun {
  private final RuleSet rules;
  private final Map<String, TreeMap<Long, Alert>> saidByKey = new HashMap<>();
  private final Engine engine;
  private final LogReader reader;
  private long tooLate;
  private long overLimit;

  /**
   * Before any log.
   *
   * @param source how logs are read
   */
  TestRun(RuleSet rules, SourceSpec source) {
    this.rules = rules;
    this.engine = new Engine(rules, new Said());
    this.reader = LogReaders.create(source, engine.fields());
  }

  /** What was otherwise than the test expects. */
  List<String> run(RuleTest test) {
    List<String> failures = new ArrayList<>();
    int next = 0;
    for (Expectation expectation : test.expectations()) {
      next = readUntil(expectation.atMillis(), test.logs(), next);
      engine.advanceTo(expectation.atMillis());
      check(expectation, failures);
    }
    if (!failures.isEmpty() && tooLate > 0) {
      failures.add(
          "  %d times a log came too late to be counted: more than 'late' behind the clock%n"
              .formatted(tooLate));
    }
    if (!failures.isEmpty() && overLimit > 0) {
      failures.add("  %d times a log was of a group beyond 'limits.groups'%n".formatted(overLimit));
    }
    return failures;
  }

  /** Reads what arrives until a time, that time too; returns the first log that comes later. */
  private int readUntil(long millis, List<Log> logs, int first) {
    int next = first;
    while (next < logs.size() && logs.get(next).arrivesMillis() <= millis) {
      Log log = logs.get(next);
      // What arrives at a time is read before the clock comes to it.
      engine.advanceTo(log.arrivesMillis() - 1);
      RawRecord record = new RawRecord("", 0, next, log.atMillis(), log.json());
      reader.read(record, Long.MAX_VALUE, engine::add);
      next++;
    }
    return next;
  }

  private void check(Expectation expectation, List<String> failures) {
    FailureText text = new FailureText(engine, rules, expectation);
    for (ExpectedAlert expected : expectation.alerts()) {
      Actual actual = actual(expected);
      if (!fits(expected, actual)) {
        failures.add(text.otherwise(expected, actual));
      }
    }
    if (expectation.whole()) {
      engine.standing().stream()
          .filter(alert -> expectation.alerts().stream().noneMatch(e -> isMeant(e, alert)))
          .sorted(Comparator.comparing(StandingAlert::rule).thenComparing(a -> a.key().toString()))
          .forEach(alert -> failures.add(text.unexpected(alert, actual(alert))));
    }
  }

  private static boolean isMeant(ExpectedAlert expected, StandingAlert alert) {
    return expected.rule().equals(alert.rule()) && expected.key().equals(alert.key());
  }

  private static boolean fits(ExpectedAlert expected, Actual actual) {
    boolean fits =
        expected.state() == null
            ? actual.state() != State.NONE && actual.state() != State.ENDED
            : expected.state() == actual.state();
    return fits
        && expected.attributes().entrySet().stream()
            .allMatch(
                attribute ->
                    AlertAttributes.fits(attribute.getValue(), actual.alert(), attribute.getKey()));
  }

  /** Where the rule stands, as far as the expectation asks. */
  private Actual actual(ExpectedAlert expected) {
    if (expected.state() != State.ENDED) {
      for (StandingAlert alert : engine.standing()) {
        if (isMeant(expected, alert)) {
          return actual(alert);
        }
      }
      if (expected.state() == State.NONE) {
        return Actual.NOTHING;
      }
    }
    return latest(expected.rule(), expected.key());
  }

  private static Actual actual(StandingAlert alert) {
    State state = alert.state() instanceof AlertState.Pending ? State.PENDING : State.FIRING;
    return new Actual(state, alert.alert());
  }

  private Actual latest(String rule, GroupKey key) {
    TreeMap<Long, Alert> said = saidByKey.get(AlertIds.key(rule, key.asMap()));
    if (said == null || said.isEmpty()) {
      return Actual.NOTHING;
    }
    Alert alert = said.lastEntry().getValue();
    State state = alert.state() == Alert.State.ENDED ? State.ENDED : State.FIRING;
    return new Actual(state, alert);
  }

  private final class Said implements EngineOutput {
    @Override
    public void say(AlertRecord record) {
      Alert alert = record.alert();
      TreeMap<Long, Alert> said = saidByKey.computeIfAbsent(alert.key(), unused -> new TreeMap<>());
      if (alert.state() == Alert.State.RETRACTED) {
        said.remove(alert.startsAt());
      } else {
        said.put(alert.startsAt(), alert);
      }
    }

    @Override
    public void tooLate(String rule, GroupKey key, long slotMillis, long logs) {
      tooLate += logs;
    }

    @Override
    public void overLimit(String rule, GroupKey key, long slotMillis, long logs) {
      overLimit += logs;
    }
  }
}
