package io.tocsin.slot;

import io.tocsin.aggregate.Partial;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Slots of any aggregate. */
final class PartialSlots extends SeriesSlots {
  private final List<Partial> partials = new ArrayList<>(4);

  @Override
  void insert(int place, int size, Partial partial) {
    partials.add(place, partial.copy());
  }

  @Override
  void mergeInto(int place, Partial partial) {
    partials.get(place).merge(partial);
  }

  @Override
  void removeFirst(int count, int size) {
    partials.subList(0, count).clear();
  }

  @Override
  Partial merged(int from, int to) {
    Partial merged = partials.get(from).copy();
    for (int place = from + 1; place < to; place++) {
      merged.merge(partials.get(place));
    }
    return merged;
  }

  @Override
  PartialSlots copyContents(int size) {
    PartialSlots copy = new PartialSlots();
    partials.forEach(partial -> copy.partials.add(partial.copy()));
    return copy;
  }

  @Override
  void writeContents(int place, DataOutput out) throws IOException {
    partials.get(place).write(out);
  }
}
