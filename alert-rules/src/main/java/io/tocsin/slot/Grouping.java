package io.tocsin.slot;

import com.dynatrace.hash4j.hashing.Hashing;
import io.tocsin.document.Utf8;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/**
 * How the logs of a series are told apart: by the values of some fields, or not at all.
 *
 * <p>Series that are not grouped would all have one key. Instead they have a bucket for each
 * canonical {@code where}, so that they spread, and what rules count of the same logs stays
 * together.
 *
 * @param fields dotted names in ascending order, each once; empty for no grouping
 * @param bucket a hash of the canonical {@code where} if there are no fields; else 0
 */
public record Grouping(List<String> fields, long bucket) {

  private static final int MOST_KNOWN = 1_000;
  private static final Map<List<String>, Grouping> KNOWN = new ConcurrentHashMap<>();

  /** Most keys have one field, and few fields are grouped by: these are found by their bytes. */
  private static final int MOST_KNOWN_ALONE = 16;

  private static final List<Alone> KNOWN_ALONE = new CopyOnWriteArrayList<>();

  private record Alone(byte[] name, Grouping by) {}

  /** Orders the names, so that {@code [a, b]} and {@code [b, a]} are one grouping. */
  public Grouping {
    // One is made for each key that is read.
    fields = fields.size() < 2 ? List.copyOf(fields) : fields.stream().sorted().distinct().toList();
    if (!fields.isEmpty() && bucket != 0) {
      throw new IllegalArgumentException("only what is not grouped has a bucket");
    }
  }

  /**
   * One group for each combination of the values of these fields, of which there is at least one.
   * As few as rules name are kept, so that the keys of a job share them.
   */
  public static Grouping by(List<String> fields) {
    if (fields.isEmpty()) {
      throw new IllegalArgumentException("no field to group by");
    }
    Grouping known = KNOWN.get(fields);
    if (known != null) {
      return known;
    }
    Grouping by = new Grouping(fields, 0);
    Grouping before = KNOWN.size() < MOST_KNOWN ? KNOWN.putIfAbsent(by.fields(), by) : null;
    return before == null ? by : before;
  }

  /**
   * One group for each value of this field.
   *
   * @param name in UTF-8; not to be changed
   */
  static Grouping by(byte[] name) {
    for (int i = 0; i < KNOWN_ALONE.size(); i++) {
      if (Arrays.equals(KNOWN_ALONE.get(i).name(), name)) {
        return KNOWN_ALONE.get(i).by();
      }
    }
    Grouping by = by(List.of(new String(name, StandardCharsets.UTF_8)));
    if (KNOWN_ALONE.size() < MOST_KNOWN_ALONE) {
      KNOWN_ALONE.add(new Alone(name, by));
    }
    return by;
  }

  /** One group for all logs that a rule selects. */
  public static Grouping none(String canonicalWhere) {
    return new Grouping(List.of(), Hashing.xxh3_64().hashCharsToLong(canonicalWhere));
  }

  /** The key of the only group of what is not grouped. */
  public GroupKey onlyKey() {
    return new GroupKey(this, List.of());
  }

  /** The key of the group with these values, in the order of {@link #fields}. */
  public GroupKey key(List<String> values) {
    return new GroupKey(this, values);
  }

  /**
   * The key of the group with this value.
   *
   * @param value is copied
   * @throws IllegalArgumentException if there is not one field
   */
  public GroupKey key(Utf8 value) {
    return new GroupKey(this, value);
  }

  /** Most are asked of themselves, for each group that is looked at. */
  @Override
  public boolean equals(@Nullable Object other) {
    return this == other
        || other instanceof Grouping that && bucket == that.bucket && fields.equals(that.fields);
  }

  @Override
  public int hashCode() {
    return 31 * fields.hashCode() + Long.hashCode(bucket);
  }
}
