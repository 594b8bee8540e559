package io.tocsin.aggregate;

import io.tocsin.document.Document;
import io.tocsin.document.Utf8;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The commonest values of a field, each cut to {@value #LONGEST} bytes: exact to {@value #EXACT}
 * different values; beyond, counts may be too small by {@link #error} at most, and a value that is
 * rarer than that may be missing.
 *
 * @see <a href="https://www.cs.utah.edu/~jeffp/papers/merge-summ.pdf">Agarwal et al., Mergeable
 *     Summaries, 2012: the frequent-elements summary of Misra and Gries</a>
 */
public final class TopPartial implements Partial {
  /** Up to this many different values are counted exactly. */
  public static final int EXACT = 1_000;

  /** How many are left when there are too many: half, so that it is seldom done. */
  private static final int KEPT = EXACT / 2;

  private static final int LONGEST = 256;

  private static final int USUAL_VALUE_BYTES = 32;

  /** As many values as are kept, their lengths and their counts. */
  static final int FULL_BYTES = EXACT * (USUAL_VALUE_BYTES + 4);

  private static final Comparator<Common> COMMONEST_FIRST =
      Comparator.comparingLong(Common::count).reversed().thenComparing(Common::value);

  private final Map<Utf8, long[]> counts = new HashMap<>();
  private long error;

  TopPartial() {}

  /**
   * A value and how often it was seen.
   *
   * @param count too small by {@link TopPartial#error} at most
   */
  public record Common(String value, long count) {}

  /** The commonest values, the commonest first, those of one count by their text. */
  public List<Common> commonest(int most) {
    return counts.entrySet().stream()
        .map(entry -> new Common(entry.getKey().toString(), entry.getValue()[0]))
        .sorted(COMMONEST_FIRST)
        .limit(most)
        .toList();
  }

  /** By how much a count may be too small; 0 while all is exact. */
  public long error() {
    return error;
  }

  @Override
  public int add(Document document, int field) {
    for (int i = 0; i < document.size(field); i++) {
      add(document.text(field, i));
    }
    prune();
    return 0;
  }

  private void add(Utf8 value) {
    long[] count = value.length() <= LONGEST ? counts.get(value) : null;
    if (count != null) {
      count[0]++;
    } else {
      byte[] head = Text.head(value, LONGEST);
      add(new Utf8().set(head, 0, head.length), 1);
    }
  }

  private void add(Utf8 value, long times) {
    counts.computeIfAbsent(value, unused -> new long[1])[0] += times;
  }

  /** Takes as much off every count as brings all but the commonest to nothing. */
  private void prune() {
    if (counts.size() <= EXACT) {
      return;
    }
    long[] ascending = counts.values().stream().mapToLong(count -> count[0]).sorted().toArray();
    long taken = ascending[ascending.length - 1 - KEPT];
    counts.values().forEach(count -> count[0] -= taken);
    counts.values().removeIf(count -> count[0] <= 0);
    error += taken;
  }

  @Override
  public void merge(Partial other) {
    if (!(other instanceof TopPartial that)) {
      throw PartialTag.mismatch(this, other);
    }
    for (Map.Entry<Utf8, long[]> entry : List.copyOf(that.counts.entrySet())) {
      add(entry.getKey(), entry.getValue()[0]);
    }
    error += that.error;
    prune();
  }

  @Override
  public TopPartial copy() {
    TopPartial copy = new TopPartial();
    copy.merge(this);
    return copy;
  }

  @Override
  public void write(DataOutput out) throws IOException {
    out.writeByte(PartialTag.TOP);
    Varint.write(error, out);
    Varint.write(counts.size(), out);
    for (Utf8 value : sortedValues()) {
      Varint.write(counts.getOrDefault(value, new long[1])[0], out);
      Varint.write(value.length(), out);
      out.write(value.bytes(), value.offset(), value.length());
    }
  }

  private List<Utf8> sortedValues() {
    List<Utf8> values = new ArrayList<>(counts.keySet());
    values.sort(Comparator.comparing(Utf8::toString));
    return values;
  }

  static TopPartial readContents(DataInput in) throws IOException {
    TopPartial partial = new TopPartial();
    partial.error = Varint.read(in);
    int size = Varint.readSize(EXACT, in);
    for (int i = 0; i < size; i++) {
      long count = Varint.read(in);
      byte[] value = new byte[Varint.readSize(LONGEST, in)];
      in.readFully(value);
      partial.add(new Utf8().set(value, 0, value.length), count);
    }
    return partial;
  }
}
