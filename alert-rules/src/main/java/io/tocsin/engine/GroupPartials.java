package io.tocsin.engine;

import io.tocsin.aggregate.CountPartial;
import io.tocsin.aggregate.Partial;
import io.tocsin.slot.GroupKey;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * What was counted for one group since it was last said: what crosses from where logs are read to
 * where their group lives.
 *
 * @param entries partial slots, in no order; empty only to make a group known that has no log
 */
public record GroupPartials(GroupKey key, List<Entry> entries) {

  /**
   * A partial slot.
   *
   * @param slotMillis the slot's start, in milliseconds since the epoch
   */
  public record Entry(long seriesId, long slotMillis, Partial partial) {

    /** How many logs there are by a count; 0 of other things, by which no rule knows its groups. */
    long logs() {
      return partial instanceof CountPartial count ? count.count() : 0;
    }
  }

  /** Writes what {@link #read} reads. */
  public void write(DataOutput out) throws IOException {
    key.write(out);
    out.writeInt(entries.size());
    for (Entry entry : entries) {
      out.writeLong(entry.seriesId());
      out.writeLong(entry.slotMillis());
      entry.partial().write(out);
    }
  }

  /**
   * Reads partials.
   *
   * @throws IOException also if what is there are none
   */
  public static GroupPartials read(DataInput in) throws IOException {
    GroupKey key = GroupKey.read(in);
    int size = in.readInt();
    List<Entry> entries = new ArrayList<>(size);
    for (int i = 0; i < size; i++) {
      entries.add(new Entry(in.readLong(), in.readLong(), Partial.read(in)));
    }
    return new GroupPartials(key, entries);
  }
}
