package io.tocsin.engine;

import io.tocsin.aggregate.Partial;
import io.tocsin.aggregate.Sample;
import io.tocsin.aggregate.SamplesPartial;
import io.tocsin.aggregate.TopPartial;
import io.tocsin.alert.Alert;
import io.tocsin.alert.Alert.Count;
import io.tocsin.alert.Alert.Reading;
import io.tocsin.alert.Alert.State;
import io.tocsin.alert.AlertIds;
import io.tocsin.alert.AlertRecord;
import io.tocsin.alert.AlertRecord.Evidence;
import io.tocsin.alert.AlertState.Firing;
import io.tocsin.alert.RuleFacts;
import io.tocsin.alert.Transition;
import io.tocsin.rule.CompiledRule;
import io.tocsin.rule.CompiledRule.Comparison;
import io.tocsin.rule.Rule;
import io.tocsin.slot.GroupKey;
import io.tocsin.slot.SeriesSlots;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes the records of one rule's alerts for one group. */
final class RecordMaker {
  private static final int COMMONEST = 5;

  private final GroupKey key;
  private final GroupStore store;
  private final LiveRule live;
  private final RuleTimeline timeline;
  private final EngineClock clock;
  private final RuleState known;

  /**
   * Makes one.
   *
   * @param live the rule by which an alert is told that has not ended
   * @param known the state of the rule before this is told
   */
  RecordMaker(Look look, LiveRule live, RuleState known) {
    this.key = look.key();
    this.store = look.store();
    this.timeline = look.timeline();
    this.clock = look.clock();
    this.live = live;
    this.known = known;
  }

  String alertKey() {
    return AlertIds.key(live.name(), key.asMap());
  }

  /** The record of one transition. */
  AlertRecord record(
      Transition transition,
      long slot,
      Episode episode,
      State state,
      Exhibits exhibits,
      @Nullable String supersededBy) {
    String alertKey = alertKey();
    Firing firing = episode.firing();
    LiveRule rule = ruleOf(episode);
    CompiledRule.Logic logic = rule.compiled().logic();
    List<String> levels = logic.levels();
    // A rule may have lost levels while the alert fired.
    int level = Math.min(firing.level(), Math.max(0, levels.size() - 1));
    boolean ended = state == State.ENDED;
    Alert alert =
        new Alert(
            AlertIds.alert(alertKey, firing.startsAt()),
            alertKey,
            rule.name(),
            key.asMap(),
            state,
            ended ? episode.reason() : null,
            levels.isEmpty() ? null : levels.get(level),
            firing.startsAt(),
            firing.firedAt(),
            ended ? Long.valueOf(episode.resolvedAt()) : null,
            number(firing.value()),
            number(firing.peak()),
            firing.logs(),
            readings(logic.comparisons(level), firing),
            exhibits.samples(),
            exhibits.top(),
            supersededBy,
            facts(rule, firing));
    Evidence evidence =
        new Evidence(
            clock.readToMillis(), known.lateLogs(), clock.silentPartitions(), exhibits.topics());
    return new AlertRecord(transition, slot, alert, evidence);
  }

  /** The lines and common values of an alert, out of the slots that are there, and topics. */
  Exhibits exhibits(Episode episode) {
    LiveRule told = ruleOf(episode);
    CompiledRule rule = told.compiled();
    long to = episode.firing().firedAt() + rule.width().millis();
    // A silence has no log in its window: the lines before it show what fell silent.
    long from = to - told.reachMillis() - rule.timing().lateMillis();
    List<Alert.Sample> samples = new ArrayList<>();
    CompiledRule.Lines wanted = rule.lines();
    if (wanted != null && window(wanted.seriesId(), from, to) instanceof SamplesPartial lines) {
      for (Sample line : lines.samples()) {
        samples.add(new Alert.Sample(line.timeMillis(), line.line()));
      }
    }
    Map<String, List<Count>> top = new LinkedHashMap<>();
    for (Map.Entry<String, Long> field : rule.top().entrySet()) {
      if (window(field.getValue(), from, to) instanceof TopPartial values) {
        top.put(
            field.getKey(),
            values.commonest(COMMONEST).stream()
                .map(common -> new Count(common.value(), common.count()))
                .toList());
      }
    }
    return new Exhibits(samples, top, known.topics().names(rule.topics()));
  }

  private @Nullable Partial window(long series, long from, long to) {
    SeriesSlots slots = store.slots(series);
    return slots == null ? null : slots.window(from, to - 1);
  }

  private LiveRule ruleOf(Episode episode) {
    LiveRule ended = episode.ended() ? timeline.rule(live.name(), episode.resolvedAt() - 1) : null;
    return ended == null ? live : ended;
  }

  private static List<Reading> readings(List<Comparison> comparisons, Firing firing) {
    List<Double> sides = firing.readings();
    List<Reading> readings = new ArrayList<>();
    for (int i = 0; i < comparisons.size() && 2 * i + 1 < sides.size(); i++) {
      readings.add(
          new Reading(
              comparisons.get(i).expression(),
              comparisons.get(i).operator(),
              number(sides.get(2 * i)),
              number(sides.get(2 * i + 1)),
              comparisons.get(i).unit()));
    }
    return readings;
  }

  private RuleFacts facts(LiveRule told, Firing firing) {
    CompiledRule rule = told.compiled();
    Rule source = rule.rule();
    String recordOnly = null;
    if (source.shadow()) {
      recordOnly = "shadow";
    } else if (clock.nowMillis() - firing.firedAt() > rule.timing().maxAgeMillis()) {
      recordOnly = "max_age";
    }
    return new RuleFacts(
        source.description(),
        source.where(),
        rule.logic().canonical(),
        told.reachMillis(),
        source.unit(),
        source.labels(),
        source.annotations(),
        source.receivers(),
        rule.logic().holdsForWantOfLogs(),
        recordOnly);
  }

  private static @Nullable Double number(double value) {
    return Double.isNaN(value) ? null : Double.valueOf(value);
  }
}
