package io.tocsin.slot;

import io.tocsin.aggregate.CountPartial;
import io.tocsin.aggregate.Partial;
import io.tocsin.aggregate.Varint;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * Slots of counts, which most are: 16 bytes a slot, and no object for it. A count stands behind the
 * start of its slot, since whoever looks for one reads the other.
 */
final class CountSlots extends SeriesSlots {
  private static final int WORDS_A_SLOT = 2;

  /** While there are no others; after that they are all in the words. */
  private long onlyCount;

  CountSlots() {
    super(WORDS_A_SLOT);
  }

  private static int wordOf(int place) {
    return place * WORDS_A_SLOT + 1;
  }

  private static long count(Partial partial) {
    if (partial instanceof CountPartial count) {
      return count.count();
    }
    throw new IllegalArgumentException("not a count: " + partial.getClass().getSimpleName());
  }

  @Override
  void require(Partial partial) {
    count(partial);
  }

  @Override
  void beginWords(long[] begun) {
    begun[wordOf(0)] = onlyCount;
  }

  @Override
  void insert(int place, int size, Partial partial) {
    long count = count(partial);
    long[] words = words();
    if (words == null) {
      onlyCount = count;
    } else {
      words[wordOf(place)] = count;
    }
  }

  private long at(int place) {
    long[] words = words();
    return words == null ? onlyCount : words[wordOf(place)];
  }

  @Override
  void mergeInto(int place, Partial partial) {
    long[] words = words();
    if (words == null) {
      onlyCount += count(partial);
    } else {
      words[wordOf(place)] += count(partial);
    }
  }

  @Override
  void removeFirst(int count, int size) {
    // They stand in the words, and have gone with those.
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
