package io.tocsin.engine;

import io.tocsin.alert.AlertMachine;
import io.tocsin.rule.CompiledRule;
import io.tocsin.slot.GroupKey;
import io.tocsin.slot.Grouping;
import io.tocsin.slot.SeriesSlots;
import io.tocsin.slot.SlotWidth;

/** A rule in force, with what follows from it and is asked for at every step. */
final class LiveRule {
  private final CompiledRule rule;
  private final AlertMachine machine;
  private final long[] counted;
  private final long reachMillis;
  private final long harmlessLogs;
  private final int mostGroupsAShare;
  private final boolean sleeps;
  private final boolean wakesEarly;
  private final long sleepLogs;

  LiveRule(CompiledRule rule) {
    this.rule = rule;
    this.machine = AlertMachine.of(rule);
    this.counted = rule.counted().stream().mapToLong(Long::longValue).toArray();
    this.reachMillis = rule.reachMillis();
    this.mostGroupsAShare = GroupLimits.mostAShare(rule.groupLimit());
    // What is published of slots is of each slot that settles, however little was in it.
    this.harmlessLogs = rule.rule().rollup() ? 0 : rule.harmlessLogs();
    this.sleeps =
        harmlessLogs > 0
            && rule.terms().stream().allMatch(term -> term.seriesId() == rule.presence());
    CompiledRule.Lines lines = rule.lines();
    int shown = lines == null ? 0 : lines.most();
    // What is lent lasts until there are so many, and one more wakes.
    long early = Math.min(harmlessLogs, harmlessLogs + 1 - shown);
    // The last logs before it fires are hardly drawn: lines that are drawn are kept, few as they
    // are.
    boolean areDrawn = lines != null && lines.every() > 1;
    this.wakesEarly = early > harmlessLogs / 2 && !areDrawn;
    this.sleepLogs = wakesEarly ? early : harmlessLogs;
  }

  CompiledRule compiled() {
    return rule;
  }

  String name() {
    return rule.name();
  }

  AlertMachine machine() {
    return machine;
  }

  /** The series that are counted for the rule; not to be changed. */
  long[] counted() {
    return counted;
  }

  /**
   * The last slot with logs of any series that is counted for the rule; {@code otherwise} if none.
   */
  long lastLog(GroupStore store, long otherwise) {
    long last = otherwise;
    for (long series : counted) {
      var slots = store.slots(series);
      if (slots != null && !slots.isEmpty()) {
        last = Math.max(last, slots.last());
      }
    }
    return last;
  }

  /**
   * How many logs there can be in each count of the rule at once without it holding for any group;
   * 0 if none, or if it is not logs alone that make it hold. Then nothing can come of it in any
   * slot.
   */
  long harmlessLogs() {
    return harmlessLogs;
  }

  /**
   * With how many logs in a group the rule wakes there: not more than are harmless, since nothing
   * may come of them.
   */
  long sleepLogs() {
    return sleepLogs;
  }

  /**
   * Whether so many logs come between the rule's waking and its firing, both with theirs, that all
   * lines it shows are of those: then it needs none that came while it slept.
   */
  boolean wakesEarly() {
    return wakesEarly;
  }

  /** How far the clock is behind the start of a slot, at the least, when that closes. */
  long closeMillis() {
    return width().millis() + rule.waitMillis();
  }

  /** Takes back what was lent of its series: their next logs must come to its notice. */
  void takeLeasesBack(GroupStore store) {
    for (long series : counted) {
      SeriesSlots slots = store.slots(series);
      if (slots != null) {
        slots.takeLeaseBack();
      }
    }
  }

  /** See {@link CompiledRule#reachMillis}. */
  long reachMillis() {
    return reachMillis;
  }

  /**
   * Whether the rule can do without a state in a group that is far from making it hold. Only where
   * one count is all it goes by, since that tells whether it sleeps.
   */
  boolean sleepsIn(GroupKey key) {
    return sleeps && !rule.permanent(key);
  }

  /**
   * How long before its first unsettled slot its slots are kept, in milliseconds: twice as late as
   * can be, since the lines before a silence are shown when it fires; and as much longer as nobody
   * may look at it.
   */
  long keptMillis() {
    long rest = harmlessLogs > 0 ? Slack.REVIEW_MILLIS : 0;
    return reachMillis + rule.timing().lateMillis() + rest;
  }

  /**
   * How long before a group's newest log one from another topic may have come, in milliseconds, to
   * be one that the rule would miss: it looks back so far, and waits so long.
   */
  long topicsMemoryMillis() {
    return reachMillis + rule.timing().forMillis();
  }

  SlotWidth width() {
    return rule.width();
  }

  long generation() {
    return rule.generation();
  }

  /**
   * Whether the group is one of the rule's: an earlier rule of its name may have grouped otherwise.
   */
  boolean concerns(GroupKey key) {
    return grouping().equals(key.grouping());
  }

  Grouping grouping() {
    return rule.grouping();
  }

  /** See {@link GroupLimits#mostAShare}. */
  int mostGroupsAShare() {
    return mostGroupsAShare;
  }

  /** See {@link CompiledRule#permanent}. */
  boolean permanent(GroupKey key) {
    return rule.permanent(key);
  }
}
