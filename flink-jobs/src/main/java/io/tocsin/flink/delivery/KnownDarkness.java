package io.tocsin.flink.delivery;

import io.tocsin.notify.Darkness;
import org.apache.flink.api.common.state.BroadcastState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.OperatorStateStore;
import org.apache.flink.api.common.typeutils.base.StringSerializer;

/** Whether the source of logs and its topics tell anything, as state, the same in each subtask. */
final class KnownDarkness {
  private static final String ONLY = "";
  private static final MapStateDescriptor<String, Directive> STATE =
      new MapStateDescriptor<>("darkness", StringSerializer.INSTANCE, CodecSerializer.DIRECTIVE);

  private final BroadcastState<String, Directive> state;

  KnownDarkness(OperatorStateStore store) throws Exception {
    state = store.getBroadcastState(STATE);
  }

  Darkness now() throws Exception {
    return state.get(ONLY) instanceof Directive.Dark dark ? dark.darkness() : Darkness.NONE;
  }

  /** Takes a change; returns whether it is one. */
  boolean change(Directive.Dark change) throws Exception {
    if (change.darkness().equals(now())) {
      return false;
    }
    state.put(ONLY, change);
    return true;
  }
}
