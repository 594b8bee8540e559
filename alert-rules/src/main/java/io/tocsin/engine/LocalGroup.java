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
 * touches stands together.
 */
final class LocalGroup {
  private static final int FREE = -1;

  private final GroupKey key;
  private final List<LocalGroup> touchedGroups;
  private final List<Tally> touched = new ArrayList<>();
  private int[] numbers = new int[4];
  private @Nullable Tally[] tallies = new Tally[4];
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
  }

  /** How many tallies there are. */
  int size() {
    return size;
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

  private int place(int number) {
    int mask = numbers.length - 1;
    int place = number & mask;
    while (numbers[place] != FREE && numbers[place] != number) {
      place = (place + 1) & mask;
    }
    return place;
  }

  private void grow() {
    int[] oldNumbers = numbers;
    @Nullable Tally[] old = tallies;
    numbers = new int[2 * oldNumbers.length];
    Arrays.fill(numbers, FREE);
    tallies = new Tally[numbers.length];
    for (int i = 0; i < old.length; i++) {
      if (oldNumbers[i] != FREE) {
        int place = place(oldNumbers[i]);
        numbers[place] = oldNumbers[i];
        tallies[place] = old[i];
      }
    }
  }

  /** Hands out what was counted since it was last asked. */
  void drain(Consumer<GroupPartials> out) {
    List<GroupPartials.Entry> entries = new ArrayList<>();
    touched.forEach(tally -> tally.drain(entries));
    touched.clear();
    out.accept(new GroupPartials(key, entries));
  }
}
