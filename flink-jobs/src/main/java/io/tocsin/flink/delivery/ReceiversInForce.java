package io.tocsin.flink.delivery;

import io.tocsin.receiver.Receivers;
import org.apache.flink.api.common.state.BroadcastState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.OperatorStateStore;
import org.apache.flink.api.common.typeutils.base.StringSerializer;
import org.jspecify.annotations.Nullable;

/**
 * The receivers as state, the same in each subtask: those that the job was submitted with, until
 * the file changes. A job that is submitted with another file begins with that.
 *
 * <p>All who route hear of the same changes in the same order, and so count them alike: a change
 * has a generation, by which it is known whether it was taken yet. The count is no state. What
 * begins again does so together, from a checkpoint in which all have taken the same changes and
 * nothing is under way between them.
 */
final class ReceiversInForce {
  private static final MapStateDescriptor<String, String> STATE =
      new MapStateDescriptor<>("receivers", StringSerializer.INSTANCE, StringSerializer.INSTANCE);
  private static final String SUBMITTED = "submitted";
  private static final String CHANGED = "changed";

  private final BroadcastState<String, String> state;
  private final String path;
  private ReceiversText text;
  private Receivers receivers;
  private long generation;

  ReceiversInForce(OperatorStateStore store, ReceiversText submitted) throws Exception {
    state = store.getBroadcastState(STATE);
    path = submitted.path();
    @Nullable String changed =
        submitted.text().equals(state.get(SUBMITTED)) ? state.get(CHANGED) : null;
    state.clear();
    state.put(SUBMITTED, submitted.text());
    text = submitted;
    if (changed != null) {
      state.put(CHANGED, changed);
      text = new ReceiversText(path, changed);
    }
    receivers = text.read();
  }

  Receivers receivers() {
    return receivers;
  }

  /** How many changes were taken since the job, or this attempt of it, began. */
  long generation() {
    return generation;
  }

  /** Takes what has no errors; returns what others must know of it, null if it is in force. */
  @Nullable ReceiversChange change(ReceiversText now) throws Exception {
    if (now.text().equals(text.text())) {
      return null;
    }
    ReceiversChange change = new ReceiversChange(now, generation + 1);
    take(change);
    return change;
  }

  /** Takes what somebody else has taken; returns whether it is news. */
  boolean take(ReceiversChange change) throws Exception {
    if (change.generation() <= generation) {
      return false;
    }
    generation = change.generation();
    state.put(CHANGED, change.receivers().text());
    text = new ReceiversText(path, change.receivers().text());
    receivers = text.read();
    return true;
  }
}
