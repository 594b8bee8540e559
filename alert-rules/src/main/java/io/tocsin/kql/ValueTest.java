package io.tocsin.kql;

import io.tocsin.document.Document;

/** Whether one value of a field is what a clause asks for, as a field of some type indexes it. */
@FunctionalInterface
interface ValueTest {

  boolean test(Document document, int field, int index);

  /** Passes no value. */
  static ValueTest never() {
    return (document, field, index) -> false;
  }

  /** Passes every value. */
  static ValueTest always() {
    return (document, field, index) -> true;
  }
}
