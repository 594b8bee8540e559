package io.tocsin.notify;

import io.tocsin.alert.AlertRecord;
import io.tocsin.alert.Heartbeat;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@link EngineHealth} as bytes, within what {@link StateCodec} writes. */
final class HealthFormat {
  private HealthFormat() {}

  static void write(EngineHealth health, DataOutputStream out) throws IOException {
    out.writeInt(health.subtasks());
    out.writeInt(health.latest().size());
    for (Heartbeat heartbeat : health.latest().values()) {
      StateCodec.writeRecord(out, heartbeat);
    }
    out.writeInt(health.said().size());
    for (AlertRecord said : health.said().values()) {
      StateCodec.writeRecord(out, said);
    }
    out.writeInt(health.deadLetters().size());
    for (Map.Entry<String, DeadLetters> letters : health.deadLetters().entrySet()) {
      StateCodec.writeText(out, letters.getKey());
      out.writeLong(letters.getValue().since());
      out.writeLong(letters.getValue().latest());
      StateCodec.writeText(out, letters.getValue().reason());
    }
    EngineHealth.Refusal refusal = health.refusal();
    out.writeBoolean(refusal != null);
    if (refusal != null) {
      StateCodec.writeText(out, refusal.path());
      out.writeLong(refusal.since());
      StateCodec.writeText(out, refusal.what());
    }
    DarknessFormat.write(health.darkness(), out);
  }

  static EngineHealth read(DataInputStream in, int version) throws IOException {
    int subtasks = in.readInt();
    Map<Integer, Heartbeat> latest = new HashMap<>();
    for (int rest = in.readInt(); rest > 0; rest--) {
      Heartbeat heartbeat = StateCodec.readRecord(in, Heartbeat.class);
      latest.put(heartbeat.subtask(), heartbeat);
    }
    if (version < 3) {
      Map<String, AlertRecord> said = records(in, in.readBoolean() ? 1 : 0);
      return new EngineHealth(subtasks, latest, Map.of(), null, said, Darkness.NONE);
    }
    Map<String, AlertRecord> said = records(in, in.readInt());
    Map<String, DeadLetters> letters = new HashMap<>();
    for (int rest = in.readInt(); rest > 0; rest--) {
      String stage = StateCodec.readText(in);
      letters.put(stage, new DeadLetters(in.readLong(), in.readLong(), StateCodec.readText(in)));
    }
    EngineHealth.@Nullable Refusal refusal =
        in.readBoolean()
            ? new EngineHealth.Refusal(
                StateCodec.readText(in), in.readLong(), StateCodec.readText(in))
            : null;
    Darkness darkness = DarknessFormat.read(in, version);
    return new EngineHealth(subtasks, latest, letters, refusal, said, darkness);
  }

  private static Map<String, AlertRecord> records(DataInputStream in, int count)
      throws IOException {
    Map<String, AlertRecord> records = new HashMap<>();
    for (int rest = count; rest > 0; rest--) {
      AlertRecord record = StateCodec.readRecord(in, AlertRecord.class);
      records.put(record.alert().key(), record);
    }
    return records;
  }
}
