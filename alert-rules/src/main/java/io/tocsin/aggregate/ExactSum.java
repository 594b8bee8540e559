package io.tocsin.aggregate;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;

/**
 * A sum without rounding: the same whatever the order of what is added.
 *
 * <p>Whole numbers are added in 128 bits, decimals as an {@link Expansion}; what would take that
 * beyond the range of a double goes to a {@link BigDecimal} beside it. The sum is that of all
 * three.
 */
final class ExactSum {
  /** Far enough below the greatest double that the terms of an expansion cannot reach it. */
  private static final double HUGE = 0x1p1000;

  private static final BigDecimal NOTHING = BigDecimal.ZERO;

  /** The most that a written {@link BigDecimal} can take: the exact sum of any doubles. */
  private static final int LONGEST_TEXT = 4_000;

  private long high;
  private long low;
  private Expansion decimals = new Expansion();
  private BigDecimal huge = NOTHING;

  void add(long value) {
    addInteger(value >> 63, value);
  }

  void add(double value) {
    if (Math.abs(value) >= HUGE || decimals.magnitude() >= HUGE) {
      huge = huge.add(new BigDecimal(value));
    } else {
      decimals.add(value);
    }
  }

  void add(ExactSum other) {
    addInteger(other.high, other.low);
    for (int i = 0; i < other.decimals.size(); i++) {
      add(other.decimals.term(i));
    }
    huge = huge.add(other.huge);
  }

  private void addInteger(long itsHigh, long itsLow) {
    low += itsLow;
    long carry = Long.compareUnsigned(low, itsLow) < 0 ? 1 : 0;
    high += itsHigh + carry;
  }

  /** The double that is nearest to the sum, ties to even. */
  double rounded() {
    if (huge.signum() != 0) {
      return all(huge).doubleValue();
    }
    if (decimals.size() == 0 && high == low >> 63) {
      return low;
    }
    Expansion all = decimals.copy();
    // Of 32 bits each, so that every word is exact as a double.
    all.add((high >> 32) * 0x1p96);
    all.add((high & 0xFFFF_FFFFL) * 0x1p64);
    all.add((low >>> 32) * 0x1p32);
    all.add(low & 0xFFFF_FFFFL);
    return all.rounded();
  }

  private BigDecimal all(BigDecimal start) {
    BigDecimal sum =
        start
            .add(new BigDecimal(BigInteger.valueOf(high).shiftLeft(64)))
            .add(new BigDecimal(BigInteger.valueOf(low >>> 1).shiftLeft(1)))
            .add(new BigDecimal(low & 1));
    for (int i = 0; i < decimals.size(); i++) {
      sum = sum.add(new BigDecimal(decimals.term(i)));
    }
    return sum;
  }

  ExactSum copy() {
    ExactSum copy = new ExactSum();
    copy.high = high;
    copy.low = low;
    copy.decimals = decimals.copy();
    copy.huge = huge;
    return copy;
  }

  void write(DataOutput out) throws IOException {
    Varint.writeSigned(high, out);
    Varint.writeSigned(low, out);
    decimals.write(out);
    String text = huge.signum() == 0 ? "" : huge.toString();
    Varint.write(text.length(), out);
    out.writeBytes(text);
  }

  static ExactSum read(DataInput in) throws IOException {
    ExactSum sum = new ExactSum();
    sum.high = Varint.readSigned(in);
    sum.low = Varint.readSigned(in);
    sum.decimals = Expansion.read(in);
    byte[] text = new byte[Varint.readSize(LONGEST_TEXT, in)];
    in.readFully(text);
    if (text.length > 0) {
      sum.huge = number(new String(text, StandardCharsets.US_ASCII));
    }
    return sum;
  }

  private static BigDecimal number(String text) throws IOException {
    try {
      return new BigDecimal(text);
    } catch (NumberFormatException e) {
      throw new IOException("not a sum", e);
    }
  }
}
