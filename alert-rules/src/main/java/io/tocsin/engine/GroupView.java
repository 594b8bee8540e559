package io.tocsin.engine;

import io.tocsin.alert.Alert;
import io.tocsin.alert.AlertState;
import io.tocsin.alert.AlertState.Firing;
import io.tocsin.alert.AlertState.Inactive;
import io.tocsin.alert.Transition;
import io.tocsin.slot.GroupKey;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A look at one group as it stands, which changes nothing and says nothing. */
final class GroupView {
  private final Look look;
  private final GroupKey key;
  private final GroupStore store;
  private final RuleTimeline timeline;
  private final EngineClock clock;
  private final GroupReadings readings;

  GroupView(Look look) {
    this.look = look;
    this.key = look.key();
    this.store = look.store();
    this.timeline = look.timeline();
    this.clock = look.clock();
    this.readings = new GroupReadings(look);
  }

  /** What is pending or fires, of every rule. */
  List<StandingAlert> standing() {
    List<StandingAlert> standing = new ArrayList<>();
    for (String name : store.rules()) {
      RuleState state = store.rule(name);
      LiveRule rule = timeline.latest(name, key);
      if (state != null && rule != null) {
        AlertState alert = walk(rule, state);
        if (!(alert instanceof Inactive)) {
          standing.add(new StandingAlert(name, key, alert, record(rule, state, alert)));
        }
      }
    }
    return standing;
  }

  /** What a rule says of the last slots up to the one that holds the clock, oldest first. */
  List<SlotReading> slots(LiveRule rule, int count) {
    if (clock.nothingRead()) {
      return List.of();
    }
    List<SlotReading> slots = new ArrayList<>();
    long closedTo = timeline.closedTo(rule, clock);
    long width = rule.width().millis();
    long newest = rule.width().slotOf(clock.readToMillis());
    for (long slot = newest - (count - 1) * width; slot <= newest; slot += width) {
      slots.add(new SlotReading(slot, slot + width > closedTo, readings.evaluate(rule, slot)));
    }
    return slots;
  }

  private AlertState walk(LiveRule rule, RuleState state) {
    Standing start = Starts.placed(state.settled(), rule, readings, look);
    RuleWalk walk = new RuleWalk(rule.name(), key, timeline, readings, start);
    walk.walkTo(timeline.closedTo(rule, clock));
    walk.walkEarly(readings.lastLog(rule));
    return walk.standing().alert();
  }

  private @Nullable Alert record(LiveRule rule, RuleState state, AlertState alert) {
    if (!(alert instanceof Firing firing)) {
      return null;
    }
    RecordMaker records = new RecordMaker(look, rule, state);
    Episode episode = Episode.of(firing, false);
    return records
        .record(
            Transition.FIRED,
            firing.firedAt(),
            episode,
            Alert.State.FIRING,
            records.exhibits(episode),
            null)
        .alert();
  }
}
