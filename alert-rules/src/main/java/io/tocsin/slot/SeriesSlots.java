package io.tocsin.slot;

import io.tocsin.aggregate.Aggregate;
import io.tocsin.aggregate.Partial;
import io.tocsin.aggregate.Varint;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;
import java.util.NoSuchElementException;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * The slots of one series in one group, in the order of time; only those in which there were logs.
 *
 * <p>A slot is known by its start in epoch milliseconds. Not thread-safe.
 */
public abstract sealed class SeriesSlots permits CountSlots, PartialSlots {
  private static final int COUNTS = 1;
  private static final int PARTIALS = 2;

  /** Counts that are {@link #isAsleep asleep}. */
  private static final int COUNTS_ASLEEP = 3;

  private static final int AWAKE = -1;

  /** What {@link #asleepUnder} says of slots that were read from bytes: nobody knows any more. */
  public static final int ANY_RULES = -2;

  /** More than a year of the shortest slots; what claims to be longer is damaged. */
  private static final int MOST = 1 << 22;

  /** Where there are a million groups, many have logs in one slot only: that needs no array. */
  private long onlyStart;

  /** Else of each slot its start, and behind it what a subclass keeps there. */
  private long @Nullable [] words;

  private final int wordsASlot;
  private int size;

  /** Kept in memory only; a copy has none. */
  private @Nullable Lease lease;

  private long lent;

  private int asleepUnder = AWAKE;

  /**
   * Without slots.
   *
   * @param wordsASlot how many words of a slot stand together, the start among them
   */
  SeriesSlots(int wordsASlot) {
    this.wordsASlot = wordsASlot;
  }

  /**
   * What is known of each slot, one after the other, each as many words as this was made for; null
   * while one slot needs no array.
   */
  final long @Nullable [] words() {
    return words;
  }

  /**
   * Whether rules that know the group by this series have no state in it, since nothing can come of
   * its logs for them.
   */
  public final boolean isAsleep() {
    return asleepUnder != AWAKE;
  }

  /** The version of the rules that are asleep; {@link #ANY_RULES} if that is not known. */
  public final int asleepUnder() {
    return asleepUnder;
  }

  /**
   * Rules have no state from now on.
   *
   * @param rulesVersion not negative
   * @throws IllegalStateException if these are no counts
   */
  public final void fallAsleep(int rulesVersion) {
    if (!(this instanceof CountSlots)) {
      throw new IllegalStateException("no group is known by what is not a count");
    }
    asleepUnder = rulesVersion;
  }

  /** Rules have a state from now on, if they want one. */
  public final void wakeUp() {
    asleepUnder = AWAKE;
  }

  /**
   * Whether so many logs of a slot may be added without telling anybody, by what was lent; then
   * they are no longer.
   *
   * @param readToMillis the clock, in milliseconds since the epoch
   * @param version of the rules
   * @param beganMillis event time of the source's earliest log
   */
  public final boolean useLease(
      long slot, long logs, long readToMillis, int version, long beganMillis) {
    Lease terms = lease;
    if (terms == null || logs > lent || !terms.covers(slot, readToMillis, version, beganMillis)) {
      return false;
    }
    lent -= logs;
    return true;
  }

  /** Lends so many logs, in place of what was lent before. */
  public final void lend(Lease terms, long logs) {
    // Looked at first: to write it has a collector of garbage look at this again.
    if (lease != terms) {
      lease = terms;
    }
    lent = logs;
  }

  /** See {@link Lease#openMillis}; {@link Lease#ALL_SLOTS} if nothing is lent. */
  public final long openMillis() {
    return lease == null ? Lease.ALL_SLOTS : lease.openMillis();
  }

  /** Takes back what was lent: the next log must be told. */
  public final void takeLeaseBack() {
    lease = null;
  }

  /** Without slots, for what is accumulated so. */
  public static SeriesSlots of(Aggregate aggregate) {
    return aggregate instanceof Aggregate.Count ? new CountSlots() : new PartialSlots();
  }

  /**
   * Has a slot that is put at this place; what stood there and later has moved by one in the words.
   */
  abstract void insert(int place, int size, Partial partial);

  /**
   * Throws if it cannot be kept here.
   *
   * @throws IllegalArgumentException if the partial is of another aggregate
   */
  abstract void require(Partial partial);

  /** There are words from now on, for the only slot as well. */
  abstract void beginWords(long[] begun);

  /** Adds to the slot at this place. */
  abstract void mergeInto(int place, Partial partial);

  /** Removes as many of the first slots. */
  abstract void removeFirst(int count, int size);

  /** The slots from one place to before another, merged into one that is the caller's own. */
  abstract Partial merged(int from, int to);

  /** One of the same kind with copies of the first {@code size} slots. */
  abstract SeriesSlots copyContents(int size);

  /** Writes the slot at this place. */
  abstract void writeContents(int place, DataOutput out) throws IOException;

  /** How many slots have logs. */
  public final int size() {
    return size;
  }

  /** Whether no slot has logs. */
  public final boolean isEmpty() {
    return size == 0;
  }

  /**
   * Adds to a slot, which is made if it is not there. The partial is left as it is, and not kept.
   *
   * @throws IllegalArgumentException if the partial is of another aggregate
   */
  public final void merge(long slot, Partial partial) {
    int place = search(slot);
    if (place >= 0) {
      mergeInto(place, partial);
    } else {
      insertStart(-place - 1, slot, partial);
    }
  }

  private void insertStart(int place, long slot, Partial partial) {
    require(partial);
    if (words == null && size == 0) {
      onlyStart = slot;
    } else {
      long[] all = roomForOneMore();
      int at = place * wordsASlot;
      System.arraycopy(all, at, all, at + wordsASlot, (size - place) * wordsASlot);
      all[at] = slot;
    }
    insert(place, size, partial);
    size++;
  }

  private long[] roomForOneMore() {
    long[] all = words;
    if (all == null) {
      all = new long[2 * wordsASlot];
      all[0] = onlyStart;
      beginWords(all);
      words = all;
    } else if (size * wordsASlot == all.length) {
      all = Arrays.copyOf(all, 2 * all.length);
      words = all;
    }
    return all;
  }

  /**
   * As {@link Arrays#binarySearch(long[], int, int, long)}, but from the end: most logs are of the
   * newest slot, or begin one.
   */
  private int search(long slot) {
    int from = 0;
    int to = size;
    int place = size - 1;
    while (from < to) {
      long found = start(place);
      if (found == slot) {
        return place;
      }
      if (found < slot) {
        from = place + 1;
      } else {
        to = place;
      }
      place = (from + to) >>> 1;
    }
    return -from - 1;
  }

  private long start(int place) {
    long[] all = words;
    return all == null ? onlyStart : all[place * wordsASlot];
  }

  /**
   * What the slots of a window come to; null if none of them has logs.
   *
   * @param fromSlot the first slot of the window
   * @param toSlot its last slot, which belongs to it
   * @return the caller's own
   */
  public final @Nullable Partial window(long fromSlot, long toSlot) {
    int from = placeFrom(fromSlot);
    int to = placeFrom(toSlot + 1);
    return from < to ? merged(from, to) : null;
  }

  /**
   * What a slot and all later ones come to; null if none of them has logs.
   *
   * @return the caller's own
   */
  public final @Nullable Partial windowFrom(long slot) {
    int from = placeFrom(slot);
    return from < size ? merged(from, size) : null;
  }

  /** Whether there were logs in this slot. */
  public final boolean hasLogsIn(long slot) {
    return search(slot) >= 0;
  }

  /** The first slot with logs that is not before this one. */
  public final OptionalLong firstFrom(long slot) {
    int place = placeFrom(slot);
    return place < size ? OptionalLong.of(start(place)) : OptionalLong.empty();
  }

  /** The last slot with logs that is not after this one. */
  public final OptionalLong lastUpTo(long slot) {
    int place = placeFrom(slot + 1);
    return place > 0 ? OptionalLong.of(start(place - 1)) : OptionalLong.empty();
  }

  /**
   * The first slot with logs.
   *
   * @throws NoSuchElementException if there is none
   */
  public final long first() {
    requireSlots();
    return start(0);
  }

  /**
   * The last slot with logs.
   *
   * @throws NoSuchElementException if there is none
   */
  public final long last() {
    requireSlots();
    return start(size - 1);
  }

  /** Forgets all slots before this one; returns whether there were any. */
  public final boolean dropBefore(long slot) {
    int count = placeFrom(slot);
    if (count == 0) {
      return false;
    }
    removeFirst(count, size);
    long[] all = words;
    if (all != null) {
      System.arraycopy(all, count * wordsASlot, all, 0, (size - count) * wordsASlot);
    }
    size -= count;
    return true;
  }

  /** One with the same slots that shares nothing with this. */
  public final SeriesSlots copy() {
    SeriesSlots copy = copyContents(size);
    copy.onlyStart = onlyStart;
    long[] all = words;
    copy.words = all == null ? null : Arrays.copyOf(all, Math.max(1, size) * wordsASlot);
    copy.size = size;
    copy.asleepUnder = asleepUnder;
    return copy;
  }

  /** Writes what {@link #read} reads. */
  public final void write(DataOutput out) throws IOException {
    int counts = isAsleep() ? COUNTS_ASLEEP : COUNTS;
    out.writeByte(this instanceof CountSlots ? counts : PARTIALS);
    Varint.write(size, out);
    long previous = 0;
    for (int place = 0; place < size; place++) {
      Varint.writeSigned(start(place) - previous, out);
      previous = start(place);
      writeContents(place, out);
    }
  }

  /**
   * Reads slots.
   *
   * @throws IOException also if what is there are no slots, or those of a later version
   */
  public static SeriesSlots read(DataInput in) throws IOException {
    int kind = in.readUnsignedByte();
    if (kind < COUNTS || kind > COUNTS_ASLEEP) {
      throw new IOException("unknown kind or version of slots: " + kind);
    }
    boolean counts = kind != PARTIALS;
    SeriesSlots slots = counts ? new CountSlots() : new PartialSlots();
    slots.asleepUnder = kind == COUNTS_ASLEEP ? ANY_RULES : AWAKE;
    int size = Varint.readSize(MOST, in);
    long slot = 0;
    for (int place = 0; place < size; place++) {
      slot += Varint.readSigned(in);
      Partial partial = counts ? CountSlots.readContents(in) : Partial.read(in);
      slots.insertStart(place, slot, partial);
    }
    return slots;
  }

  private int placeFrom(long slot) {
    int place = search(slot);
    return place >= 0 ? place : -place - 1;
  }

  private void requireSlots() {
    if (size == 0) {
      throw new NoSuchElementException("no slot has logs");
    }
  }
}
