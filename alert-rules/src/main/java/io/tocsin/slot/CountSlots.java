package io.tocsin.slot;

import io.tocsin.aggregate.CountPartial;
import io.tocsin.aggregate.Partial;
import io.tocsin.aggregate.Varint;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Slots of counts, which most are: 16 bytes a slot, and no object for it. */
final class CountSlots extends SeriesSlots {
  /** While there are no others; after that they are all in the array. */
  private long onlyCount;

  private long @Nullable [] counts;

  private static long count(Partial partial) {
    if (partial instanceof CountPartial count) {
      return count.count();
    }
    throw new IllegalArgumentException("not a count: " + partial.getClass().getSimpleName());
  }

  @Override
  void insert(int place, int size, Partial partial) {
    long count = count(partial);
    long[] all = counts;
    if (all == null && size == 0) {
      onlyCount = count;
      return;
    }
    all = all == null ? new long[] {onlyCount, 0} : roomForOneMore(all, size);
    System.arraycopy(all, place, all, place + 1, size - place);
    all[place] = count;
    counts = all;
  }

  private long at(int place) {
    return counts == null ? onlyCount : counts[place];
  }

  @Override
  void mergeInto(int place, Partial partial) {
    if (counts == null) {
      onlyCount += count(partial);
    } else {
      counts[place] += count(partial);
    }
  }

  @Override
  void removeFirst(int count, int size) {
    if (counts != null) {
      System.arraycopy(counts, count, counts, 0, size - count);
    }
  }

  @Override
  Partial merged(int from, int to) {
    long sum = 0;
    for (int place = from; place < to; place++) {
      sum += at(place);
    }
    return new CountPartial(sum);
  }

  @Override
  CountSlots copyContents(int size) {
    CountSlots copy = new CountSlots();
    copy.onlyCount = onlyCount;
    copy.counts = counts == null ? null : Arrays.copyOf(counts, Math.max(1, size));
    return copy;
  }

  @Override
  void writeContents(int place, DataOutput out) throws IOException {
    Varint.write(at(place), out);
  }

  static CountPartial readContents(DataInput in) throws IOException {
    return new CountPartial(Varint.read(in));
  }
}
