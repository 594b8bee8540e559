package io.tocsin.slot;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One group of one grouping: what slots and alert states are keyed by.
 *
 * <p>Its hash code is the same in every process, so that logs of a group meet wherever they are
 * read.
 */
public final class GroupKey {
  private static final int NO_FIELDS = 0;

  private final Grouping grouping;
  private final List<String> values;
  private final int hash;

  GroupKey(Grouping grouping, List<String> values) {
    if (values.size() != grouping.fields().size()) {
      throw new IllegalArgumentException(
          "a value for each of " + grouping.fields() + " wanted, got " + values);
    }
    this.grouping = grouping;
    this.values = List.copyOf(values);
    this.hash = Objects.hash(grouping.fields(), grouping.bucket(), this.values);
  }

  /** What logs are grouped by. */
  public Grouping grouping() {
    return grouping;
  }

  /** The values of the grouping's fields, in their order; empty if there is no grouping. */
  public List<String> values() {
    return values;
  }

  /** Field names and values, in the order of the grouping; empty if there is no grouping. */
  public Map<String, String> asMap() {
    Map<String, String> map = new LinkedHashMap<>();
    for (int i = 0; i < values.size(); i++) {
      map.put(grouping.fields().get(i), values.get(i));
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
    return values.get(index);
  }

  /** Writes what {@link #read} reads. */
  public void write(DataOutput out) throws IOException {
    out.writeInt(values.size());
    if (values.isEmpty()) {
      out.writeLong(grouping.bucket());
    }
    for (int i = 0; i < values.size(); i++) {
      writeText(grouping.fields().get(i), out);
      writeText(values.get(i), out);
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
      Grouping by = Grouping.by(List.of(readText(in)));
      return new GroupKey(by, List.of(readText(in)));
    }
    List<String> fields = new ArrayList<>();
    List<String> values = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      fields.add(readText(in));
      values.add(readText(in));
    }
    return new GroupKey(Grouping.by(fields), values);
  }

  /** Not {@link DataOutput#writeUTF}, which holds 64 KiB at most; a log's value may be longer. */
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

  @Override
  public boolean equals(@Nullable Object other) {
    return this == other
        || other instanceof GroupKey that
            && hash == that.hash
            && grouping.equals(that.grouping)
            && values.equals(that.values);
  }

  @Override
  public int hashCode() {
    return hash;
  }

  /** {@code {host.name=web-1}}, or the bucket's number. */
  @Override
  public String toString() {
    return values.isEmpty() ? "bucket " + Long.toHexString(grouping.bucket()) : asMap().toString();
  }
}
