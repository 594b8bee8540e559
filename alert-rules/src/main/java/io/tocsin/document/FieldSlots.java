package io.tocsin.document;

import java.util.Arrays;

/** Where in a record the values of the wanted fields stand: a list of slices for each slot. */
final class FieldSlots {
  private static final int NONE = -1;

  private final int[] first;
  private final int[] last;
  private final int[] sizes;
  private ValueKind[] kinds = new ValueKind[64];
  private int[] from = new int[64];
  private int[] to = new int[64];
  private int[] next = new int[64];
  private boolean[] escaped = new boolean[64];
  private int used;

  FieldSlots(int slots) {
    first = new int[slots];
    last = new int[slots];
    sizes = new int[slots];
  }

  void clear() {
    Arrays.fill(sizes, 0);
    used = 0;
  }

  int size(int slot) {
    return sizes[slot];
  }

  /**
   * Adds a value.
   *
   * @param isEscaped whether it is a string that has escapes
   */
  void add(int slot, ValueKind kind, int start, int end, boolean isEscaped) {
    if (used == from.length) {
      grow();
    }
    int value = used++;
    kinds[value] = kind;
    from[value] = start;
    to[value] = end;
    escaped[value] = isEscaped;
    next[value] = NONE;
    if (sizes[slot]++ == 0) {
      first[slot] = value;
    } else {
      next[last[slot]] = value;
    }
    last[slot] = value;
  }

  private void grow() {
    int size = used * 2;
    kinds = Arrays.copyOf(kinds, size);
    from = Arrays.copyOf(from, size);
    to = Arrays.copyOf(to, size);
    next = Arrays.copyOf(next, size);
    escaped = Arrays.copyOf(escaped, size);
  }

  /** Puts the values of one slot behind those of another. */
  void move(int slot, int target) {
    if (sizes[target] == 0) {
      first[target] = first[slot];
    } else {
      next[last[target]] = first[slot];
    }
    last[target] = last[slot];
    sizes[target] += sizes[slot];
    sizes[slot] = 0;
  }

  void drop(int slot) {
    sizes[slot] = 0;
  }

  /** The number of a slot's value. */
  int value(int slot, int index) {
    if (index >= sizes[slot]) {
      throw new IndexOutOfBoundsException("value " + index + " of " + sizes[slot]);
    }
    int value = first[slot];
    for (int i = 0; i < index; i++) {
      value = next[value];
    }
    return value;
  }

  ValueKind kind(int value) {
    return kinds[value];
  }

  int from(int value) {
    return from[value];
  }

  int to(int value) {
    return to[value];
  }

  boolean isEscaped(int value) {
    return escaped[value];
  }
}
