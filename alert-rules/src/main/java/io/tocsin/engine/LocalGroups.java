package io.tocsin.engine;

import io.tocsin.document.Document;
import io.tocsin.document.FieldIndex;
import io.tocsin.document.Utf8;
import io.tocsin.document.Utf8Numbers;
import io.tocsin.slot.Grouping;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The groups of one grouping that were seen of late.
 *
 * <p>Groups and their tallies outlive a drain, so that a log of a known group makes no object.
 */
final class LocalGroups {
  private static final int LENGTH_BYTES = 4;

  private final Grouping grouping;
  private final int[] fields;
  private final Utf8Numbers numbers = new Utf8Numbers();
  private final List<LocalGroup> groups = new ArrayList<>();
  private final List<LocalGroup> touched;
  private final KeptTallies kept;
  private final @Nullable LocalGroup only;
  private byte[] values = new byte[64];

  /**
   * None yet.
   *
   * @param touched where groups enter themselves when something is counted for them
   * @param kept counts what outlives a drain
   */
  LocalGroups(
      Grouping grouping, FieldIndex.Builder index, List<LocalGroup> touched, KeptTallies kept) {
    this.grouping = grouping;
    this.fields = grouping.fields().stream().mapToInt(index::ordinal).toArray();
    this.touched = touched;
    this.kept = kept;
    // The only group stays, so that what is kept for it counts nowhere.
    this.only =
        fields.length == 0 ? new LocalGroup(grouping.onlyKey(), touched, new KeptTallies()) : null;
  }

  /** A log's group; null if the log has no value, or several, in a field of the grouping. */
  @Nullable LocalGroup of(Document log) {
    if (only != null) {
      return only;
    }
    int length = 0;
    for (int field : fields) {
      if (log.size(field) != 1) {
        return null;
      }
      Utf8 text = log.text(field, 0);
      int needed = length + LENGTH_BYTES + text.length();
      if (needed > values.length) {
        values = Arrays.copyOf(values, 2 * needed);
      }
      // The length in front keeps ("a", "bc") and ("ab", "c") apart.
      for (int i = 0; i < LENGTH_BYTES; i++) {
        values[length++] = (byte) (text.length() >>> (8 * i));
      }
      System.arraycopy(text.bytes(), text.offset(), values, length, text.length());
      length = needed;
    }
    int known = numbers.find(values, 0, length);
    return known == Utf8Numbers.NONE ? add(log, length) : groups.get(known);
  }

  private LocalGroup add(Document log, int length) {
    String[] texts = new String[fields.length];
    for (int i = 0; i < texts.length; i++) {
      texts[i] = log.text(fields[i], 0).toString();
    }
    LocalGroup group = new LocalGroup(grouping.key(Arrays.asList(texts)), touched, kept);
    kept.add();
    groups.add(group);
    numbers.add(values, 0, length);
    return group;
  }

  /** Forgets all groups; those with something counted must have been drained. */
  void forget() {
    groups.clear();
    numbers.clear();
  }
}
