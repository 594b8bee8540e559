package io.tocsin.aggregate;

import io.tocsin.document.Document;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * The messages of the latest logs, or of those with the most extreme numbers in a field. Of logs
 * with the same number the latest are kept, and of those of one time the ones whose bytes come
 * first, so that the choice depends on the logs alone.
 */
public final class SamplesPartial implements Partial {
  private final int most;
  private final boolean ranked;
  private final List<Sample> samples;

  /**
   * No lines yet.
   *
   * @param ranked whether the lines have ranks, and are not merely the latest
   */
  SamplesPartial(int most, boolean ranked) {
    this(most, ranked, new ArrayList<>());
  }

  private SamplesPartial(int most, boolean ranked, List<Sample> samples) {
    this.most = most;
    this.ranked = ranked;
    this.samples = samples;
  }

  /** Whether lines are kept by a rank, and not by time alone. */
  boolean isRanked() {
    return ranked;
  }

  /** The lines, the latest or the most extreme first. */
  public List<Sample> samples() {
    return Collections.unmodifiableList(samples);
  }

  /**
   * Adds the line of a log, as one of the latest.
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
   * @param rank 0 where the latest are kept
   * @param timeMillis event time, in milliseconds since the epoch
   */
  public boolean wants(double rank, long timeMillis) {
    if (samples.size() < most) {
      return true;
    }
    Sample last = samples.get(most - 1);
    return rank > last.rank() || rank == last.rank() && timeMillis >= last.timeMillis();
  }

  /** Adds a line. */
  public void add(Sample sample) {
    int found = Collections.binarySearch(samples, sample, Sample.IN_ORDER);
    samples.add(found < 0 ? -found - 1 : found, sample);
    if (samples.size() > most) {
      samples.remove(most);
    }
  }

  @Override
  public void merge(Partial other) {
    if (!(other instanceof SamplesPartial that) || that.most != most || that.ranked != ranked) {
      throw PartialTag.mismatch(this, other);
    }
    // A copy, since a partial may be merged with itself.
    List.copyOf(that.samples).forEach(this::add);
  }

  @Override
  public SamplesPartial copy() {
    return new SamplesPartial(most, ranked, new ArrayList<>(samples));
  }

  @Override
  public void write(DataOutput out) throws IOException {
    out.writeByte(ranked ? PartialTag.EXTREMES : PartialTag.SAMPLES);
    Varint.write(most, out);
    Varint.write(samples.size(), out);
    for (Sample sample : samples) {
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
    List<Sample> samples = new ArrayList<>(size);
    for (int i = 0; i < size; i++) {
      double rank = ranked ? in.readDouble() : 0;
      long timeMillis = Varint.readSigned(in);
      byte[] line = new byte[Varint.readSize(Sample.LONGEST, in)];
      in.readFully(line);
      samples.add(new Sample(rank, timeMillis, line));
    }
    return new SamplesPartial(most, ranked, samples);
  }
}
