package io.tocsin.aggregate;

import io.tocsin.document.Document;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The messages of the first logs of the newest minute (and of the minute before, while there are
 * too few), or of those with the most extreme numbers in a field. Which are kept depends on the
 * logs alone, and not on the order in which they come.
 */
public final class SamplesPartial implements Partial {
  private static final @Nullable Sample[] NONE = new Sample[0];

  private final int most;
  private final boolean ranked;

  /** In order; an array, because logs come in the order of time, so that most go in in front. */
  private @Nullable Sample[] samples = NONE;

  private int size;

  /**
   * No lines yet.
   *
   * @param ranked whether the lines have ranks, and time does not decide alone
   */
  SamplesPartial(int most, boolean ranked) {
    this.most = most;
    this.ranked = ranked;
  }

  /** Whether lines are kept by a rank, and not by time alone. */
  boolean isRanked() {
    return ranked;
  }

  /** The lines, those of the newest minute or the most extreme first. */
  public List<Sample> samples() {
    List<Sample> list = new ArrayList<>(size);
    for (int i = 0; i < size; i++) {
      list.add(at(i));
    }
    return list;
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
    return at(most - 1).yieldsTo(rank, timeMillis);
  }

  /**
   * No line from this time to {@link #unwantedUntilMillis} is wanted, since enough earlier ones of
   * that minute are kept; {@link Long#MAX_VALUE} if any may be.
   *
   * @return in milliseconds since the epoch
   */
  public long unwantedFromMillis() {
    boolean full = !ranked && size == most && at(0).minuteMillis() == at(most - 1).minuteMillis();
    return full ? at(most - 1).timeMillis() + 1 : Long.MAX_VALUE;
  }

  /** See {@link #unwantedFromMillis}; {@link Long#MIN_VALUE} if there is no line. */
  public long unwantedUntilMillis() {
    return size == 0 ? Long.MIN_VALUE : at(0).minuteMillis() + Sample.MINUTE_MILLIS;
  }

  /** Adds a line; the same line of the same time is kept once. */
  public void add(Sample sample) {
    int place = 0;
    while (place < size && Sample.IN_ORDER.compare(at(place), sample) < 0) {
      place++;
    }
    if (place == most || place < size && Sample.IN_ORDER.compare(at(place), sample) == 0) {
      return;
    }
    if (size == samples.length && size < most) {
      samples = Arrays.copyOf(samples, Math.min(most, Math.max(1, 2 * size)));
    }
    int kept = Math.min(size, most - 1);
    System.arraycopy(samples, place, samples, place + 1, kept - place);
    samples[place] = sample;
    size = kept + 1;
  }

  private Sample at(int place) {
    return Objects.requireNonNull(samples[place]);
  }

  @Override
  public void merge(Partial other) {
    if (!(other instanceof SamplesPartial that) || that.most != most || that.ranked != ranked) {
      throw PartialTag.mismatch(this, other);
    }
    // A copy, since a partial may be merged with itself.
    that.samples().forEach(this::add);
  }

  @Override
  public SamplesPartial copy() {
    SamplesPartial copy = new SamplesPartial(most, ranked);
    copy.samples = Arrays.copyOf(samples, size);
    copy.size = size;
    return copy;
  }

  @Override
  public void write(DataOutput out) throws IOException {
    out.writeByte(ranked ? PartialTag.EXTREMES : PartialTag.SAMPLES);
    Varint.write(most, out);
    Varint.write(size, out);
    for (int i = 0; i < size; i++) {
      Sample sample = at(i);
      if (ranked) {
        out.writeDouble(sample.rank());
      }
      Varint.writeSigned(sample.timeMillis(), out);
      Varint.write(sample.bytes().length, out);
      out.write(sample.bytes());
    }
  }

  static SamplesPartial readContents(boolean ranked, DataInput in) throws IOException {
    int most = Varint.readSize(Aggregate.Samples.MOST, in);
    int size = Varint.readSize(most, in);
    SamplesPartial lines = new SamplesPartial(most, ranked);
    for (int i = 0; i < size; i++) {
      double rank = ranked ? in.readDouble() : 0;
      long timeMillis = Varint.readSigned(in);
      byte[] line = new byte[Varint.readSize(Sample.LONGEST, in)];
      in.readFully(line);
      lines.add(new Sample(rank, timeMillis, line));
    }
    return lines;
  }
}
