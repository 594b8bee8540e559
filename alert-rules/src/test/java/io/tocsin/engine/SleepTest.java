package io.tocsin.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.aggregate.CountPartial;
import io.tocsin.alert.AlertRecord;
import io.tocsin.alert.Transition;
import io.tocsin.rule.CompiledRule;
import io.tocsin.rule.RuleBundle;
import io.tocsin.rule.RuleSet;
import io.tocsin.slot.GroupKey;
import io.tocsin.slot.SeriesSlots;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SleepTest {
  private static final long MINUTE = 60_000;
  private static final long NOON = 29_333_350 * MINUTE;

  /** For how long a slot is kept: the longer windows are, and the later logs may come. */
  private static final long KEPT = 16 * MINUTE + 10_000;

  private final RuleTimeline timeline = new RuleTimeline();
  private final MemoryStore store = new MemoryStore();
  private final List<String> said = new ArrayList<>();
  private final List<Integer> lines = new ArrayList<>();
  private final CompiledRule rule = rule(rules(10));
  private final GroupKey key = rule.grouping().key(List.of("web-1"));
  private GroupEngine engine = engine();
  private int read;

  private static RuleSet rules(int bound) {
    String text =
        """
        rules:
          - {name: busy, by: [host.name], over: 5m, wait: 10s, late: 3m, when: count() > %d}
          - {name: busier, by: [host.name], over: 2m, wait: 10s, late: 3m, when: count() > 100}
        """
            .formatted(bound);
    return RuleSet.compile(new RuleBundle(List.of(new RuleBundle.File("rules.yaml", text))));
  }

  private static CompiledRule rule(RuleSet rules) {
    return Objects.requireNonNull(rules.rule("busy"));
  }

  private GroupEngine engine() {
    return new GroupEngine(
        timeline,
        GroupLimits.local(),
        new EngineOutput() {
          @Override
          public void say(AlertRecord record) {
            if (record.transition() == Transition.FIRED) {
              said.add(record.alert().rule() + " " + record.alert().value());
              lines.add(record.alert().samples().size());
            }
          }

          @Override
          public void tooLate(String name, GroupKey group, long slotMillis, long logs) {
            throw new AssertionError("nothing is late");
          }

          @Override
          public void overLimit(String name, GroupKey group, long slotMillis, long logs) {
            throw new AssertionError("there is one group");
          }
        });
  }

  @BeforeEach
  void begin() {
    timeline.put(RuleTimeline.FROM_THE_BEGINNING, rules(10), Map.of());
  }

  private static EngineClock at(long millis) {
    return new EngineClock(millis, NOON - 60 * MINUTE, millis, 0, false);
  }

  private long logs(int count, long slot, long now) {
    GroupPartials.Entry entry =
        new GroupPartials.Entry(rule.presence(), slot, new CountPartial(count));
    return engine.accept(new GroupPartials(key, List.of(entry)), store, at(now));
  }

  @Test
  void aRuleHasNoStateInAGroupThatIsFarFromItsBound() {
    long due = logs(3, NOON, NOON);
    assertThat(store.rules()).isEmpty();
    assertThat(engine.groups("busy")).isEqualTo(1);
    assertThat(due).as("when nobody needs the slot any more").isEqualTo(NOON + KEPT + 1);

    logs(4, NOON + MINUTE, NOON + MINUTE);
    assertThat(store.rules()).isEmpty();
    logs(4, NOON + 2 * MINUTE, NOON + 2 * MINUTE + 10_000);

    assertThat(said).containsExactly("busy 11.0");
    assertThat(store.rules()).as("the other sleeps on").containsExactly("busy");
  }

  /**
   * As they are read, with their lines; these come before the counts that say whether to keep them.
   */
  private void logsWithLines(int count, long slot) {
    int before = read;
    read += count;
    LocalSlots reader = new LocalSlots();
    reader.put(new TreeMap<>(Map.of(RuleTimeline.FROM_THE_BEGINNING, rules(10))));
    for (int i = before; i < read; i++) {
      Map<String, Object> fields = Map.of("host.name", "web-1", "message", "line " + i);
      reader.add(new TestingLog(slot + i, fields).over(reader.fields()));
    }
    reader.drain(
        partials -> {
          List<GroupPartials.Entry> entries = new ArrayList<>(partials.entries());
          entries.sort(Comparator.comparing(entry -> entry.partial() instanceof CountPartial));
          assertThat(entries.get(0).seriesId())
              .isEqualTo(Objects.requireNonNull(rule.lines()).seriesId());
          engine.accept(new GroupPartials(key, entries), store, at(slot + 10_000));
        });
  }

  @Test
  void noLineIsKeptWhileAllSleepAndMoreWillCome() {
    logsWithLines(2, NOON);
    logsWithLines(2, NOON);
    logsWithLines(2, NOON + MINUTE);
    logsWithLines(2, NOON + MINUTE);
    assertThat(store.series()).containsExactly(rule.presence());

    logsWithLines(1, NOON + MINUTE);
    assertThat(store.series()).as("two more, and it fires").hasSize(2);
    logsWithLines(2, NOON + MINUTE);
    assertThat(said).containsExactly("busy 11.0");
    assertThat(lines).containsExactly(3);
  }

  /** Where logs are read, no more of a slot are sent once there are enough. */
  @Test
  void linesAreKeptOfAnOpenSlotOnceThereAreEnough() {
    logsWithLines(3, NOON);
    assertThat(store.series()).hasSize(2);
    logs(8, NOON, NOON + 10_000);
    assertThat(said).containsExactly("busy 11.0");
    assertThat(lines).containsExactly(3);
  }

  @Test
  void linesAreShownOfLogsThatWakeARuleAndMakeItFireAtOnce() {
    logsWithLines(5, NOON);
    logsWithLines(6, NOON + MINUTE);
    assertThat(said).containsExactly("busy 11.0");
    assertThat(lines).containsExactly(3);
  }

  @Test
  void itSleepsAgainOnceItCan() {
    logs(11, NOON, NOON);
    assertThat(store.rules()).containsExactly("busy");
    for (long now = NOON; now < NOON + 16 * MINUTE; now += 2 * MINUTE) {
      logs(1, now, now);
      engine.advance(key, store, at(now));
    }
    assertThat(store.rules()).isEmpty();
    assertThat(engine.groups("busy")).isEqualTo(1);
    assertThat(said).containsExactly("busy 11.0");
  }

  @Test
  void theGroupIsForgottenWithItsLogs() {
    logs(3, NOON, NOON);
    engine.advance(key, store, at(NOON + 60 * MINUTE));
    assertThat(store.isEmpty()).isTrue();
    assertThat(engine.groups("busy")).isZero();
    assertThat(engine.groups("busier")).isZero();
  }

  /** There is nothing to do for it at each slot that closes, and there may be a million. */
  @Test
  void theGroupIsSeldomLookedAt() {
    long due = GroupEngine.NOTHING_DUE;
    for (long slot = NOON; slot < NOON + 5 * MINUTE; slot += MINUTE) {
      due = Math.min(due, logs(1, slot, slot));
    }
    long last = NOON + 4 * MINUTE;
    List<Long> looks = new ArrayList<>();
    while (due != GroupEngine.NOTHING_DUE) {
      looks.add(due);
      due = engine.advance(key, store, at(due));
    }
    assertThat(looks).startsWith(NOON + KEPT + 1).endsWith(last + KEPT + 1).hasSizeLessThan(5);
    assertThat(store.isEmpty()).isTrue();
    assertThat(engine.groups("busy")).isZero();
  }

  /** Other rules may be a reason to look at it sooner than was said. */
  @Test
  void theGroupIsLookedAtWhenRulesChange() {
    logs(3, NOON, NOON);
    timeline.put(NOON + MINUTE, rules(2), Map.of());
    long due = engine.rulesChanged(key, store, at(NOON + 30_000));
    assertThat(due).as("when the slot at hand closes").isEqualTo(NOON + MINUTE + 10_000);

    engine.advance(key, store, at(due));
    assertThat(store.rules()).containsExactlyInAnyOrder("busy", "busier");
  }

  @Test
  void aRestartChangesNothing() throws IOException {
    logs(3, NOON, NOON);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    Objects.requireNonNull(store.slots(rule.presence())).write(new DataOutputStream(bytes));
    DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes.toByteArray()));
    store.putSlots(rule.presence(), SeriesSlots.read(in));
    engine = engine();
    engine.restoredAsleep(key, store);
    assertThat(engine.groups("busy")).isEqualTo(1);

    logs(4, NOON, NOON + MINUTE);
    assertThat(store.rules()).isEmpty();
    logs(4, NOON, NOON + MINUTE);
    assertThat(said).containsExactly("busy 11.0");
    assertThat(engine.groups("busy")).isEqualTo(1);
  }

  /** What was far from the old bound may be beyond the new one, without a further log. */
  @Test
  void itWakesWhenRulesChange() {
    logs(3, NOON, NOON);
    logs(2, NOON + MINUTE, NOON + MINUTE);
    timeline.put(NOON + MINUTE, rules(4), Map.of());

    engine.advance(key, store, at(NOON + 2 * MINUTE + 10_000));

    assertThat(said).containsExactly("busy 5.0");
  }

  /** As a state backend on disk does. */
  @Test
  void aStoreMayKeepWhatWasPutAndNotTheObject() {
    GroupStore copies =
        new MemoryStore() {
          @Override
          public void putSlots(long seriesId, SeriesSlots series) {
            super.putSlots(seriesId, series.copy());
          }
        };
    GroupPartials.Entry entry = new GroupPartials.Entry(rule.presence(), NOON, new CountPartial(3));
    engine.accept(new GroupPartials(key, List.of(entry)), copies, at(NOON));
    assertThat(Objects.requireNonNull(copies.slots(rule.presence())).isAsleep()).isTrue();
    engine.accept(new GroupPartials(key, List.of(entry)), copies, at(NOON));
    assertThat(copies.rules()).isEmpty();
    assertThat(engine.groups("busy")).isEqualTo(1);
  }
}
