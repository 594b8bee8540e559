package io.tocsin.flink.delivery;

import io.tocsin.silence.Silence;
import io.tocsin.silence.Silences;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.state.BroadcastState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.OperatorStateStore;
import org.apache.flink.api.common.typeutils.base.StringSerializer;

/** The silences as state, the same in each subtask. */
final class KnownSilences {
  private static final MapStateDescriptor<String, Silence> SILENCES =
      new MapStateDescriptor<>("silences", StringSerializer.INSTANCE, CodecSerializer.SILENCE);

  private final BroadcastState<String, Silence> byId;
  private Silences all;

  KnownSilences(OperatorStateStore state) throws Exception {
    byId = state.getBroadcastState(SILENCES);
    all = read();
  }

  Silences all() {
    return all;
  }

  /** Takes a change, and forgets what is over. */
  void change(SilenceChange change, long nowMillis) throws Exception {
    Silence silence = change.silence();
    if (silence == null) {
      byId.remove(change.id());
    } else {
      byId.put(change.id(), silence);
    }
    List<String> over = new ArrayList<>();
    for (Map.Entry<String, Silence> each : byId.immutableEntries()) {
      if (each.getValue().isOver(nowMillis)) {
        over.add(each.getKey());
      }
    }
    for (String id : over) {
      byId.remove(id);
    }
    all = read();
  }

  private Silences read() throws Exception {
    List<Silence> known = new ArrayList<>();
    byId.immutableEntries().forEach(each -> known.add(each.getValue()));
    return new Silences(known);
  }
}
