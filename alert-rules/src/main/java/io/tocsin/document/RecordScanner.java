package io.tocsin.document;

/**
 * Scans records by the shapes that were seen before, and whole where that fails, learning from it.
 *
 * <p>Where shapes do not come again there is nothing to learn: then it scans whole for a while.
 */
final class RecordScanner {
  /** So many records are scanned whole before it is tried again to know them by their shapes. */
  private static final int RECORDS_AT_REST = 100_000;

  /** A shape should pay for its learning by so many records, on average. */
  private static final int RECORDS_A_SHAPE = 8;

  private final FieldSlots slots;
  private final ValueTrace trace = new ValueTrace();
  private final JsonScanner whole;
  private final Shapes shapes;
  private long known;
  private long learnt;
  private int rest;

  RecordScanner(PathTrie wanted, FieldSlots slots) {
    this.slots = slots;
    this.whole = new JsonScanner(wanted, slots, trace);
    this.shapes = new Shapes(slots);
  }

  /**
   * Fills the slots from a record that stands somewhere in an array; false if only the decoder can
   * say what it holds.
   */
  boolean scan(byte[] in, int from, int to) {
    if (rest > 0) {
      rest--;
      return whole.scan(in, from, to);
    }
    slots.clear();
    if (shapes.scan(in, from, to)) {
      known++;
      return true;
    }
    if (!whole.scan(in, from, to)) {
      return false;
    }
    if (shapes.isFull()) {
      if (known < RECORDS_A_SHAPE * learnt) {
        rest = RECORDS_AT_REST;
      }
      shapes.forget();
      known = 0;
      learnt = 0;
    }
    shapes.learn(in, from, to, trace);
    learnt++;
    return true;
  }
}
