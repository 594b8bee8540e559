package io.tocsin.slot;

import io.tocsin.aggregate.CountPartial;
import io.tocsin.aggregate.Partial;
import io.tocsin.aggregate.Varint;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/** Slots of counts, which most are: 16 bytes a slot, and no object. */
final class CountSlots extends SeriesSlots {
  private long[] counts = new long[FIRST_CAPACITY];

  private static long count(Partial partial) {
    if (partial instanceof CountPartial count) {
      return count.count();
    }
    throw new IllegalArgumentException("not a count: " + partial.getClass().getSimpleName());
  }

  @Override
  void insert(int place, int size, Partial partial) {
    long count = count(partial);
    if (size == counts.length) {
      counts = Arrays.copyOf(counts, 2 * size);
    }
    System.arraycopy(counts, place, counts, place + 1, size - place);
    counts[place] = count;
  }

  @Override
  void mergeInto(int place, Partial partial) {
    counts[place] += count(partial);
  }

  @Override
  void removeFirst(int count, int size) {
    System.arraycopy(counts, count, counts, 0, size - count);
  }

  @Override
  Partial merged(int from, int to) {
    long sum = 0;
    for (int place = from; place < to; place++) {
      sum += counts[place];
    }
    return new CountPartial(sum);
  }

  @Override
  CountSlots copyContents(int size) {
    CountSlots copy = new CountSlots();
    copy.counts = Arrays.copyOf(counts, Math.max(FIRST_CAPACITY, size));
    return copy;
  }

  @Override
  void writeContents(int place, DataOutput out) throws IOException {
    Varint.write(counts[place], out);
  }

  static CountPartial readContents(DataInput in) throws IOException {
    return new CountPartial(Varint.read(in));
  }
}
