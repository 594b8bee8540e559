package io.tocsin.engine;

import io.tocsin.alert.Alert;
import io.tocsin.alert.AlertRecord;
import io.tocsin.alert.Rollup;
import io.tocsin.alert.Transition;
import io.tocsin.rule.RuleSet;
import io.tocsin.slot.GroupKey;
import io.tocsin.slot.SeriesSlots;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;

/**
 * What the alerting job does to the engine, without the job: several readers that count apart, what
 * they counted arriving in any order between two watermarks, state that goes through bytes.
 */
final class TestingCluster implements EngineOutput {
  private final RuleTimeline timeline = new RuleTimeline();
  private final TreeMap<Long, RuleSet> inForce = new TreeMap<>();
  private final List<LocalSlots> readers = new ArrayList<>();
  private final GroupLimits limits = GroupLimits.local();
  private final GroupEngine engine = new GroupEngine(timeline, limits, this);
  private final Map<GroupKey, MemoryStore> stores = new LinkedHashMap<>();
  private final TreeMap<GroupKey, Long> due =
      new TreeMap<>((a, b) -> a.toString().compareTo(b.toString()));
  private final Map<String, AlertRecord> latest = new LinkedHashMap<>();
  private final List<AlertRecord> said = new ArrayList<>();
  private final List<Rollup> rollups = new ArrayList<>();
  private final Random random;
  private EngineClock clock =
      new EngineClock(EngineClock.NOTHING_READ, EngineClock.NOT_BEGUN, 0, 0, false);
  private final Set<String> settled = new HashSet<>();
  private long settledAgain;
  private long tooLate;
  private boolean remembers = true;

  TestingCluster(RuleSet rules, int parallelism, Random random) {
    this.random = random;
    for (int i = 0; i < parallelism; i++) {
      readers.add(new LocalSlots());
    }
    put(RuleTimeline.FROM_THE_BEGINNING, rules);
  }

  /**
   * Keeps state as bytes only, as some state backends do: nothing is known beyond it; and no rule
   * sleeps through anything.
   */
  void remembersNothing() {
    remembers = false;
  }

  /** Puts rules in force, from a slot that no reader has begun. */
  void put(long fromSlot, RuleSet rules) {
    flush();
    inForce.put(fromSlot, rules);
    readers.forEach(reader -> reader.put(inForce));
    timeline.put(fromSlot, rules, Map.of());
    for (GroupKey key : List.copyOf(stores.keySet())) {
      schedule(key, engine.rulesChanged(key, store(key), clock));
    }
    rules.permanentKeys().forEach(key -> accept(new GroupPartials(key, List.of())));
  }

  /** Lets go of rules whose slots have all settled. */
  void forgetOldRules() {
    if (!clock.nothingRead()) {
      flush();
      timeline.forgetBefore(clock.readToMillis(), clock.readToMillis());
      inForce.keySet().removeIf(from -> !timeline.isKept(from));
      readers.forEach(reader -> reader.put(inForce));
    }
  }

  void add(TestingLog log) {
    LocalSlots reader = readers.get(random.nextInt(readers.size()));
    reader.add(log.over(reader.fields()));
  }

  /** Everything that was counted arrives, in an order of its own. */
  void flush() {
    List<GroupPartials> arriving = new ArrayList<>();
    long began = clock.beganAtMillis();
    for (LocalSlots reader : readers) {
      began = Math.min(began, reader.beganAt());
      reader.drain(arriving::add);
    }
    Collections.shuffle(arriving, random);
    clock = new EngineClock(clock.readToMillis(), began, clock.nowMillis(), 0, clock.ended());
    arriving.forEach(this::accept);
  }

  void advanceTo(long readTo) {
    flush();
    if (readTo > clock.readToMillis()) {
      clock = new EngineClock(readTo, clock.beganAtMillis(), readTo, 0, false);
      advanceDue(readTo);
    }
  }

  void finish(long readTo) {
    advanceTo(readTo);
    clock = new EngineClock(readTo, clock.beganAtMillis(), readTo, 0, true);
    advanceDue(Long.MAX_VALUE - 1);
  }

  private void advanceDue(long at) {
    for (GroupKey key : List.copyOf(due.keySet())) {
      Long when = due.get(key);
      if (when != null && when <= at) {
        due.remove(key);
        schedule(key, engine.advance(key, store(key), clock));
      }
    }
  }

  private void accept(GroupPartials partials) {
    GroupPartials arrived = throughBytes(partials);
    GroupKey key = arrived.key();
    schedule(key, engine.accept(arrived, store(key), clock));
  }

  private MemoryStore store(GroupKey key) {
    MemoryStore store = stores.computeIfAbsent(key, unused -> new MemoryStore());
    if (!remembers) {
      throughBytes(store);
      Sleep sleep = new Sleep(new Look(key, store, timeline, clock), limits);
      for (long series : store.series()) {
        SeriesSlots slots = Objects.requireNonNull(store.slots(series));
        if (slots.isAsleep()) {
          sleep.wakeAll(series, slots);
        }
      }
    }
    return store;
  }

  private void schedule(GroupKey key, long at) {
    if (at != GroupEngine.NOTHING_DUE) {
      due.merge(key, at, Math::min);
    }
  }

  /** All state is written and read again, as a restart from a checkpoint does. */
  void restart() {
    flush();
    stores.values().forEach(TestingCluster::throughBytes);
  }

  private static void throughBytes(MemoryStore store) {
    try {
      for (long series : store.series()) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        Objects.requireNonNull(store.slots(series)).write(new DataOutputStream(bytes));
        store.putSlots(series, SeriesSlots.read(in(bytes)));
      }
      for (String rule : store.rules()) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        Objects.requireNonNull(store.rule(rule)).write(new DataOutputStream(bytes));
        store.putRule(rule, RuleState.read(in(bytes)));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static GroupPartials throughBytes(GroupPartials partials) {
    try {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      partials.write(new DataOutputStream(bytes));
      return GroupPartials.read(in(bytes));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static DataInputStream in(ByteArrayOutputStream bytes) {
    return new DataInputStream(new ByteArrayInputStream(bytes.toByteArray()));
  }

  @Override
  public void say(AlertRecord record) {
    said.add(record);
    boolean again =
        record.transition() == Transition.SETTLED
            && !settled.add(record.alert().id() + " " + record.slotMillis());
    settledAgain += again && !clock.ended() ? 1 : 0;
    String id = record.alert().id();
    AlertRecord before = latest.get(id);
    boolean outranked =
        before != null
            && before.transition() == Transition.SETTLED
            && record.transition() != Transition.SETTLED
            && before.alert().state() != Alert.State.FIRING;
    if (!outranked) {
      latest.put(id, record);
    }
  }

  @Override
  public void rollup(Rollup rollup) {
    rollups.add(rollup);
  }

  /** What was said of slots, in order. */
  List<Rollup> rollups() {
    return rollups;
  }

  @Override
  public void tooLate(String rule, GroupKey key, long slotMillis, long logs) {
    tooLate += logs;
  }

  @Override
  public void overLimit(String rule, GroupKey key, long slotMillis, long logs) {
    throw new AssertionError("so many groups are not in any scenario: " + rule + " " + key);
  }

  /** Everything that was said, in order. */
  List<AlertRecord> said() {
    return said;
  }

  long tooLate() {
    return tooLate;
  }

  /** How many groups have state. */
  long liveGroups() {
    return stores.values().stream().filter(store -> !store.isEmpty()).count();
  }

  /** The alerts as they stand by the last record of each. */
  List<SettledAlert> alerts() {
    List<SettledAlert> alerts = new ArrayList<>();
    for (AlertRecord record : latest.values()) {
      if (record.alert().state() != Alert.State.RETRACTED) {
        alerts.add(SettledAlert.of(record.alert()));
      }
    }
    Collections.sort(alerts);
    return alerts;
  }

  /**
   * How often it was said that the same part of an alert has settled, beyond once, until everything
   * was settled as it stood.
   */
  long settledAgain() {
    return settledAgain;
  }

  /** How often each transition was said. */
  Map<Transition, Long> transitions() {
    Map<Transition, Long> counts = new HashMap<>();
    said.forEach(record -> counts.merge(record.transition(), 1L, Long::sum));
    return counts;
  }
}
