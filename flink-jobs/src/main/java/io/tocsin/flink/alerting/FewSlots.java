package io.tocsin.flink.alerting;

import io.tocsin.slot.SeriesSlots;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;
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

  /** No longer than what is in them, since there may be a million of these. */
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
    return ids.length == 0;
  }

  boolean isFull() {
    return ids.length == MOST;
  }

  int size() {
    return ids.length;
  }

  /** The id of a series by its place, below {@link #size}. */
  long id(int place) {
    return ids[place];
  }

  /** A series by its place, below {@link #size}. */
  SeriesSlots at(int place) {
    return slots[place];
  }

  private int place(long seriesId) {
    for (int place = 0; place < ids.length; place++) {
      if (ids[place] == seriesId) {
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
    return place < 0 ? null : slots[place];
  }

  /** Keeps a series; there must be room if it is another. */
  void put(long seriesId, SeriesSlots series) {
    int place = place(seriesId);
    if (place < 0) {
      place = ids.length;
      ids = Arrays.copyOf(ids, place + 1);
      slots = Arrays.copyOf(slots, place + 1);
      ids[place] = seriesId;
    }
    // Looked at first: to write it has a collector of garbage look at this again.
    if (slots[place] != series) {
      slots[place] = series;
    }
  }

  /** Drops a series; false if it is not here. */
  boolean remove(long seriesId) {
    int place = place(seriesId);
    if (place < 0) {
      return false;
    }
    int last = ids.length - 1;
    ids[place] = ids[last];
    slots[place] = slots[last];
    ids = Arrays.copyOf(ids, last);
    slots = Arrays.copyOf(slots, last);
    return true;
  }

  /** Drops all of them. */
  void clear() {
    ids = NO_IDS;
    slots = NO_SLOTS;
  }

  /** One with the same slots that shares nothing with this. */
  FewSlots copy() {
    FewSlots copy = new FewSlots();
    copy.ids = ids.clone();
    copy.slots = new SeriesSlots[slots.length];
    Arrays.setAll(copy.slots, place -> slots[place].copy());
    copy.more = more;
    copy.rules = rules;
    return copy;
  }

  /** Writes what {@link #read} reads. */
  void write(DataOutput out) throws IOException {
    out.writeByte(VERSION);
    out.writeByte((more ? MORE : 0) | (rules ? RULES : 0));
    out.writeByte(ids.length);
    for (int place = 0; place < ids.length; place++) {
      out.writeLong(ids[place]);
      slots[place].write(out);
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
