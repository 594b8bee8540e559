package io.tocsin.aggregate;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/**
 * Counts by index, in ascending order of the index.
 *
 * <p>Takes memory for the bins that are used, wherever they are: what one log can cost is bounded.
 */
final class Bins {
  /** No two doubles of one sign fall into bins further apart. */
  private static final int MOST = 1 << 20;

  private int[] indexes = new int[4];
  private long[] counts = new long[4];
  private int size;
  private long total;

  int size() {
    return size;
  }

  int index(int bin) {
    return indexes[bin];
  }

  long count(int bin) {
    return counts[bin];
  }

  /** The sum of all counts. */
  long total() {
    return total;
  }

  void add(int index, long count) {
    total += count;
    int bin = Arrays.binarySearch(indexes, 0, size, index);
    if (bin >= 0) {
      counts[bin] += count;
      return;
    }
    int place = -bin - 1;
    if (size == indexes.length) {
      indexes = Arrays.copyOf(indexes, 2 * size);
      counts = Arrays.copyOf(counts, 2 * size);
    }
    System.arraycopy(indexes, place, indexes, place + 1, size - place);
    System.arraycopy(counts, place, counts, place + 1, size - place);
    indexes[place] = index;
    counts[place] = count;
    size++;
  }

  void addAll(Bins others) {
    for (int bin = 0; bin < others.size; bin++) {
      add(others.indexes[bin], others.counts[bin]);
    }
  }

  Bins copy() {
    Bins copy = new Bins();
    copy.indexes = indexes.clone();
    copy.counts = counts.clone();
    copy.size = size;
    copy.total = total;
    return copy;
  }

  void write(DataOutput out) throws IOException {
    Varint.write(size, out);
    int previous = 0;
    for (int bin = 0; bin < size; bin++) {
      Varint.writeSigned((long) indexes[bin] - previous, out);
      Varint.write(counts[bin], out);
      previous = indexes[bin];
    }
  }

  static Bins read(DataInput in) throws IOException {
    Bins bins = new Bins();
    int size = Varint.readSize(MOST, in);
    long index = 0;
    for (int bin = 0; bin < size; bin++) {
      index += Varint.readSigned(in);
      bins.add((int) index, Varint.read(in));
    }
    return bins;
  }
}
