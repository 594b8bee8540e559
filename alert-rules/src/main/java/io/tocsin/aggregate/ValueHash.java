package io.tocsin.aggregate;

import com.dynatrace.hash4j.hashing.Hasher64;
import com.dynatrace.hash4j.hashing.Hashing;
import io.tocsin.document.Document;
import io.tocsin.document.Utf8;
import java.nio.charset.StandardCharsets;

/**
 * The hash by which values are told apart: text by its bytes, numbers by their value ({@code 1},
 * {@code 1.0} and {@code "1"} are one), the same in every process.
 */
final class ValueHash {
  private static final Hasher64 HASHER = Hashing.xxh3_64();

  /** Whole numbers up to here are exact as doubles. */
  private static final double EXACT = 0x1p53;

  private ValueHash() {}

  static long of(Document document, int field, int index) {
    return switch (document.kind(field, index)) {
      case STRING, BOOLEAN, INTEGER -> ofText(document.text(field, index));
      case DECIMAL -> ofDecimal(document.decimal(field, index));
    };
  }

  private static long ofText(Utf8 text) {
    return HASHER.hashBytesToLong(text.bytes(), text.offset(), text.length());
  }

  private static long ofDecimal(double value) {
    boolean whole = Math.abs(value) <= EXACT && value == Math.rint(value);
    String text = whole ? Long.toString((long) value) : Double.toString(value);
    return HASHER.hashBytesToLong(text.getBytes(StandardCharsets.US_ASCII));
  }
}
