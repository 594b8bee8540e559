package io.tocsin.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tocsin.aggregate.Aggregate;
import io.tocsin.aggregate.CountPartial;
import io.tocsin.alert.AlertRecord;
import io.tocsin.rule.RuleBundle;
import io.tocsin.rule.RuleFiles;
import io.tocsin.rule.RuleSet;
import io.tocsin.slot.GroupKey;
import io.tocsin.slot.Series;
import io.tocsin.slot.SeriesSlots;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** State that another version could have written: a sum's slots hold counts. */
class RuleThatFailsTest {
  private static final long START = 1_760_000_040_000L / 60_000 * 60_000;

  private static final RuleSet RULES =
      RuleFiles.read(
              new RuleBundle(
                  List.of(
                      new RuleBundle.File(
                          "rules.yaml",
                          """
                          rules:
                            - name: counts
                              by: [host.name]
                              over: 1m
                              when: count() > 1
                            - name: sums
                              by: [host.name]
                              over: 1m
                              when: sum(event.duration) > 1s
                          """))),
              null)
          .rules();

  private final RuleTimeline timeline = new RuleTimeline();
  private final MemoryStore store = new MemoryStore();
  private final Said said = new Said();
  private final EngineClock clock = new EngineClock(START, START - 3_600_000, 0, 0, false);
  private final GroupKey key = group();

  private static GroupKey group() {
    return series(Aggregate.Count.class).grouping().key(List.of("web-1"));
  }

  private static Series series(Class<? extends Aggregate> kind) {
    return RULES.series().stream()
        .filter(one -> kind.isInstance(one.aggregate()))
        .findFirst()
        .orElseThrow();
  }

  private static final class Said implements EngineOutput {
    private final List<String> rules = new ArrayList<>();
    private final List<String> failed = new ArrayList<>();

    @Override
    public void say(AlertRecord record) {
      rules.add(record.alert().rule());
    }

    @Override
    public void failed(String rule, GroupKey group, RuntimeException why) {
      failed.add(rule);
    }

    @Override
    public void tooLate(String rule, GroupKey group, long slotMillis, long logs) {
      throw new AssertionError("nothing is late");
    }

    @Override
    public void overLimit(String rule, GroupKey group, long slotMillis, long logs) {
      throw new AssertionError("there is one group");
    }
  }

  private GroupPartials logs(int count) {
    long counts = series(Aggregate.Count.class).id();
    return new GroupPartials(
        key, List.of(new GroupPartials.Entry(counts, START, new CountPartial(count))));
  }

  @BeforeEach
  void breakTheSum() {
    timeline.put(RuleTimeline.FROM_THE_BEGINNING, RULES, Map.of());
    SeriesSlots counts = SeriesSlots.of(series(Aggregate.Count.class).aggregate());
    counts.merge(START, new CountPartial(7));
    store.putSlots(series(Aggregate.Sum.class).id(), counts);
  }

  @Test
  void doesNotKeepOthersFromFiring() {
    GroupEngine engine = new GroupEngine(timeline, GroupLimits.local(), said);
    long due = engine.accept(logs(5), store, clock);
    assertThat(said.failed).containsExactly("sums");
    assertThat(said.rules).containsExactly("counts");
    assertThat(due).as("is tried again").isLessThanOrEqualTo(START + 60_000);
    assertThat(store.rule("sums")).as("its state stays").isNotNull();
  }

  @Test
  void isEvaluatedAgainOnceItCanBe() {
    GroupEngine engine = new GroupEngine(timeline, GroupLimits.local(), said);
    engine.accept(logs(5), store, clock);
    store.removeSlots(series(Aggregate.Sum.class).id());
    said.failed.clear();
    engine.advance(key, store, clock);
    assertThat(said.failed).isEmpty();
  }

  @Test
  void isThrownWhereNobodyIsToBeTold() {
    EngineOutput nobody =
        new EngineOutput() {
          @Override
          public void say(AlertRecord record) {
            said.say(record);
          }

          @Override
          public void tooLate(String rule, GroupKey group, long slotMillis, long logs) {
            said.tooLate(rule, group, slotMillis, logs);
          }

          @Override
          public void overLimit(String rule, GroupKey group, long slotMillis, long logs) {
            said.overLimit(rule, group, slotMillis, logs);
          }
        };
    GroupEngine engine = new GroupEngine(timeline, GroupLimits.local(), nobody);
    assertThatThrownBy(() -> engine.accept(logs(5), store, clock))
        .isInstanceOf(RuntimeException.class);
  }

  @Test
  void aStoreThatFailsIsNoFaultOfARule() {
    StoreException broken = new StoreException("gone", new IllegalStateException());
    GroupStore failing = new FailingStore(broken);
    GroupEngine engine = new GroupEngine(timeline, GroupLimits.local(), said);
    assertThatThrownBy(() -> engine.advance(key, failing, clock)).isSameAs(broken);
    assertThat(said.failed).isEmpty();
  }

  /** Knows its rules, and cannot be read any further. */
  private record FailingStore(StoreException why) implements GroupStore {
    @Override
    public SeriesSlots slots(long seriesId) {
      throw why;
    }

    @Override
    public void putSlots(long seriesId, SeriesSlots slots) {
      throw why;
    }

    @Override
    public void removeSlots(long seriesId) {
      throw why;
    }

    @Override
    public List<Long> series() {
      throw why;
    }

    @Override
    public RuleState rule(String name) {
      throw why;
    }

    @Override
    public void putRule(String name, RuleState state) {
      throw why;
    }

    @Override
    public void removeRule(String name) {
      throw why;
    }

    @Override
    public List<String> rules() {
      return List.of("counts", "sums");
    }
  }
}
