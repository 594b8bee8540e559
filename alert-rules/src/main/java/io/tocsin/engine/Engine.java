package io.tocsin.engine;

import io.tocsin.document.Document;
import io.tocsin.document.FieldIndex;
import io.tocsin.rule.CompiledRule;
import io.tocsin.rule.RuleSet;
import io.tocsin.slot.GroupKey;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The whole engine in one process: what the alerting job does, without the job. Tests of rules and
 * replays run on it.
 *
 * <p>Time moves when {@link #advanceTo} says so, and never else.
 */
public final class Engine {
  private final RuleTimeline timeline = new RuleTimeline();
  private final TreeMap<Long, RuleSet> inForce = new TreeMap<>();
  private final LocalSlots local = new LocalSlots();
  private final GroupEngine groups;
  private final Map<GroupKey, MemoryStore> stores = new HashMap<>();
  private final Map<GroupKey, Long> dueOf = new HashMap<>();
  private final TreeMap<Long, Set<GroupKey>> due = new TreeMap<>();
  private EngineClock clock =
      new EngineClock(EngineClock.NOTHING_READ, EngineClock.NOT_BEGUN, Long.MIN_VALUE, 0, false);

  /** An engine in which these rules have always been in force. */
  public Engine(RuleSet rules, EngineOutput out) {
    groups = new GroupEngine(timeline, GroupLimits.local(), out);
    put(RuleTimeline.FROM_THE_BEGINNING, rules);
  }

  /**
   * Puts rules in force.
   *
   * @param fromSlotMillis a whole minute later than any log so far, in milliseconds since the epoch
   */
  public void put(long fromSlotMillis, RuleSet rules) {
    flush();
    timeline.put(fromSlotMillis, rules, Map.of());
    inForce.put(fromSlotMillis, rules);
    local.put(inForce);
    for (GroupKey key : List.copyOf(stores.keySet())) {
      schedule(key, groups.rulesChanged(key, store(key), clock));
    }
    for (GroupKey key : rules.permanentKeys()) {
      accept(new GroupPartials(key, List.of()));
    }
  }

  /** The fields that the rules read: documents must be made for them. */
  public FieldIndex fields() {
    return local.fields();
  }

  /** Counts a log. It is evaluated at the next {@link #flush} or {@link #advanceTo}. */
  public void add(Document log) {
    local.add(log);
  }

  /** How many partial slots wait to be evaluated. */
  public int pending() {
    return local.size();
  }

  /** Evaluates what was counted. */
  public void flush() {
    clock = new EngineClock(clock.readToMillis(), local.beganAt(), clock.nowMillis(), 0, false);
    local.drain(this::accept);
  }

  /**
   * Moves the clock: every log before this time has been read, but for late ones.
   *
   * @param readToMillis in milliseconds since the epoch; earlier than the clock changes nothing
   */
  public void advanceTo(long readToMillis) {
    flush();
    if (readToMillis <= clock.readToMillis()) {
      return;
    }
    clock = new EngineClock(readToMillis, local.beganAt(), readToMillis, 0, false);
    while (!due.isEmpty() && due.firstKey() <= readToMillis) {
      Map.Entry<Long, Set<GroupKey>> next = due.pollFirstEntry();
      for (GroupKey key : next.getValue()) {
        if (dueOf.remove(key, next.getKey())) {
          schedule(key, groups.advance(key, store(key), clock));
        }
      }
    }
  }

  /**
   * Moves the clock like {@link #advanceTo}, for those who want to know what settles and not what
   * is said until then: what was counted waits for a slot of it to close, or for something to be
   * due. Where much is counted in a slot, it is evaluated once and not at every step of the clock.
   *
   * @param readToMillis in milliseconds since the epoch; earlier than the clock changes nothing
   */
  public void settleTo(long readToMillis) {
    boolean isDue = !due.isEmpty() && due.firstKey() <= readToMillis;
    if (isDue || local.nextClose() <= readToMillis) {
      advanceTo(readToMillis);
    } else if (readToMillis > clock.readToMillis()) {
      clock = new EngineClock(readToMillis, local.beganAt(), readToMillis, 0, false);
    }
  }

  /** Settles everything where the clock stands, as if no log could come any more. */
  public void finish() {
    flush();
    clock =
        new EngineClock(clock.readToMillis(), clock.beganAtMillis(), clock.nowMillis(), 0, true);
    for (GroupKey key : List.copyOf(stores.keySet())) {
      groups.advance(key, store(key), clock);
    }
  }

  /** What is pending or fires now, in no order. */
  public List<StandingAlert> standing() {
    flush();
    List<StandingAlert> standing = new ArrayList<>();
    stores.forEach((key, store) -> standing.addAll(view(key, store).standing()));
    return standing;
  }

  /**
   * What a rule says of a group's last slots, up to the one that holds the clock, oldest first. Of
   * slots that settled long ago the logs may be gone.
   */
  public List<SlotReading> slots(CompiledRule rule, GroupKey key, int count) {
    flush();
    MemoryStore store = stores.get(key);
    return view(key, store == null ? new MemoryStore() : store).slots(new LiveRule(rule), count);
  }

  private GroupView view(GroupKey key, MemoryStore store) {
    return new GroupView(new Look(key, store, timeline, clock));
  }

  private void accept(GroupPartials partials) {
    GroupKey key = partials.key();
    schedule(key, groups.accept(partials, store(key), clock));
  }

  private MemoryStore store(GroupKey key) {
    return stores.computeIfAbsent(key, unused -> new MemoryStore());
  }

  private void schedule(GroupKey key, long at) {
    if (at == GroupEngine.NOTHING_DUE) {
      if (store(key).isEmpty()) {
        stores.remove(key);
      }
      return;
    }
    Long before = dueOf.get(key);
    if (before != null && before <= at) {
      return;
    }
    // An entry for a later time stays behind, and finds the group not due when it comes up.
    dueOf.put(key, at);
    due.computeIfAbsent(at, unused -> new LinkedHashSet<>()).add(key);
  }
}
