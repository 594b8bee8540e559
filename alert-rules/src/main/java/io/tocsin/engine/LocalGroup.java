package io.tocsin.engine;

import io.tocsin.slot.GroupKey;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A group where its logs are read, or all that have no fields: its tallies, found by the number of
 * what is counted.
 *
 * <p>Open addressing with linear probing, in a table of the group's own, so that what one log
 * touches stands together. In the table stand <em>cells</em>, for tallies of the newest minute that
 * have seen enough of their logs: to count one more of them touches eight bytes. What many logs
 * have in common is counted {@link Together together}, and put into the tallies when it is asked
 * for.
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

  /** Where there are a million groups, most have one tally until they are drained. */
  private static final int FEW = 1;

  private static final @Nullable Together[] NO_BUNDLES = new Together[0];

  private final @Nullable GroupKey key;
  private final Touched touchedGroups;
  private final KeptTallies kept;
  private final List<Tally> touched = new ArrayList<>(FEW);
  private List<Together> touchedTogether = List.of();
  private long[] cells;
  private @Nullable Tally[] tallies;
  private @Nullable Together[] bundled = NO_BUNDLES;
  private long minuteMillis = Long.MIN_VALUE;
  private int size;

  /**
   * A group in which nothing has been counted.
   *
   * @param key null for all groups without fields: what is counted knows its key then
   * @param capacity how many tallies it has room for at first, a power of two
   * @param touchedGroups where it enters itself when something is counted
   * @param kept counts what outlives a drain
   */
  LocalGroup(@Nullable GroupKey key, int capacity, Touched touchedGroups, KeptTallies kept) {
    this.kept = kept;
    this.key = key;
    this.touchedGroups = touchedGroups;
    this.cells = free(capacity);
    this.tallies = new Tally[capacity];
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
   * Counts a log in one cell after the other, as long as that is all there is to do.
   *
   * @param numbers of what is counted
   * @param from the place of the first of them
   * @param minute of the log
   * @param offset milliseconds from there to the log
   * @return the place of the first whose tally must see the log; the count of the numbers if none
   */
  int count(int[] numbers, int from, long minute, int offset) {
    if (minute != minuteMillis) {
      return from;
    }
    long[] table = cells;
    int mask = table.length - 1;
    for (int i = from; i < numbers.length; i++) {
      int number = numbers[i];
      int at = number & mask;
      long cell = table[at];
      while (numberOf(cell) != number) {
        if (cell == FREE) {
          return i;
        }
        at = (at + 1) & mask;
        cell = table[at];
      }
      if (offset < fromOf(cell) || (cell & LOGS) == LOGS) {
        return i;
      }
      if ((cell & LOGS) == 0) {
        touch(at);
      }
      table[at] = cell + 1;
    }
    return numbers.length;
  }

  /** What counts a bundle in this group; null if that has never been open. */
  @Nullable Together together(Bundle bundle) {
    return bundle.place() < bundled.length ? bundled[bundle.place()] : null;
  }

  /**
   * Counts a log in all that is counted together, if that is all there is to do.
   *
   * @param minute of the log
   * @param offset milliseconds from there to the log
   * @return false if some tally must see the log
   */
  boolean count(Together together, long minute, int offset) {
    if (minute != minuteMillis || !together.isOpen(minute, offset)) {
      return false;
    }
    if (together.count()) {
      touchTogether(together);
      for (Tally tally : together.tallies()) {
        begin(tally);
      }
    }
    return true;
  }

  private void touchTogether(Together together) {
    if (touchedTogether.isEmpty()) {
      touchedTogether = new ArrayList<>(FEW);
    }
    touchedTogether.add(together);
  }

  /** Has logs counted together from now on, if each of the tallies has an open cell. */
  void open(Together together) {
    long from = openFrom(together.numbers());
    if (from != CLOSED) {
      open(together, from);
    }
  }

  /** The same for a bundle, which is nothing to a group of a few logs. */
  void open(Bundle bundle) {
    long from = openFrom(bundle.numbers());
    if (from == CLOSED) {
      return;
    }
    Together together = together(bundle);
    if (together == null) {
      int place = bundle.place();
      if (place >= bundled.length) {
        bundled = Arrays.copyOf(bundled, Math.max(place + 1, 2 * bundled.length));
      }
      together = new Together(bundle.numbers());
      bundled[place] = together;
      kept.add();
    }
    open(together, from);
  }

  /** From where in the newest minute all cells are open; {@link #CLOSED} if one is not. */
  private long openFrom(int[] numbers) {
    long from = 0;
    for (int number : numbers) {
      from = Math.max(from, fromOf(cells[place(number)]));
    }
    return from;
  }

  private void open(Together together, long from) {
    int[] numbers = together.numbers();
    Tally[] open = new Tally[numbers.length];
    for (int i = 0; i < open.length; i++) {
      open[i] = openTally(place(numbers[i]));
    }
    together.open(minuteMillis, (int) from, open);
  }

  /** The tally of the newest minute at a place where the cell is open. */
  private Tally openTally(int place) {
    Tally tally = tallies[place];
    while (tally != null && tally.slotMillis() != minuteMillis) {
      tally = tally.next();
    }
    return Objects.requireNonNull(tally, "an open cell without its tally");
  }

  /** The tally of what is counted, in a slot; an empty one if it was drained. */
  Tally tally(Counted counted, long slotMillis) {
    int place = place(counted.number());
    Tally first = tallies[place];
    for (Tally tally = first; tally != null; tally = tally.next()) {
      if (tally.slotMillis() == slotMillis) {
        return begin(tally);
      }
    }
    Tally tally = new Tally(counted, slotMillis, worthKeeping(first));
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

  /** What of a chain was not drained, or belongs to an open cell. */
  private @Nullable Tally worthKeeping(@Nullable Tally first) {
    if (first == null) {
      return null;
    }
    Tally rest = worthKeeping(first.next());
    if (first.isDrained() && first.slotMillis() != minuteMillis) {
      return rest;
    }
    first.setNext(rest);
    return first;
  }

  private Tally begin(Tally tally) {
    if (tally.begin()) {
      if (touched.isEmpty()) {
        touchedGroups.add(this);
      }
      touched.add(tally);
      touchedGroups.begin(tally);
    }
    return tally;
  }

  /** The first log is counted in an open cell since what was counted there was taken away. */
  private void touch(int place) {
    begin(openTally(place));
  }

  /** Has further logs of a tally counted in a cell, from the time on from which that will do. */
  void openCell(Tally tally) {
    long minute = tally.slotMillis();
    if (!tally.isOnlyCounted() || minute < minuteMillis) {
      return;
    }
    if (minute > minuteMillis) {
      emptyCells();
      closeCells();
      minuteMillis = minute;
    }
    int place = place(tally.number());
    long logs = cells[place] & LOGS;
    cells[place] = cell(tally.number(), tally.onlyCountedFrom() - minute) | logs;
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

  /** Puts what was counted in cells, and together, into the tallies. */
  private void emptyCells() {
    touchedTogether.forEach(Together::empty);
    touchedTogether = List.of();
    for (Tally tally : touched) {
      if (tally.slotMillis() == minuteMillis) {
        int at = place(tally.number());
        tally.add((int) (cells[at] & LOGS));
        cells[at] &= ~LOGS;
      }
    }
  }

  private void closeCells() {
    for (int at = 0; at < cells.length; at++) {
      if (cells[at] != FREE) {
        cells[at] = cell(numberOf(cells[at]), CLOSED);
      }
    }
  }

  /** Hands out what was counted since it was last asked. */
  void drain(Consumer<GroupPartials> out) {
    emptyCells();
    if (key != null) {
      List<GroupPartials.Entry> entries = new ArrayList<>(2 * touched.size());
      touched.forEach(tally -> tally.drain(entries));
      out.accept(new GroupPartials(key, entries));
    } else {
      drainByKey(out);
    }
    touched.clear();
  }

  /** What the rules of one key count stays together. */
  private void drainByKey(Consumer<GroupPartials> out) {
    Map<GroupKey, List<GroupPartials.Entry>> byKey = new LinkedHashMap<>();
    for (Tally tally : touched) {
      GroupKey only = tally.onlyKey();
      if (only != null) {
        tally.drain(byKey.computeIfAbsent(only, unused -> new ArrayList<>()));
      }
    }
    byKey.forEach((only, entries) -> out.accept(new GroupPartials(only, entries)));
  }
}
