package io.tocsin.slot;

import io.tocsin.document.Utf8;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One group of one grouping: what slots and alert states are keyed by.
 *
 * <p>Its hash code is the same in every process, so that logs of a group meet wherever they are
 * read.
 */
public final class GroupKey {
  private static final int NO_FIELDS = 0;
  private static final byte[] NO_VALUES = {};

  private static final VarHandle INTS =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);

  private final Grouping grouping;

  /**
   * In UTF-8, each with its length in four bytes in front: there may be millions of keys, which are
   * read, looked up and written far more often than anybody wants to see them.
   */
  private final byte[] values;

  private final int hash;

  GroupKey(Grouping grouping, List<String> values) {
    this(grouping, joined(grouping, values));
  }

  GroupKey(Grouping grouping, Utf8 onlyValue) {
    this(grouping, with(NO_VALUES, onlyValue.bytes(), onlyValue.offset(), onlyValue.length()));
    if (grouping.fields().size() != 1) {
      throw new IllegalArgumentException("a value for each of " + grouping.fields() + " wanted");
    }
  }

  private GroupKey(Grouping grouping, byte[] values) {
    this.grouping = grouping;
    this.values = values;
    // As Objects.hash(fields, bucket, values) has it, by which groups of savepoints were placed.
    this.hash = 31 * (31 * 31 + grouping.hashCode()) + hash(values);
  }

  private static byte[] joined(Grouping grouping, List<String> values) {
    if (values.size() != grouping.fields().size()) {
      throw new IllegalArgumentException(
          "a value for each of " + grouping.fields() + " wanted, got " + values);
    }
    byte[] all = NO_VALUES;
    for (String value : values) {
      byte[] text = value.getBytes(StandardCharsets.UTF_8);
      all = with(all, text, 0, text.length);
    }
    return all;
  }

  private static byte[] with(byte[] before, byte[] text, int offset, int length) {
    byte[] all = withRoom(before, length);
    System.arraycopy(text, offset, all, all.length - length, length);
    return all;
  }

  /** The values before, and behind them the length of one for whose bytes there is room. */
  private static byte[] withRoom(byte[] before, int length) {
    byte[] all = Arrays.copyOf(before, before.length + Integer.BYTES + length);
    INTS.set(all, before.length, length);
    return all;
  }

  /** As the list of the values would have it. */
  private static int hash(byte[] values) {
    int hash = 1;
    int at = 0;
    while (at < values.length) {
      int from = at + Integer.BYTES;
      at = from + length(values, at);
      hash = 31 * hash + hash(values, from, at);
    }
    return hash;
  }

  /** As the string would have it. */
  private static int hash(byte[] text, int from, int to) {
    int hash = 0;
    for (int i = from; i < to; i++) {
      if (text[i] < 0) {
        return new String(text, from, to - from, StandardCharsets.UTF_8).hashCode();
      }
      hash = 31 * hash + text[i];
    }
    return hash;
  }

  private static int length(byte[] values, int at) {
    return (int) INTS.get(values, at);
  }

  /** What logs are grouped by. */
  public Grouping grouping() {
    return grouping;
  }

  /** The values of the grouping's fields, in their order; empty if there is no grouping. */
  public List<String> values() {
    List<String> texts = new ArrayList<>();
    int at = 0;
    while (at < values.length) {
      int length = length(values, at);
      texts.add(new String(values, at + Integer.BYTES, length, StandardCharsets.UTF_8));
      at += Integer.BYTES + length;
    }
    return List.copyOf(texts);
  }

  /** Whether there is no grouping, and this is the key of all that a rule selects. */
  public boolean isOnlyGroup() {
    return values.length == 0;
  }

  /** Field names and values, in the order of the grouping; empty if there is no grouping. */
  public Map<String, String> asMap() {
    Map<String, String> map = new LinkedHashMap<>();
    List<String> texts = values();
    for (int i = 0; i < texts.size(); i++) {
      map.put(grouping.fields().get(i), texts.get(i));
    }
    return map;
  }

  /**
   * The group's value of a field.
   *
   * @throws IllegalArgumentException if it is not grouped by the field
   */
  public String value(String field) {
    int index = grouping.fields().indexOf(field);
    if (index < 0) {
      throw new IllegalArgumentException("not grouped by " + field + ", but by " + grouping);
    }
    return values().get(index);
  }

  /** Writes what {@link #read} reads. */
  public void write(DataOutput out) throws IOException {
    List<String> fields = grouping.fields();
    out.writeInt(fields.size());
    if (fields.isEmpty()) {
      out.writeLong(grouping.bucket());
    }
    int at = 0;
    for (int i = 0; i < fields.size(); i++) {
      writeText(fields.get(i), out);
      int length = Integer.BYTES + length(values, at);
      out.write(values, at, length);
      at += length;
    }
  }

  /**
   * Reads a key.
   *
   * @throws IOException also if what is there is no key
   */
  public static GroupKey read(DataInput in) throws IOException {
    int size = in.readInt();
    if (size == NO_FIELDS) {
      return new Grouping(List.of(), in.readLong()).onlyKey();
    }
    if (size == 1) {
      Grouping by = Grouping.by(readBytes(in));
      return new GroupKey(by, readValue(NO_VALUES, in));
    }
    List<String> fields = new ArrayList<>();
    byte[] values = NO_VALUES;
    for (int i = 0; i < size; i++) {
      fields.add(readText(in));
      values = readValue(values, in);
    }
    return new GroupKey(Grouping.by(fields), values);
  }

  private static byte[] readValue(byte[] before, DataInput in) throws IOException {
    int length = in.readInt();
    byte[] all = withRoom(before, length);
    in.readFully(all, all.length - length, length);
    return all;
  }

  /** Not {@link DataOutput#writeUTF}, which holds 64 KiB at most; a log's value may be longer. */
  private static void writeText(String text, DataOutput out) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    out.writeInt(bytes.length);
    out.write(bytes);
  }

  private static String readText(DataInput in) throws IOException {
    return new String(readBytes(in), StandardCharsets.UTF_8);
  }

  private static byte[] readBytes(DataInput in) throws IOException {
    byte[] bytes = new byte[in.readInt()];
    in.readFully(bytes);
    return bytes;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return this == other
        || other instanceof GroupKey that
            && hash == that.hash
            && grouping.equals(that.grouping)
            && Arrays.equals(values, that.values);
  }

  @Override
  public int hashCode() {
    return hash;
  }

  /** {@code {host.name=web-1}}, or the bucket's number. */
  @Override
  public String toString() {
    return isOnlyGroup() ? "bucket " + Long.toHexString(grouping.bucket()) : asMap().toString();
  }
}
