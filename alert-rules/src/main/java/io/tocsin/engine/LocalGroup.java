package io.tocsin.engine;

import io.tocsin.slot.GroupKey;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A group where its logs are read: its tallies, found by the number of what is counted.
 *
 * <p>Open addressing with linear probing, in a table of the group's own, so that what one log
 * touches stands together. In the table stand <em>cells</em>, for tallies of the newest minute that
 * have seen enough of their logs: to count one more of them touches eight bytes.
 */
final class LocalGroup {
  /** What is counted has numbers below this. */
  static final int MOST_NUMBERS = (1 << 24) - 1;

  /** A cell has the number of what is counted there, in its upper 24 bits. */
  private static final int NUMBER = 40;

  /** Below it, from when in the minute logs are counted in the cell, in milliseconds: 16 bits. */
  private static final int FROM = 24;

  private static final long CLOSED = 0xFFFF;

  /** And how many logs were. */
  private static final long LOGS = (1 << 24) - 1;

  private static final long FREE = cell(MOST_NUMBERS, CLOSED);

  private final GroupKey key;
  private final List<LocalGroup> touchedGroups;
  private final KeptTallies kept;
  private final List<Tally> touched = new ArrayList<>();
  private long[] cells = free(4);
  private @Nullable Tally[] tallies = new Tally[4];
  private long minuteMillis = Long.MIN_VALUE;
  private int size;

  /**
   * A group in which nothing has been counted.
   *
   * @param touchedGroups where it enters itself when something is
   * @param kept counts what outlives a drain
   */
  LocalGroup(GroupKey key, List<LocalGroup> touchedGroups, KeptTallies kept) {
    this.kept = kept;
    this.key = key;
    this.touchedGroups = touchedGroups;
  }

  private static long cell(int number, long from) {
    return (long) number << NUMBER | from << FROM;
  }

  private static long[] free(int count) {
    long[] cells = new long[count];
    Arrays.fill(cells, FREE);
    return cells;
  }

  private static int numberOf(long cell) {
    return (int) (cell >>> NUMBER);
  }

  private static long fromOf(long cell) {
    return cell >>> FROM & CLOSED;
  }

  /**
   * Counts a log if that is all there is to do; false if its tally must see it.
   *
   * @param minute of the log
   * @param offset milliseconds from there to the log
   */
  boolean count(int number, long minute, int offset) {
    if (minute != minuteMillis) {
      return false;
    }
    int at = number & (cells.length - 1);
    long cell = cells[at];
    if (numberOf(cell) != number || offset < fromOf(cell) || (cell & LOGS) == LOGS) {
      return false;
    }
    cells[at] = cell + 1;
    return true;
  }

  /** The tally of what is counted, in a slot; an empty one if it was drained. */
  Tally tally(Counted counted, long slotMillis) {
    int place = place(counted.number());
    Tally first = tallies[place];
    for (Tally tally = first; tally != null; tally = tally.next()) {
      if (tally.slotMillis() == slotMillis) {
        return tally.isEmpty() ? begin(tally) : tally;
      }
    }
    // Slots that were drained are not worth their place in the chain.
    Tally tally = new Tally(counted, slotMillis, first != null && first.isEmpty() ? null : first);
    tallies[place] = tally;
    if (first == null) {
      cells[place] = cell(counted.number(), CLOSED);
      size++;
      kept.add();
      if (2 * size > tallies.length) {
        grow();
      }
    }
    return begin(tally);
  }

  private Tally begin(Tally tally) {
    if (touched.isEmpty()) {
      touchedGroups.add(this);
    }
    touched.add(tally);
    return tally;
  }

  /** Has further logs of a tally counted in a cell, from the time on from which that will do. */
  void openCell(Tally tally) {
    long minute = tally.slotMillis();
    if (!tally.isOnlyCounted() || minute < minuteMillis) {
      return;
    }
    if (minute > minuteMillis) {
      emptyCells();
      minuteMillis = minute;
    }
    int place = place(tally.number());
    if (place == (tally.number() & (tallies.length - 1))) {
      long logs = cells[place] & LOGS;
      cells[place] = cell(tally.number(), tally.onlyCountedFrom() - minute) | logs;
    }
  }

  private int place(int number) {
    int mask = cells.length - 1;
    int place = number & mask;
    while (cells[place] != FREE && numberOf(cells[place]) != number) {
      place = (place + 1) & mask;
    }
    return place;
  }

  private void grow() {
    emptyCells();
    long[] oldCells = cells;
    @Nullable Tally[] old = tallies;
    tallies = new Tally[2 * old.length];
    cells = free(tallies.length);
    for (int i = 0; i < old.length; i++) {
      if (oldCells[i] != FREE) {
        int number = numberOf(oldCells[i]);
        int place = place(number);
        cells[place] = cell(number, CLOSED);
        tallies[place] = old[i];
      }
    }
  }

  /** Puts what was counted in cells into their tallies, and closes the cells. */
  private void emptyCells() {
    for (Tally tally : touched) {
      int at = place(tally.number());
      long logs = cells[at] & LOGS;
      if (tally.slotMillis() == minuteMillis) {
        tally.add((int) logs);
        logs = 0;
      }
      cells[at] = cell(tally.number(), CLOSED) | logs;
    }
  }

  /** Hands out what was counted since it was last asked. */
  void drain(Consumer<GroupPartials> out) {
    emptyCells();
    List<GroupPartials.Entry> entries = new ArrayList<>();
    touched.forEach(tally -> tally.drain(entries));
    touched.clear();
    out.accept(new GroupPartials(key, entries));
  }
}
