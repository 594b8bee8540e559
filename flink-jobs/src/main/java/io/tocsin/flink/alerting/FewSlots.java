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

  private final long[] ids = new long[MOST];
  private final @Nullable SeriesSlots[] slots = new SeriesSlots[MOST];
  private int size;
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
    return size == 0;
  }

  boolean isFull() {
    return size == MOST;
  }

  int size() {
    return size;
  }

  /** The id of a series by its place, below {@link #size}. */
  long id(int place) {
    return ids[place];
  }

  /** A series by its place, below {@link #size}. */
  SeriesSlots at(int place) {
    return Objects.requireNonNull(slots[place]);
  }

  private int place(long seriesId) {
    for (int place = 0; place < size; place++) {
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
      place = size++;
      ids[place] = seriesId;
    }
    slots[place] = series;
  }

  /** Drops a series; false if it is not here. */
  boolean remove(long seriesId) {
    int place = place(seriesId);
    if (place < 0) {
      return false;
    }
    size--;
    ids[place] = ids[size];
    slots[place] = slots[size];
    slots[size] = null;
    return true;
  }

  /** Drops all of them. */
  void clear() {
    Arrays.fill(slots, null);
    size = 0;
  }

  /** Writes what {@link #read} reads. */
  void write(DataOutput out) throws IOException {
    out.writeByte(VERSION);
    out.writeByte((more ? MORE : 0) | (rules ? RULES : 0));
    out.writeByte(size);
    for (int place = 0; place < size; place++) {
      out.writeLong(ids[place]);
      at(place).write(out);
    }
  }

  /**
   * Reads them, in place of those that are here.
   *
   * @throws IOException also if what is there are none, or those of a later version
   */
  void read(DataInput in) throws IOException {
    clear();
    int version = in.readUnsignedByte();
    if (version != VERSION) {
      throw new IOException("unknown version of a group's slots: " + version);
    }
    int others = in.readUnsignedByte();
    more = (others & MORE) != 0;
    rules = (others & RULES) != 0;
    int there = in.readUnsignedByte();
    if (there > MOST) {
      throw new IOException("at most " + MOST + " series expected, got " + there);
    }
    while (size < there) {
      long id = in.readLong();
      put(id, SeriesSlots.read(in));
    }
  }
}
