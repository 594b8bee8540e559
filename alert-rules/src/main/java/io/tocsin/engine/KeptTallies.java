package io.tocsin.engine;

/** How many groups and tallies outlive a drain. */
final class KeptTallies {
  private int size;

  void add() {
    size++;
  }

  int size() {
    return size;
  }

  /** All were forgotten. */
  void clear() {
    size = 0;
  }
}
