package io.tocsin.aggregate;

import io.tocsin.document.Document;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** How many logs there are. */
public final class CountPartial implements Partial {
  private long count;

  /** Of no logs. */
  public CountPartial() {}

  /** Of this many logs. */
  public CountPartial(long count) {
    this.count = count;
  }

  /** How many logs there are. */
  public long count() {
    return count;
  }

  /** Adds a log without looking at it. */
  public void increment() {
    count++;
  }

  @Override
  public int add(Document document, int field) {
    count++;
    return 0;
  }

  @Override
  public void merge(Partial other) {
    if (!(other instanceof CountPartial that)) {
      throw PartialTag.mismatch(this, other);
    }
    count += that.count;
  }

  @Override
  public CountPartial copy() {
    return new CountPartial(count);
  }

  @Override
  public void write(DataOutput out) throws IOException {
    out.writeByte(PartialTag.COUNT);
    Varint.write(count, out);
  }

  static CountPartial readContents(DataInput in) throws IOException {
    return new CountPartial(Varint.read(in));
  }
}
