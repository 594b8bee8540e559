package io.tocsin.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.aggregate.SamplesPartial;
import io.tocsin.alert.Alert;
import io.tocsin.alert.AlertRecord;
import io.tocsin.alert.Transition;
import io.tocsin.rule.RuleBundle;
import io.tocsin.rule.RuleSet;
import io.tocsin.slot.GroupKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where thousands of logs must come before an alert, few of them are looked at for its lines. */
class DrawnLinesTest {
  private static final long MINUTE = 60_000;
  private static final long START = 29_333_350 * MINUTE;
  private static final int BOUND = 20_000;

  private static RuleSet rules(int lines) {
    String yaml =
        """
        rules:
          - {name: many, by: [host.name], limits: {groups: 50000}, over: 5m, samples: %d, when: count() > %d}
          - {name: all, over: 5m, samples: %d, when: count() > %d}
        """
            .formatted(lines, BOUND, lines, 2 * BOUND);
    return RuleSet.compile(new RuleBundle(List.of(new RuleBundle.File("rules.yaml", yaml))));
  }

  /** Some of a busy host's, and one of each of thousands. */
  private static List<TestingLog> logs(int busy, int idle, Random random) {
    List<TestingLog> logs = new ArrayList<>();
    for (int i = 0; i < busy + idle; i++) {
      String host = i < busy ? "busy" : "idle-" + i;
      logs.add(
          new TestingLog(
              START + random.nextLong(4 * MINUTE), Map.of("host.name", host, "message", "m" + i)));
    }
    return logs;
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 50})
  void anAlertShowsAsManyAsAreWantedOfItsNewestMinute(int lines) {
    long seed = Long.getLong("tocsin.seed", System.nanoTime());
    List<Alert> fired = new ArrayList<>();
    Engine engine =
        new Engine(
            rules(lines),
            new EngineOutput() {
              @Override
              public void say(AlertRecord record) {
                if (record.transition() == Transition.FIRED) {
                  fired.add(record.alert());
                }
              }

              @Override
              public void tooLate(String rule, GroupKey group, long slotMillis, long logs) {
                throw new AssertionError("nothing is late");
              }

              @Override
              public void overLimit(String rule, GroupKey group, long slotMillis, long logs) {
                throw new AssertionError("there is room");
              }
            });
    logs(BOUND + 1, BOUND, new Random(seed)).stream()
        .sorted((a, b) -> Long.compare(a.timeMillis(), b.timeMillis()))
        .forEach(
            log -> {
              engine.add(log.over(engine.fields()));
              if (engine.pending() > 100) {
                engine.advanceTo(log.timeMillis());
              }
            });
    engine.advanceTo(START + 4 * MINUTE);

    assertThat(fired).as("seed %d", seed).extracting(Alert::rule).contains("many", "all");
    assertThat(fired)
        .as("seed %d", seed)
        .allSatisfy(
            alert ->
                assertThat(alert.samples())
                    .hasSize(lines)
                    .allSatisfy(line -> assertThat(line.atMillis()).isGreaterThan(START + MINUTE)));
  }

  /** And not again each time that what was counted is taken. */
  @ParameterizedTest
  @ValueSource(ints = {1, 100, 10_000})
  void fewLinesAreSent(int atOnce) {
    long seed = Long.getLong("tocsin.seed", System.nanoTime());
    LocalSlots slots = new LocalSlots();
    slots.put(new TreeMap<>(Map.of(RuleTimeline.FROM_THE_BEGINNING, rules(3))));
    List<SamplesPartial> sent = new ArrayList<>();
    int waiting = 0;
    for (TestingLog log : logs(10_000, 10_000, new Random(seed))) {
      slots.add(log.over(slots.fields()));
      if (++waiting % atOnce == 0) {
        slots.drain(group -> addLines(group, sent));
      }
    }
    slots.drain(group -> addLines(group, sent));

    // One log in 256 of each host, and of all; those of one minute are as good as more of it.
    assertThat(sent).as("seed %d", seed).hasSizeBetween(20, 400).noneMatch(SamplesPartial::isEmpty);
  }

  private static void addLines(GroupPartials group, List<SamplesPartial> lines) {
    for (GroupPartials.Entry entry : group.entries()) {
      if (entry.partial() instanceof SamplesPartial partial) {
        lines.add(partial);
      }
    }
  }
}
