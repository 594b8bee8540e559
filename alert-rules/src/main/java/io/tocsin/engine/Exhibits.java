package io.tocsin.engine;

import io.tocsin.alert.Alert.Count;
import io.tocsin.alert.Alert.Sample;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What shows an alert to a person: lines and common values, and the topics that its logs came from
 * if it may be for want of them. Kept from when it was first said, since the slots that held them
 * are gone when it ends, and logs that come again may come from elsewhere.
 */
record Exhibits(List<Sample> samples, Map<String, List<Count>> top, List<String> topics) {
  static final Exhibits NONE = new Exhibits(List.of(), Map.of(), List.of());

  void write(DataOutput out) throws IOException {
    out.writeInt(samples.size());
    for (Sample sample : samples) {
      out.writeLong(sample.atMillis());
      writeText(sample.line(), out);
    }
    out.writeInt(top.size());
    for (Map.Entry<String, List<Count>> field : top.entrySet()) {
      writeText(field.getKey(), out);
      out.writeInt(field.getValue().size());
      for (Count count : field.getValue()) {
        writeText(count.value(), out);
        out.writeLong(count.count());
      }
    }
    out.writeInt(topics.size());
    for (String topic : topics) {
      writeText(topic, out);
    }
  }

  /**
   * Reads what {@link #write} wrote.
   *
   * @param version of the state that it is part of
   */
  static Exhibits read(DataInput in, int version) throws IOException {
    List<Sample> samples = new ArrayList<>();
    for (int left = in.readInt(); left > 0; left--) {
      samples.add(new Sample(in.readLong(), readText(in)));
    }
    Map<String, List<Count>> top = new LinkedHashMap<>();
    for (int left = in.readInt(); left > 0; left--) {
      String field = readText(in);
      List<Count> counts = new ArrayList<>();
      for (int values = in.readInt(); values > 0; values--) {
        counts.add(new Count(readText(in), in.readLong()));
      }
      top.put(field, counts);
    }
    List<String> topics = new ArrayList<>();
    for (int left = version < 2 ? 0 : in.readInt(); left > 0; left--) {
      topics.add(readText(in));
    }
    return new Exhibits(samples, top, topics);
  }

  private static void writeText(String text, DataOutput out) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    out.writeInt(bytes.length);
    out.write(bytes);
  }

  private static String readText(DataInput in) throws IOException {
    byte[] bytes = new byte[in.readInt()];
    in.readFully(bytes);
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
