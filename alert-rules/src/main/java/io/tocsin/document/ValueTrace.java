package io.tocsin.document;

import io.tocsin.document.Shapes.After;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Where all values of a record stand, wanted or not, in their order: what a shape is made of. */
final class ValueTrace {
  private After[] kinds = new After[32];
  private int[] slots = new int[32];
  private int[] from = new int[32];
  private int[] to = new int[32];
  private int size;

  void clear() {
    size = 0;
  }

  /**
   * Adds a value.
   *
   * @param step of its name; null if nobody wants it
   */
  void add(After kind, PathTrie.@Nullable Step step, int start, int end) {
    if (size == from.length) {
      kinds = Arrays.copyOf(kinds, 2 * size);
      slots = Arrays.copyOf(slots, 2 * size);
      from = Arrays.copyOf(from, 2 * size);
      to = Arrays.copyOf(to, 2 * size);
    }
    kinds[size] = kind;
    slots[size] = step == null ? -1 : step.slot;
    from[size] = start;
    to[size++] = end;
  }

  int size() {
    return size;
  }

  After kind(int value) {
    return kinds[value];
  }

  /** The slot of a value, or -1. */
  int slot(int value) {
    return slots[value];
  }

  int from(int value) {
    return from[value];
  }

  int to(int value) {
    return to[value];
  }
}
