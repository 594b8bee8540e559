package io.tocsin.aggregate;

import java.util.Arrays;
import java.util.function.LongConsumer;

/** A set of 64-bit hashes: open addressing with linear probing, at most half full. */
final class HashSet64 {
  private static final long[] EMPTY = new long[4];
  private static final long FREE = 0;

  private long[] table = EMPTY;
  private int size;

  int size() {
    return size;
  }

  /** Adds a hash. The one that marks free places is taken for its neighbour. */
  void add(long hash) {
    long element = hash == FREE ? 1 : hash;
    int place = place(element);
    if (table[place] == element) {
      return;
    }
    if (2 * (size + 1) > table.length || table == EMPTY) {
      grow();
      place = place(element);
    }
    table[place] = element;
    size++;
  }

  void forEach(LongConsumer each) {
    for (long element : table) {
      if (element != FREE) {
        each.accept(element);
      }
    }
  }

  /** The elements in ascending order, so that equal sets are written alike. */
  long[] sorted() {
    return Arrays.stream(table).filter(element -> element != FREE).sorted().toArray();
  }

  HashSet64 copy() {
    HashSet64 copy = new HashSet64();
    copy.table = size == 0 ? EMPTY : table.clone();
    copy.size = size;
    return copy;
  }

  private int place(long element) {
    int mask = table.length - 1;
    int place = (int) element & mask;
    while (table[place] != FREE && table[place] != element) {
      place = (place + 1) & mask;
    }
    return place;
  }

  private void grow() {
    long[] old = table;
    table = new long[2 * old.length];
    for (long element : old) {
      if (element != FREE) {
        table[place(element)] = element;
      }
    }
  }
}
