package io.tocsin.aggregate;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** The sum of a field's numbers, and how many they are. */
public final class SumPartial extends NumberPartial {
  private final ExactSum sum;
  private long values;

  SumPartial() {
    this(new ExactSum(), 0);
  }

  private SumPartial(ExactSum sum, long values) {
    this.sum = sum;
    this.values = values;
  }

  /** The exact sum, rounded once; 0 of nothing, infinite if it is beyond a double. */
  public double sum() {
    return sum.rounded();
  }

  /** How many numbers there are. */
  public long values() {
    return values;
  }

  @Override
  void addInteger(long value) {
    sum.add(value);
    values++;
  }

  @Override
  void addDecimal(double value) {
    sum.add(value);
    values++;
  }

  @Override
  public void merge(Partial other) {
    if (!(other instanceof SumPartial that)) {
      throw PartialTag.mismatch(this, other);
    }
    sum.add(that.sum);
    values += that.values;
  }

  @Override
  public SumPartial copy() {
    return new SumPartial(sum.copy(), values);
  }

  @Override
  public void write(DataOutput out) throws IOException {
    out.writeByte(PartialTag.SUM);
    Varint.write(values, out);
    sum.write(out);
  }

  static SumPartial readContents(DataInput in) throws IOException {
    long values = Varint.read(in);
    return new SumPartial(ExactSum.read(in), values);
  }
}
