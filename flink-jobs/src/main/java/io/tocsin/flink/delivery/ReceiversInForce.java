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

  /** Takes what has no errors; returns whether it is another text. */
  boolean change(ReceiversText now) throws Exception {
    if (now.text().equals(text.text())) {
      return false;
    }
    state.put(CHANGED, now.text());
    text = new ReceiversText(path, now.text());
    receivers = text.read();
    return true;
  }
}
