package io.tocsin.kql;

import io.tocsin.document.Utf8;
import org.jspecify.annotations.Nullable;

/** The addresses from one to another, both included, each as two longs in unsigned order. */
record IpRange(long lowHigh, long lowLow, long highHigh, long highLow) {
  static final IpRange EVERYTHING = new IpRange(0, 0, -1, -1);

  /** One address, or a network ({@code 10.0.0.0/8}); null if the text is neither. */
  static @Nullable IpRange of(String text) {
    int slash = text.indexOf('/');
    IpText address = new IpText();
    if (!address.read(Utf8.of(slash < 0 ? text : text.substring(0, slash)))) {
      return null;
    }
    if (slash < 0) {
      return new IpRange(address.high, address.low, address.high, address.low);
    }
    int size = text.indexOf(':') < 0 ? 32 : 128;
    int bits = prefix(text.substring(slash + 1), size);
    if (bits < 0) {
      return null;
    }
    int free = size - bits;
    long highMask = free > 64 ? mask(free - 64) : 0;
    long lowMask = mask(Math.min(64, free));
    return new IpRange(
        address.high & ~highMask,
        address.low & ~lowMask,
        address.high | highMask,
        address.low | lowMask);
  }

  private static int prefix(String digits, int size) {
    if (digits.isEmpty()
        || digits.length() > 3
        || !digits.chars().allMatch(c -> c >= '0' && c <= '9')) {
      return -1;
    }
    int bits = Integer.parseInt(digits);
    return bits <= size ? bits : -1;
  }

  /** A long whose lowest bits are ones. */
  private static long mask(int bits) {
    return bits == 64 ? -1 : (1L << bits) - 1;
  }

  boolean isOneAddress() {
    return lowHigh == highHigh && lowLow == highLow;
  }

  boolean contains(IpText address) {
    return compare(address.high, address.low, lowHigh, lowLow) >= 0
        && compare(address.high, address.low, highHigh, highLow) <= 0;
  }

  private static int compare(long aHigh, long aLow, long bHigh, long bLow) {
    int sign = Long.compareUnsigned(aHigh, bHigh);
    return sign != 0 ? sign : Long.compareUnsigned(aLow, bLow);
  }

  /** Whether a value is an address in here; those that are none are no values of the field. */
  ValueTest test() {
    IpText address = new IpText();
    return (document, field, index) ->
        address.read(document.text(field, index)) && contains(address);
  }

  /** Whether a value is an address that compares so with this one. */
  ValueTest test(Comparison comparison) {
    IpText address = new IpText();
    return (document, field, index) ->
        address.read(document.text(field, index))
            && comparison.holds(compare(address.high, address.low, lowHigh, lowLow));
  }
}
