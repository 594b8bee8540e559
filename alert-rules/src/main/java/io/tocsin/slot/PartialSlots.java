package io.tocsin.slot;

import io.tocsin.aggregate.Partial;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Slots of any aggregate. */
final class PartialSlots extends SeriesSlots {
  private @Nullable Partial[] partials = new Partial[FIRST_CAPACITY];

  private Partial at(int place) {
    return Objects.requireNonNull(partials[place]);
  }

  @Override
  void insert(int place, int size, Partial partial) {
    if (size == partials.length) {
      partials = Arrays.copyOf(partials, 2 * size);
    }
    System.arraycopy(partials, place, partials, place + 1, size - place);
    partials[place] = partial.copy();
  }

  @Override
  void mergeInto(int place, Partial partial) {
    at(place).merge(partial);
  }

  @Override
  void removeFirst(int count, int size) {
    System.arraycopy(partials, count, partials, 0, size - count);
    Arrays.fill(partials, size - count, size, null);
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
    copy.partials = new Partial[Math.max(FIRST_CAPACITY, size)];
    for (int place = 0; place < size; place++) {
      copy.partials[place] = at(place).copy();
    }
    return copy;
  }

  @Override
  void writeContents(int place, DataOutput out) throws IOException {
    at(place).write(out);
  }
}
