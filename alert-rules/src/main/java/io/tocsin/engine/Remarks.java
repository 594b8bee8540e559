package io.tocsin.engine;

import io.tocsin.aggregate.TopicsPartial;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Notes with the rules of a group what an alert of theirs would say of logs besides what was
 * counted: where they came from, and that they were late. Rules take their logs first, since it is
 * for those to say whether a rule takes the group at all.
 */
final class Remarks {
  private final Look look;
  private final Waking waking;
  private @Nullable List<GroupPartials.Entry> ofTopics;

  Remarks(Look look, Waking waking) {
    this.look = look;
    this.waking = waking;
  }

  /** Remembers an entry that says where logs came from. */
  void addTopics(GroupPartials.Entry entry) {
    if (ofTopics == null) {
      ofTopics = new ArrayList<>();
    }
    ofTopics.add(entry);
  }

  /** Notes where the logs came from with the rules that ask for it. */
  void noteTopics() {
    if (ofTopics == null) {
      return;
    }
    for (GroupPartials.Entry entry : ofTopics) {
      for (LiveRule rule : look.timeline().readers(entry.seriesId(), entry.slotMillis())) {
        RuleState state = look.store().rule(rule.name());
        if (state != null && entry.partial() instanceof TopicsPartial partial) {
          noteTopics(rule, state, entry, partial.topics());
        }
      }
    }
  }

  private void noteTopics(
      LiveRule rule, RuleState state, GroupPartials.Entry entry, List<String> topics) {
    LastTopics now =
        state
            .topics()
            .seen(entry.seriesId(), entry.slotMillis(), topics, rule.topicsMemoryMillis());
    if (now != state.topics()) {
      look.store().putRule(rule.name(), state.withTopics(now));
    }
  }

  /**
   * Notes with the rules that are looked at how many logs came after their slot had closed.
   *
   * @param taken all that was
   */
  void noteLate(List<GroupPartials.Entry> taken) {
    if (waking.isEmpty()) {
      return;
    }
    for (GroupPartials.Entry entry : taken) {
      long logs = entry.logs();
      if (logs > 0 && entry.slotMillis() < look.clock().readToMillis()) {
        for (LiveRule rule : look.timeline().readers(entry.seriesId(), entry.slotMillis())) {
          noteLate(rule, entry, logs);
        }
      }
    }
  }

  private void noteLate(LiveRule rule, GroupPartials.Entry entry, long logs) {
    long slot = entry.slotMillis();
    boolean isPresence = entry.seriesId() == rule.compiled().presence();
    boolean isClosed = slot + rule.width().millis() <= look.timeline().closedTo(rule, look.clock());
    if (isPresence && isClosed && waking.has(rule.name())) {
      RuleState state = look.store().rule(rule.name());
      if (state != null && !look.isSettled(rule, state, slot, true)) {
        look.store().putRule(rule.name(), state.withLateLogs(state.lateLogs() + logs));
      }
    }
  }
}
