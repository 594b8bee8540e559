package io.tocsin.flink.alerting;

import io.tocsin.slot.SeriesSlots;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The slots of a few series of one group, which most groups do not have more of, and whether there
 * is anything else.
 */
final class FewSlots {
  /** How many series there is room for. */
  static final int MOST = 4;

  private static final int VERSION = 1;
  private static final int MORE = 1;
  private static final int RULES = 2;

  private static final long[] NO_IDS = {};
  private static final SeriesSlots[] NO_SLOTS = {};

  /** Where there are a million groups, most have one series: that needs no array. */
  private long firstId;

  private @Nullable SeriesSlots first;

  /** The others; no longer than what is in them. */
  private long[] ids = NO_IDS;

  private SeriesSlots[] slots = NO_SLOTS;
  private boolean more;
  private boolean rules;

  /** Whether further series of the group may be kept elsewhere. */
  boolean hasMore() {
    return more;
  }

  void setMore(boolean hasMore) {
    more = hasMore;
  }

  /** Whether rules of the group may have a state. */
  boolean hasRules() {
    return rules;
  }

  void setRules(boolean hasRules) {
    rules = hasRules;
  }

  /** Whether there are no series here, though there may be elsewhere. */
  boolean isEmpty() {
    return first == null;
  }

  boolean isFull() {
    return size() == MOST;
  }

  int size() {
    return first == null ? 0 : 1 + ids.length;
  }

  /** The id of a series by its place, below {@link #size}. */
  long id(int place) {
    return place == 0 ? firstId : ids[place - 1];
  }

  /** A series by its place, below {@link #size}. */
  SeriesSlots at(int place) {
    return place == 0 ? Objects.requireNonNull(first) : slots[place - 1];
  }

  private int place(long seriesId) {
    for (int place = 0; place < size(); place++) {
      if (id(place) == seriesId) {
        return place;
      }
    }
    return -1;
  }

  boolean has(long seriesId) {
    return place(seriesId) >= 0;
  }

  @Nullable SeriesSlots get(long seriesId) {
    int place = place(seriesId);
    return place < 0 ? null : at(place);
  }

  /** Keeps a series; there must be room if it is another. */
  void put(long seriesId, SeriesSlots series) {
    int place = place(seriesId);
    if (place < 0) {
      place = size();
      if (place > 0) {
        ids = Arrays.copyOf(ids, place);
        slots = Arrays.copyOf(slots, place);
      }
    } else if (at(place) == series) {
      // To write it has a collector of garbage look at this again.
      return;
    }
    set(place, seriesId, series);
  }

  private void set(int place, long seriesId, SeriesSlots series) {
    if (place == 0) {
      firstId = seriesId;
      first = series;
    } else {
      ids[place - 1] = seriesId;
      slots[place - 1] = series;
    }
  }

  /** Drops a series; false if it is not here. */
  boolean remove(long seriesId) {
    int place = place(seriesId);
    if (place < 0) {
      return false;
    }
    int last = size() - 1;
    set(place, id(last), at(last));
    if (last == 0) {
      first = null;
    } else {
      ids = Arrays.copyOf(ids, last - 1);
      slots = Arrays.copyOf(slots, last - 1);
    }
    return true;
  }

  /** Drops all of them. */
  void clear() {
    first = null;
    ids = NO_IDS;
    slots = NO_SLOTS;
  }

  /** One with the same slots that shares nothing with this. */
  FewSlots copy() {
    FewSlots copy = new FewSlots();
    copy.firstId = firstId;
    copy.first = first == null ? null : first.copy();
    if (ids.length > 0) {
      copy.ids = ids.clone();
      copy.slots = Arrays.stream(slots).map(SeriesSlots::copy).toArray(SeriesSlots[]::new);
    }
    copy.more = more;
    copy.rules = rules;
    return copy;
  }

  /** Writes what {@link #read} reads. */
  void write(DataOutput out) throws IOException {
    out.writeByte(VERSION);
    out.writeByte((more ? MORE : 0) | (rules ? RULES : 0));
    out.writeByte(size());
    for (int place = 0; place < size(); place++) {
      out.writeLong(id(place));
      at(place).write(out);
    }
  }

  /**
   * Reads them.
   *
   * @throws IOException also if what is there are none, or those of a later version
   */
  static FewSlots read(DataInput in) throws IOException {
    int version = in.readUnsignedByte();
    if (version != VERSION) {
      throw new IOException("unknown version of a group's slots: " + version);
    }
    int others = in.readUnsignedByte();
    FewSlots few = new FewSlots();
    few.more = (others & MORE) != 0;
    few.rules = (others & RULES) != 0;
    int there = in.readUnsignedByte();
    if (there > MOST) {
      throw new IOException("at most " + MOST + " series expected, got " + there);
    }
    for (int i = 0; i < there; i++) {
      long id = in.readLong();
      few.put(id, SeriesSlots.read(in));
    }
    return few;
  }
}
