package io.tocsin.engine;

import io.tocsin.slot.GroupKey;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A group where its logs are read: its tallies, found by the number of what is counted.
 *
 * <p>Open addressing with linear probing, in a table of the group's own, so that what one log
 * touches stands together. In the table stand <em>cells</em>, for tallies of the newest minute that
 * have seen enough of their logs: to count one more of them touches sixteen bytes.
 */
final class LocalGroup {
  private static final int FREE = -1;

  /**
   * A place has what is counted there, from when in the minute logs are counted in this cell, and
   * how many; sixteen bytes, so that they lie in one line of the cache.
   */
  private static final int PLACE = 4;

  private static final int FROM = 1;
  private static final int LOGS = 2;
  private static final int CLOSED = Integer.MAX_VALUE;

  private final GroupKey key;
  private final List<LocalGroup> touchedGroups;
  private final KeptTallies kept;
  private final List<Tally> touched = new ArrayList<>();
  private int[] places = free(4);
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

  private static int[] free(int count) {
    int[] places = new int[PLACE * count];
    for (int place = 0; place < places.length; place += PLACE) {
      places[place] = FREE;
      places[place + FROM] = CLOSED;
    }
    return places;
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
    int at = PLACE * (number & (tallies.length - 1));
    if (places[at] != number || offset < places[at + FROM] || places[at + LOGS] == CLOSED) {
      return false;
    }
    places[at + LOGS]++;
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
      places[PLACE * place] = counted.number();
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
      places[PLACE * place + FROM] = (int) (tally.onlyCountedFrom() - minute);
    }
  }

  private int place(int number) {
    int mask = tallies.length - 1;
    int place = number & mask;
    while (places[PLACE * place] != FREE && places[PLACE * place] != number) {
      place = (place + 1) & mask;
    }
    return place;
  }

  private void grow() {
    emptyCells();
    int[] oldPlaces = places;
    @Nullable Tally[] old = tallies;
    tallies = new Tally[2 * old.length];
    places = free(tallies.length);
    for (int i = 0; i < old.length; i++) {
      int number = oldPlaces[PLACE * i];
      if (number != FREE) {
        int place = place(number);
        places[PLACE * place] = number;
        tallies[place] = old[i];
      }
    }
  }

  /** Puts what was counted in cells into their tallies, and closes the cells. */
  private void emptyCells() {
    for (Tally tally : touched) {
      int at = PLACE * place(tally.number());
      if (tally.slotMillis() == minuteMillis && places[at + LOGS] > 0) {
        tally.add(places[at + LOGS]);
        places[at + LOGS] = 0;
      }
      places[at + FROM] = CLOSED;
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
