package io.tocsin.notify;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/** {@link Darkness} as bytes, within what {@link StateCodec} writes. */
final class DarknessFormat {
  private DarknessFormat() {}

  static void write(Darkness darkness, DataOutputStream out) throws IOException {
    writeGap(darkness.whole(), out);
    out.writeInt(darkness.topics().size());
    for (Map.Entry<String, Gap> topic : darkness.topics().entrySet()) {
      out.writeUTF(topic.getKey());
      writeGap(topic.getValue(), out);
    }
  }

  private static void writeGap(Gap gap, DataOutputStream out) throws IOException {
    StateCodec.writeOptional(out, gap.why());
    out.writeLong(gap.changedAt());
  }

  static Darkness read(DataInputStream in, int version) throws IOException {
    Gap whole = readGap(in);
    Map<String, Gap> topics = new HashMap<>();
    for (int left = version < 4 ? 0 : in.readInt(); left > 0; left--) {
      topics.put(in.readUTF(), readGap(in));
    }
    return new Darkness(whole, topics);
  }

  private static Gap readGap(DataInputStream in) throws IOException {
    return new Gap(StateCodec.readOptional(in), in.readLong());
  }
}
