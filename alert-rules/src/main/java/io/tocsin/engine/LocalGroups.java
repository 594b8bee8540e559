package io.tocsin.engine;

import io.tocsin.document.Document;
import io.tocsin.document.FieldIndex;
import io.tocsin.document.Utf8;
import io.tocsin.document.Utf8Numbers;
import io.tocsin.slot.GroupKey;
import io.tocsin.slot.Grouping;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The groups of one grouping that were seen of late.
 *
 * <p>Groups and their tallies outlive a drain, so that a log of a known group makes no object.
 */
final class LocalGroups {
  private static final int LENGTH_BYTES = 4;
  private static final int FIRST_CAPACITY = 2;
  private static final int MANY_GROUPS = 2_000;

  /** So often what was found to be scattered is taken to be so still. */
  private static final int TAKEN_FOR_GRANTED = 32;

  private final Grouping grouping;
  private final int[] fields;
  private final Utf8Numbers numbers = new Utf8Numbers();
  private final List<LocalGroup> groups = new ArrayList<>();
  private final Touched touched = new Touched();
  private final KeptTallies kept = new KeptTallies();
  private final @Nullable LocalGroup only;
  private byte[] values = new byte[64];

  /** Since it was last drained. */
  private int logs;

  /** How often it may still be taken to be scattered. */
  private int granted;

  /**
   * None yet.
   *
   * @param grouping that of no fields for all that is not grouped
   * @param numbers how many things are counted for a group at most
   */
  LocalGroups(Grouping grouping, int numbers, FieldIndex.Builder index) {
    this.grouping = grouping;
    this.fields = grouping.fields().stream().mapToInt(index::ordinal).toArray();
    // What is not grouped stays, so that what is kept of it counts nowhere; and it has room for all
    // from the beginning, so that everything stands where its number says.
    this.only =
        fields.length == 0
            ? new LocalGroup(null, roomFor(numbers), touched, new KeptTallies())
            : null;
  }

  private static int roomFor(int numbers) {
    return Math.max(FIRST_CAPACITY, 4 * Integer.highestOneBit(Math.max(1, numbers)));
  }

  /**
   * The only group, of a grouping without fields.
   *
   * @throws NullPointerException if there are fields
   */
  LocalGroup only() {
    return Objects.requireNonNull(only);
  }

  /** A log's group; null if the log has no value, or several, in a field of the grouping. */
  @Nullable LocalGroup of(Document log) {
    if (only != null) {
      return only;
    }
    logs++;
    if (fields.length == 1) {
      return ofOne(log, fields[0]);
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
    return known == Utf8Numbers.NONE ? add(key(log), values, 0, length) : groups.get(known);
  }

  /** Most groupings have one field, of which the value need not be copied. */
  private @Nullable LocalGroup ofOne(Document log, int field) {
    if (log.size(field) != 1) {
      return null;
    }
    Utf8 text = log.text(field, 0);
    int known = numbers.find(text);
    return known == Utf8Numbers.NONE
        ? add(grouping.key(text), text.bytes(), text.offset(), text.length())
        : groups.get(known);
  }

  private GroupKey key(Document log) {
    String[] texts = new String[fields.length];
    for (int i = 0; i < texts.length; i++) {
      texts[i] = log.text(fields[i], 0).toString();
    }
    return grouping.key(Arrays.asList(texts));
  }

  /** Adds the group that is found by these bytes. */
  private LocalGroup add(GroupKey key, byte[] bytes, int offset, int length) {
    numbers.add(bytes, offset, length);
    LocalGroup group = new LocalGroup(key, FIRST_CAPACITY, touched, kept);
    kept.add();
    groups.add(group);
    return group;
  }

  /** How many partial slots wait to be drained. */
  int pending() {
    return touched.slots();
  }

  /** When the first of them ends; {@link Long#MAX_VALUE} if there is none. */
  long nextClose() {
    return touched.nextClose();
  }

  /** How many groups and tallies outlive a drain; what is not grouped does anyway. */
  int kept() {
    return kept.size();
  }

  /**
   * Whether so many logs were of so many groups that most groups had one of them: to wait for more
   * is to have as much to send on, and all of it in memory meanwhile.
   */
  boolean isScattered() {
    return touched.groups() >= MANY_GROUPS && logs < 2 * touched.groups();
  }

  /**
   * Whether it was found to be so of late, when much was waiting, and seems to be: then few groups
   * wait, which is less for the processor's caches and for the collector of garbage. With few
   * groups alone it would seem so too often, since each of them begins with one log.
   */
  boolean isStillScattered() {
    return granted > 0 && isScattered();
  }

  /** Hands out what was counted in groups of which most will have no other log soon. */
  void drainScattered(Consumer<GroupPartials> out) {
    granted = granted > 0 ? granted - 1 : TAKEN_FOR_GRANTED;
    drain(out);
    // A million of them would be kept for the next.
    forget();
  }

  /** Hands out what was counted since it was last asked. */
  void drain(Consumer<GroupPartials> out) {
    touched.drain(out);
    logs = 0;
  }

  /** Forgets all groups; those with something counted must have been drained. */
  void forget() {
    groups.clear();
    numbers.clear();
    kept.clear();
  }
}
