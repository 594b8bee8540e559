package io.tocsin.flink.alerting;

import io.tocsin.clock.Sight;
import io.tocsin.engine.EngineClock;
import io.tocsin.engine.RuleTimeline;
import io.tocsin.flink.serializer.RuleBundleSerializer;
import io.tocsin.rule.RuleBundle;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.api.common.state.BroadcastState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.OperatorStateStore;
import org.apache.flink.api.common.typeutils.base.LongSerializer;
import org.apache.flink.api.common.typeutils.base.StringSerializer;

/**
 * What a subtask behind the shuffle has heard: which rules are in force from which slot, since when
 * each series has been counted, and when the source began. The same in every subtask, and part of
 * the checkpoint.
 */
final class ControlState {
  private static final String BEGAN = "began";
  private static final String RULES_HEARD = "rules-heard";

  /** Some answers may be lost, and a leader may change, without anybody being blind. */
  private static final Duration BLIND_AFTER = Duration.ofSeconds(15);

  private final BroadcastState<Long, RuleBundle> bundles;
  private final BroadcastState<Long, Long> countedFrom;
  private final BroadcastState<String, Long> times;
  private final RuleTimeline timeline = new RuleTimeline();
  private final Sight sight = new Sight(BLIND_AFTER);
  private long beganAt;
  private long rulesHeard;

  ControlState(OperatorStateStore state) throws Exception {
    bundles =
        state.getBroadcastState(
            new MapStateDescriptor<>(
                "rules-in-force", LongSerializer.INSTANCE, RuleBundleSerializer.INSTANCE));
    countedFrom =
        state.getBroadcastState(
            new MapStateDescriptor<>(
                "series-counted-from", LongSerializer.INSTANCE, LongSerializer.INSTANCE));
    times =
        state.getBroadcastState(
            new MapStateDescriptor<>("times", StringSerializer.INSTANCE, LongSerializer.INSTANCE));
    restore();
  }

  private void restore() throws Exception {
    Map<Long, Long> since = new HashMap<>();
    countedFrom.immutableEntries().forEach(entry -> since.put(entry.getKey(), entry.getValue()));
    TreeMap<Long, RuleBundle> inOrder = new TreeMap<>();
    bundles.immutableEntries().forEach(entry -> inOrder.put(entry.getKey(), entry.getValue()));
    inOrder.forEach((from, bundle) -> timeline.put(from, CompiledRules.of(bundle), since));
    Long began = times.get(BEGAN);
    beganAt = began == null ? EngineClock.NOT_BEGUN : began;
    Long heard = times.get(RULES_HEARD);
    rulesHeard = heard == null ? Partials.OWN_RULES : heard;
  }

  RuleTimeline timeline() {
    return timeline;
  }

  /** Whether the source sees; not part of the checkpoint, since it is about now. */
  Sight sight() {
    return sight;
  }

  long beganAt() {
    return beganAt;
  }

  /** The number of the newest rules that have been heard of. */
  long rulesHeard() {
    return rulesHeard;
  }

  /**
   * Takes in what was said.
   *
   * @param readToMillis how far event time has come here, which may be far behind the source
   * @param nowMillis the wall clock
   * @return whether other rules are in force by it, or some are not any more
   */
  boolean hear(Control control, long readToMillis, long nowMillis) throws Exception {
    if (control instanceof Control.Began began) {
      if (began.eventTimeMillis() < beganAt) {
        beganAt = began.eventTimeMillis();
        times.put(BEGAN, beganAt);
      }
      return false;
    }
    if (control instanceof Control.Seen seen) {
      sight.seen(seen.reader(), seen.atMillis(), nowMillis, seen.silentSince());
      sight.silent(seen.reader(), seen.silentPartitions());
      return forgetSettled(readToMillis);
    }
    return control instanceof Control.Rules rules && hearRules(rules, readToMillis);
  }

  private boolean hearRules(Control.Rules rules, long readToMillis) throws Exception {
    if (rules.number() <= rulesHeard) {
      return false;
    }
    rulesHeard = rules.number();
    times.put(RULES_HEARD, rulesHeard);
    if (isKnown(rules)) {
      return true;
    }
    bundles.put(rules.fromSlotMillis(), rules.bundle());
    timeline.put(rules.fromSlotMillis(), CompiledRules.of(rules.bundle()), Map.of());
    timeline.forgetBefore(rules.forgetBeforeMillis(), readToMillis);
    keepAsTheTimeline();
    return true;
  }

  /**
   * Lets go of rules as soon as no slot of theirs can change: as long as there are two sets, each
   * group is asked for the rules of both.
   */
  private boolean forgetSettled(long readToMillis) throws Exception {
    int sets = timeline.sets().size();
    if (sets > 1) {
      timeline.forgetBefore(readToMillis, readToMillis);
    }
    boolean forgotten = timeline.sets().size() < sets;
    if (forgotten) {
      keepAsTheTimeline();
    }
    return forgotten;
  }

  private void keepAsTheTimeline() throws Exception {
    for (Map.Entry<Long, RuleBundle> entry : Map.copyOf(inForce()).entrySet()) {
      if (!timeline.isKept(entry.getKey())) {
        bundles.remove(entry.getKey());
      }
    }
    countedFrom.clear();
    countedFrom.putAll(timeline.countedFrom());
  }

  /** A checkpoint from before changes were numbered holds rules that the source says again. */
  private boolean isKnown(Control.Rules rules) throws Exception {
    RuleBundle same = bundles.get(rules.fromSlotMillis());
    boolean older = !timeline.sets().isEmpty() && rules.fromSlotMillis() < timeline.newestFrom();
    return older || (same != null && same.version().equals(rules.bundle().version()));
  }

  private Map<Long, RuleBundle> inForce() throws Exception {
    Map<Long, RuleBundle> all = new HashMap<>();
    bundles.immutableEntries().forEach(entry -> all.put(entry.getKey(), entry.getValue()));
    return all;
  }
}
