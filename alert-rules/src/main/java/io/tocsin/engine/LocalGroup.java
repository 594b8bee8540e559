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
 * touches stands together. Beside the table stand <em>cells</em>, for tallies of the newest minute
 * that have seen enough of their logs: to count one more of them touches eight bytes.
 */
final class LocalGroup {
  private static final int FREE = -1;

  /** A cell is the number of logs, and from when in its minute logs are counted there. */
  private static final int CELL = 2;

  private static final int CLOSED = Integer.MAX_VALUE;

  private final GroupKey key;
  private final List<LocalGroup> touchedGroups;
  private final List<Tally> touched = new ArrayList<>();
  private int[] numbers = new int[4];
  private @Nullable Tally[] tallies = new Tally[4];
  private int[] cells = new int[CELL * 4];
  private long minuteMillis = Long.MIN_VALUE;
  private int size;

  /**
   * A group in which nothing has been counted.
   *
   * @param touchedGroups where it enters itself when something is
   */
  LocalGroup(GroupKey key, List<LocalGroup> touchedGroups) {
    this.key = key;
    this.touchedGroups = touchedGroups;
    Arrays.fill(numbers, FREE);
    closeCells();
  }

  /** How many tallies there are. */
  int size() {
    return size;
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
    int place = number & (numbers.length - 1);
    int cell = CELL * place;
    if (numbers[place] != number || offset < cells[cell + 1] || cells[cell] == CLOSED) {
      return false;
    }
    cells[cell]++;
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
      numbers[place] = counted.number();
      size++;
      if (2 * size > numbers.length) {
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
    if (place == (tally.number() & (numbers.length - 1))) {
      cells[CELL * place + 1] = (int) (tally.onlyCountedFrom() - minute);
    }
  }

  private int place(int number) {
    int mask = numbers.length - 1;
    int place = number & mask;
    while (numbers[place] != FREE && numbers[place] != number) {
      place = (place + 1) & mask;
    }
    return place;
  }

  private void grow() {
    emptyCells();
    int[] oldNumbers = numbers;
    @Nullable Tally[] old = tallies;
    numbers = new int[2 * oldNumbers.length];
    Arrays.fill(numbers, FREE);
    tallies = new Tally[numbers.length];
    cells = new int[CELL * numbers.length];
    closeCells();
    for (int i = 0; i < old.length; i++) {
      if (oldNumbers[i] != FREE) {
        int place = place(oldNumbers[i]);
        numbers[place] = oldNumbers[i];
        tallies[place] = old[i];
      }
    }
  }

  /** Puts what was counted in cells into their tallies. */
  private void emptyCells() {
    for (Tally tally : touched) {
      int cell = CELL * place(tally.number());
      if (tally.slotMillis() == minuteMillis && cells[cell] > 0) {
        tally.add(cells[cell]);
        cells[cell] = 0;
      }
      cells[cell + 1] = CLOSED;
    }
  }

  private void closeCells() {
    for (int cell = 0; cell < cells.length; cell += CELL) {
      cells[cell + 1] = CLOSED;
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
