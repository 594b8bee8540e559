package io.tocsin.aggregate;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.OptionalDouble;

/** The smallest, or the greatest, of a field's numbers. */
public final class ExtremePartial extends NumberPartial {
  private final boolean greatest;
  private boolean present;
  private double extreme;

  ExtremePartial(boolean greatest) {
    this.greatest = greatest;
  }

  /** The number; empty if there was none. */
  public OptionalDouble extreme() {
    return present ? OptionalDouble.of(extreme) : OptionalDouble.empty();
  }

  @Override
  void addInteger(long value) {
    addDecimal(value);
  }

  @Override
  void addDecimal(double value) {
    if (!present) {
      extreme = value;
    } else {
      extreme = greatest ? Math.max(extreme, value) : Math.min(extreme, value);
    }
    present = true;
  }

  @Override
  public void merge(Partial other) {
    if (!(other instanceof ExtremePartial that) || that.greatest != greatest) {
      throw PartialTag.mismatch(this, other);
    }
    if (that.present) {
      addDecimal(that.extreme);
    }
  }

  @Override
  public ExtremePartial copy() {
    ExtremePartial copy = new ExtremePartial(greatest);
    copy.merge(this);
    return copy;
  }

  @Override
  public void write(DataOutput out) throws IOException {
    out.writeByte(greatest ? PartialTag.MAX : PartialTag.MIN);
    out.writeBoolean(present);
    if (present) {
      out.writeDouble(extreme);
    }
  }

  static ExtremePartial readContents(boolean greatest, DataInput in) throws IOException {
    ExtremePartial partial = new ExtremePartial(greatest);
    if (in.readBoolean()) {
      partial.addDecimal(in.readDouble());
    }
    return partial;
  }
}
