package io.tocsin.slot;

import io.tocsin.aggregate.Partial;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Slots of any aggregate. */
final class PartialSlots extends SeriesSlots {
  /** While there are no others; after that they are all in the array. */
  private @Nullable Partial only;

  private @Nullable Partial @Nullable [] partials;

  PartialSlots() {
    super(1);
  }

  @Override
  void require(Partial partial) {
    // Of the first slot any will do, and of others that is asked when they are merged.
  }

  @Override
  void beginWords(long[] begun) {
    // Partials are no words, and have an array of their own.
  }

  private Partial at(int place) {
    return Objects.requireNonNull(partials == null ? only : partials[place]);
  }

  @Override
  void insert(int place, int size, Partial partial) {
    @Nullable Partial[] all = partials;
    if (all == null && size == 0) {
      only = partial.copy();
      return;
    }
    if (all == null) {
      all = new Partial[] {only, null};
      only = null;
    } else if (size == all.length) {
      all = Arrays.copyOf(all, 2 * size);
    }
    System.arraycopy(all, place, all, place + 1, size - place);
    all[place] = partial.copy();
    partials = all;
  }

  @Override
  void mergeInto(int place, Partial partial) {
    at(place).merge(partial);
  }

  @Override
  void removeFirst(int count, int size) {
    if (partials == null) {
      only = null;
    } else {
      System.arraycopy(partials, count, partials, 0, size - count);
      Arrays.fill(partials, size - count, size, null);
    }
  }

  @Override
  Partial merged(int from, int to) {
    Partial merged = at(from).copy();
    for (int place = from + 1; place < to; place++) {
      merged.merge(at(place));
    }
    return merged;
  }

  @Override
  PartialSlots copyContents(int size) {
    PartialSlots copy = new PartialSlots();
    if (partials == null) {
      copy.only = only == null ? null : only.copy();
      return copy;
    }
    @Nullable Partial[] all = new Partial[Math.max(1, size)];
    for (int place = 0; place < size; place++) {
      all[place] = at(place).copy();
    }
    copy.partials = all;
    return copy;
  }

  @Override
  void writeContents(int place, DataOutput out) throws IOException {
    at(place).write(out);
  }
}
