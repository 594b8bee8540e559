package io.tocsin.aggregate;

import io.tocsin.document.Document;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The messages of the first logs of the newest minute (and of the minute before, while there are
 * too few), or of those with the most extreme numbers in a field. Which are kept depends on the
 * logs alone, and not on the order in which they come.
 *
 * <p>Of a million groups these lines are most of what is kept, so they stand in one array: in
 * order, each with its time, its rank if they have ranks, and its length in front.
 */
public final class SamplesPartial implements Partial {
  private static final byte[] NONE = {};
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
  private static final VarHandle SHORTS =
      MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.BIG_ENDIAN);

  private final short most;
  private final boolean ranked;
  private short size;

  /** Never changed, so that copies share it. */
  private byte[] lines = NONE;

  /**
   * No lines yet.
   *
   * @param ranked whether the lines have ranks, and time does not decide alone
   */
  SamplesPartial(int most, boolean ranked) {
    this.most = (short) most;
    this.ranked = ranked;
  }

  /** Whether lines are kept by a rank, and not by time alone. */
  boolean isRanked() {
    return ranked;
  }

  /** The lines, those of the newest minute or the most extreme first. */
  public List<Sample> samples() {
    List<Sample> list = new ArrayList<>(size);
    for (int at = 0; at < lines.length; at = next(lines, at)) {
      list.add(sample(at));
    }
    return list;
  }

  /** What stands in front of a line. */
  private int head() {
    return ranked ? 2 * Long.BYTES + Short.BYTES : Long.BYTES + Short.BYTES;
  }

  private static long time(byte[] of, int at) {
    return (long) LONGS.get(of, at);
  }

  private double rank(byte[] of, int at) {
    return ranked ? Double.longBitsToDouble((long) LONGS.get(of, at + Long.BYTES)) : 0;
  }

  private int length(byte[] of, int at) {
    return (short) SHORTS.get(of, at + head() - Short.BYTES);
  }

  private int next(byte[] of, int at) {
    return at + head() + length(of, at);
  }

  /** A line as it stands among others, without its bytes. */
  private byte[] begin(double rank, long timeMillis, int length) {
    byte[] line = new byte[head() + length];
    LONGS.set(line, 0, timeMillis);
    if (ranked) {
      LONGS.set(line, Long.BYTES, Double.doubleToRawLongBits(rank));
    }
    SHORTS.set(line, head() - Short.BYTES, (short) length);
    return line;
  }

  private Sample sample(int at) {
    byte[] line = Arrays.copyOfRange(lines, at + head(), next(lines, at));
    return new Sample(rank(lines, at), time(lines, at), line);
  }

  /** As {@link Sample#compare}, of lines that stand among others. */
  private int compare(byte[] a, int aAt, byte[] b, int bAt) {
    int order = Sample.compare(rank(a, aAt), time(a, aAt), rank(b, bAt), time(b, bAt));
    return order == 0
        ? Arrays.compareUnsigned(a, aAt + head(), next(a, aAt), b, bAt + head(), next(b, bAt))
        : order;
  }

  /** Where the last line begins, if there is one. */
  private int last() {
    int at = 0;
    for (int i = 1; i < size; i++) {
      at = next(lines, at);
    }
    return at;
  }

  /**
   * Adds the line of a log, by its time alone.
   *
   * @throws IllegalStateException if lines are kept by a rank: {@link #add(Sample)} takes those
   */
  @Override
  public int add(Document document, int field) {
    if (ranked) {
      throw new IllegalStateException("a line without a rank");
    }
    if (document.size(field) > 0 && wants(0, document.timestampMillis())) {
      add(Sample.of(document, field));
    }
    return 0;
  }

  /** Whether there is no line. */
  public boolean isEmpty() {
    return size == 0;
  }

  /** Whether there are as many lines as are ever kept. */
  public boolean isFull() {
    return size == most;
  }

  /**
   * Whether a line may be kept.
   *
   * @param rank 0 where time alone decides
   * @param timeMillis event time, in milliseconds since the epoch
   */
  public boolean wants(double rank, long timeMillis) {
    if (size < most) {
      return true;
    }
    int last = last();
    return Sample.compare(rank, timeMillis, rank(lines, last), time(lines, last)) <= 0;
  }

  /**
   * No line from this time to {@link #unwantedUntilMillis} is wanted, since enough earlier ones of
   * that minute are kept; {@link Long#MAX_VALUE} if any may be.
   *
   * @return in milliseconds since the epoch
   */
  public long unwantedFromMillis() {
    if (ranked || size < most) {
      return Long.MAX_VALUE;
    }
    long last = time(lines, last());
    return Sample.minuteOf(time(lines, 0)) == Sample.minuteOf(last) ? last + 1 : Long.MAX_VALUE;
  }

  /** See {@link #unwantedFromMillis}; {@link Long#MIN_VALUE} if there is no line. */
  public long unwantedUntilMillis() {
    return size == 0 ? Long.MIN_VALUE : Sample.minuteOf(time(lines, 0)) + Sample.MINUTE_MILLIS;
  }

  /** Adds a line; the same line of the same time is kept once. */
  public void add(Sample sample) {
    byte[] bytes = sample.bytes();
    byte[] line = begin(sample.rank(), sample.timeMillis(), bytes.length);
    System.arraycopy(bytes, 0, line, head(), bytes.length);
    insertOwn(line);
  }

  /** Inserts a line that stands alone, in an array that is not used elsewhere. */
  private void insertOwn(byte[] line) {
    if (size == 0) {
      lines = line;
      size = 1;
    } else {
      insert(line, 0);
    }
  }

  private void insert(byte[] from, int lineAt) {
    int place = 0;
    int at = 0;
    for (; place < size; place++) {
      int order = compare(lines, at, from, lineAt);
      if (order == 0) {
        return;
      }
      if (order > 0) {
        break;
      }
      at = next(lines, at);
    }
    if (place == most) {
      return;
    }
    int end = size == most ? last() : lines.length;
    int length = next(from, lineAt) - lineAt;
    byte[] more = new byte[end + length];
    System.arraycopy(lines, 0, more, 0, at);
    System.arraycopy(from, lineAt, more, at, length);
    System.arraycopy(lines, at, more, at + length, end - at);
    lines = more;
    size = (short) Math.min(size + 1, most);
  }

  @Override
  public void merge(Partial other) {
    if (!(other instanceof SamplesPartial that) || that.most != most || that.ranked != ranked) {
      throw PartialTag.mismatch(this, other);
    }
    if (size == 0) {
      lines = that.lines;
      size = that.size;
      return;
    }
    // It may be merged with itself: then this array does not change meanwhile.
    byte[] others = that.lines;
    for (int at = 0; at < others.length; at = next(others, at)) {
      insert(others, at);
    }
  }

  @Override
  public SamplesPartial copy() {
    SamplesPartial copy = new SamplesPartial(most, ranked);
    copy.lines = lines;
    copy.size = size;
    return copy;
  }

  @Override
  public void write(DataOutput out) throws IOException {
    out.writeByte(ranked ? PartialTag.EXTREMES : PartialTag.SAMPLES);
    Varint.write(most, out);
    Varint.write(size, out);
    for (int at = 0; at < lines.length; at = next(lines, at)) {
      if (ranked) {
        out.writeDouble(rank(lines, at));
      }
      Varint.writeSigned(time(lines, at), out);
      Varint.write(length(lines, at), out);
      out.write(lines, at + head(), length(lines, at));
    }
  }

  static SamplesPartial readContents(boolean ranked, DataInput in) throws IOException {
    int most = Varint.readSize(Aggregate.Samples.MOST, in);
    int size = Varint.readSize(most, in);
    SamplesPartial all = new SamplesPartial(most, ranked);
    for (int i = 0; i < size; i++) {
      all.readLine(in);
    }
    return all;
  }

  private void readLine(DataInput in) throws IOException {
    double rank = ranked ? in.readDouble() : 0;
    long timeMillis = Varint.readSigned(in);
    byte[] line = begin(rank, timeMillis, Varint.readSize(Sample.LONGEST, in));
    in.readFully(line, head(), line.length - head());
    insertOwn(line);
  }
}
