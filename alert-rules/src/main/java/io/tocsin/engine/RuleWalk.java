package io.tocsin.engine;

import io.tocsin.alert.AlertMachine;
import io.tocsin.alert.AlertState;
import io.tocsin.alert.AlertState.Firing;
import io.tocsin.alert.AlertState.Inactive;
import io.tocsin.alert.EndReason;
import io.tocsin.slot.GroupKey;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Steps one rule of one group over slots, and collects the alerts that show.
 *
 * <p>It takes nothing but the slots and where the rule stood before them, so that walking the same
 * slots again, after a late log or in another process, gives the same alerts.
 */
final class RuleWalk {
  private final String name;
  private final GroupKey key;
  private final RuleTimeline timeline;
  private final GroupReadings readings;
  private final List<Episode> episodes = new ArrayList<>();
  private Standing standing;

  RuleWalk(
      String name, GroupKey key, RuleTimeline timeline, GroupReadings readings, Standing standing) {
    this.name = name;
    this.key = key;
    this.timeline = timeline;
    this.readings = readings;
    this.standing = standing;
  }

  Standing standing() {
    return standing;
  }

  /** Is told of slots. */
  interface Stepped {
    void over(LiveRule rule, long slot);
  }

  /**
   * Goes on from where an earlier walk over the same slots came to.
   *
   * @param from the first slot of this walk: what ended before is not told again
   */
  void resume(Walked earlier, long from) {
    standing = earlier.standing();
    episodes.clear();
    for (Episode episode : earlier.ended()) {
      if (episode.resolvedAt() >= from) {
        episodes.add(episode);
      }
    }
  }

  /** The alerts that ended in the slots walked so far. */
  List<Episode> ended() {
    return episodes;
  }

  /**
   * Walks over closed slots.
   *
   * @param bound every slot that ends by then is closed
   */
  void walkTo(long bound) {
    walkTo(bound, (rule, slot) -> {});
  }

  /** The same, telling of each slot in which a rule is in force. */
  void walkTo(long bound, Stepped stepped) {
    while (standing.slot() < bound) {
      // Nothing happens in a slot that is not passed: the next walk may begin with it.
      LiveRule rule = inForce();
      long end = RuleTimeline.end(rule, standing.slot());
      if (end > bound) {
        return;
      }
      enter(rule);
      if (rule != null) {
        step(rule, standing.slot());
        stepped.over(rule, standing.slot());
      }
      standing = standing.at(end);
    }
  }

  /**
   * Ends what stands under rules that are not in force any more, though the first slot without them
   * is still open.
   *
   * @param bound as far as time has come
   */
  void leave(long bound) {
    if (standing.slot() < bound) {
      enter(inForce());
    }
  }

  /**
   * Walks on over slots that are still open, as far as the logs so far decide them.
   *
   * @param last the last slot that can have logs
   */
  void walkEarly(long last) {
    while (standing.slot() <= last) {
      LiveRule rule = inForce();
      enter(rule);
      if (rule == null || !standsFor(rule)) {
        return;
      }
      long slot = standing.slot();
      noteLogs(rule, slot);
      if (!known(rule) || isNothingYet(rule, slot)) {
        standing = standing.at(slot + rule.width().millis());
        continue;
      }
      AlertState next =
          rule.machine()
              .stepEarly(
                  standing.alert(),
                  slot,
                  readings.evaluate(rule, slot),
                  rule.compiled().rule().active().mayStartIn(slot));
      if (next == null) {
        return;
      }
      standing = stand(next, standing.lastLog()).at(slot + rule.width().millis());
    }
  }

  /**
   * Whether there is no log in any window of a slot, for a rule that needs one. Logs may still
   * come, but to wait for them would hold back what later slots say already; should they come, what
   * was said is amended.
   */
  private boolean isNothingYet(LiveRule rule, long slot) {
    return standing.alert() instanceof Inactive
        && !rule.compiled().logic().holdsOnNothing()
        && !readings.hasLogsInReach(rule, slot);
  }

  /** The rule in force for the group in the next slot; null if there is none. */
  private @Nullable LiveRule inForce() {
    LiveRule rule = timeline.rule(name, standing.slot());
    return rule == null || standsFor(rule) || rule.concerns(key) ? rule : null;
  }

  /** What stood under another rule than the one now in force ends in the next slot. */
  private void enter(@Nullable LiveRule rule) {
    if (rule == null) {
      boolean deleted = timeline.rule(name, standing.slot()) == null;
      end(
          standing.alert(),
          standing.slot(),
          deleted ? EndReason.RULE_DELETED : EndReason.RULE_CHANGED);
      standing = stand(AlertState.INACTIVE, AlertState.NEVER);
    } else if (!standsFor(rule)) {
      end(standing.alert(), standing.slot(), EndReason.RULE_CHANGED);
      standing = Standing.fresh(rule.generation(), standing.slot());
    }
  }

  /** The rule of the last slot that was walked; {@code otherwise} if none was in force. */
  LiveRule lastRule(LiveRule otherwise) {
    LiveRule rule = timeline.rule(name, standing.slot() - 1);
    return rule == null || !standsFor(rule) ? otherwise : rule;
  }

  private boolean standsFor(LiveRule rule) {
    return rule.generation() == standing.generation();
  }

  private void step(LiveRule rule, long slot) {
    noteLogs(rule, slot);
    if (!known(rule)) {
      return;
    }
    if (!rule.permanent(key)
        && slot - standing.lastLog() >= rule.compiled().timing().forgetAfterMillis()) {
      end(standing.alert(), slot, EndReason.FORGOTTEN);
      standing = stand(AlertState.INACTIVE, AlertState.NEVER);
      return;
    }
    AlertMachine.Step step =
        rule.machine()
            .step(
                standing.alert(),
                slot,
                readings.evaluate(rule, slot),
                rule.compiled().rule().active().mayStartIn(slot));
    if (step.ended() != null && step.reason() != null) {
      end(step.ended(), slot, step.reason());
    }
    AlertState next =
        step.state() instanceof Firing firing
            ? firing.withLogs(readings.logsIn(rule, slot))
            : step.state();
    standing = stand(next, standing.lastLog());
  }

  private void noteLogs(LiveRule rule, long slot) {
    if (readings.hasLogsIn(rule, slot)) {
      standing = stand(standing.alert(), slot);
    }
  }

  private boolean known(LiveRule rule) {
    return rule.permanent(key) || standing.lastLog() != AlertState.NEVER;
  }

  private Standing stand(AlertState alert, long lastLog) {
    return new Standing(standing.generation(), standing.slot(), alert, lastLog);
  }

  private void end(AlertState alert, long slot, EndReason reason) {
    if (alert instanceof Firing firing) {
      episodes.add(new Episode(firing, false, slot, reason));
    }
  }
}
