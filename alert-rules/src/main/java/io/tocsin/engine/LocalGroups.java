package io.tocsin.engine;

import io.tocsin.aggregate.Partial;
import io.tocsin.document.Document;
import io.tocsin.document.FieldIndex;
import io.tocsin.document.Utf8;
import io.tocsin.document.Utf8Numbers;
import io.tocsin.slot.GroupKey;
import io.tocsin.slot.Grouping;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.agrona.collections.Long2ObjectHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The groups of one grouping that were seen of late, and what was counted for them since it was
 * last drained.
 *
 * <p>Groups and cells outlive a drain, so that a log of a known group makes no object; when there
 * are many, all are forgotten.
 */
final class LocalGroups {
  /** What {@link #of} says of a log without one value in every field of the grouping. */
  static final int LEFT_OUT = -1;

  private static final int MOST_CELLS = 100_000;
  private static final int LENGTH_BYTES = 4;

  private final Grouping grouping;
  private final int[] fields;
  private final Utf8Numbers numbers = new Utf8Numbers();
  private final List<Group> groups = new ArrayList<>();
  private final List<Group> touched = new ArrayList<>();
  private final Long2ObjectHashMap<Cell> cells = new Long2ObjectHashMap<>();
  private byte[] values = new byte[64];

  /** A group, and its cells in which something was counted. */
  private static final class Group {
    private final GroupKey key;
    private final List<Cell> touched = new ArrayList<>();

    Group(GroupKey key) {
      this.key = key;
    }
  }

  /** A series of a group, with a slot of it; other slots of the same follow. */
  private static final class Cell {
    private final long seriesId;
    private final long slotMillis;
    private final @Nullable Cell next;
    private @Nullable Partial partial;

    Cell(long seriesId, long slotMillis, @Nullable Cell next) {
      this.seriesId = seriesId;
      this.slotMillis = slotMillis;
      this.next = next;
    }
  }

  LocalGroups(Grouping grouping, FieldIndex.Builder index) {
    this.grouping = grouping;
    this.fields = grouping.fields().stream().mapToInt(index::ordinal).toArray();
  }

  /** The number of a log's group, or {@link #LEFT_OUT}. */
  int of(Document log) {
    int length = 0;
    for (int field : fields) {
      if (log.size(field) != 1) {
        return LEFT_OUT;
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
    return known == Utf8Numbers.NONE ? add(log, length) : known;
  }

  private int add(Document log, int length) {
    String[] texts = new String[fields.length];
    for (int i = 0; i < texts.length; i++) {
      texts[i] = log.text(fields[i], 0).toString();
    }
    groups.add(
        new Group(texts.length == 0 ? grouping.onlyKey() : grouping.key(Arrays.asList(texts))));
    return numbers.add(values, 0, length);
  }

  /**
   * What was counted of a series in a slot of a group: to be added to.
   *
   * @param group what {@link #of} said since the last drain
   * @return null if there was nothing yet: {@link #begin} is next
   */
  @Nullable Partial partial(int group, CountingPlan.Counted counted, long slotMillis) {
    for (Cell cell = cells.get(key(group, counted)); cell != null; cell = cell.next) {
      if (cell.slotMillis == slotMillis) {
        return cell.partial;
      }
    }
    return null;
  }

  /** An empty partial for a series in a slot of a group. */
  Partial begin(int group, CountingPlan.Counted counted, long slotMillis) {
    long key = key(group, counted);
    Cell first = cells.get(key);
    Cell cell = first;
    while (cell != null && cell.slotMillis != slotMillis) {
      cell = cell.next;
    }
    if (cell == null) {
      // Slots that were drained long ago are not worth their place in the chain.
      Cell tail = first != null && first.partial == null ? null : first;
      cell = new Cell(counted.seriesId(), slotMillis, tail);
      cells.put(key, cell);
    }
    Partial partial = Partial.of(counted.aggregate());
    cell.partial = partial;
    Group owner = groups.get(group);
    if (owner.touched.isEmpty()) {
      touched.add(owner);
    }
    owner.touched.add(cell);
    return partial;
  }

  private static long key(int group, CountingPlan.Counted counted) {
    return (long) group << Integer.SIZE | counted.number();
  }

  /** Hands out what was counted since it was last asked. */
  void drain(Consumer<GroupPartials> out) {
    for (Group group : touched) {
      List<GroupPartials.Entry> entries = new ArrayList<>(group.touched.size());
      for (Cell cell : group.touched) {
        Partial partial = cell.partial;
        if (partial != null) {
          entries.add(new GroupPartials.Entry(cell.seriesId, cell.slotMillis, partial));
          cell.partial = null;
        }
      }
      group.touched.clear();
      out.accept(new GroupPartials(group.key, entries));
    }
    touched.clear();
    if (cells.size() + groups.size() > MOST_CELLS) {
      cells.clear();
      cells.compact();
      groups.clear();
      numbers.clear();
    }
  }
}
