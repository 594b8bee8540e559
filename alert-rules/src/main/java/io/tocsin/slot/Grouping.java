package io.tocsin.slot;

import com.dynatrace.hash4j.hashing.Hashing;
import java.util.List;

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
   */
  public static Grouping by(List<String> fields) {
    if (fields.isEmpty()) {
      throw new IllegalArgumentException("no field to group by");
    }
    return new Grouping(fields, 0);
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
}
