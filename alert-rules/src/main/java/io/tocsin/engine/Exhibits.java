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
 * What shows an alert to a person: lines and common values. Kept from when it was first said, since
 * the slots that held them are gone when it ends.
 */
record Exhibits(List<Sample> samples, Map<String, List<Count>> top) {
  static final Exhibits NONE = new Exhibits(List.of(), Map.of());

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
  }

  static Exhibits read(DataInput in) throws IOException {
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
    return new Exhibits(samples, top);
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
