package io.tocsin.condition;

/**
 * The window of aggregates that name none.
 *
 * @param lengthMillis how long it is
 * @param offsetMillis how far back all windows are moved, those of aggregates that name one too
 */
record Windows(long lengthMillis, long offsetMillis) {

  /** This with what is written behind an aggregate or a name. */
  Windows with(Syntax.Window written) {
    long length = written.length() == null ? lengthMillis : written.length();
    return new Windows(length, offsetMillis + written.offset());
  }
}
