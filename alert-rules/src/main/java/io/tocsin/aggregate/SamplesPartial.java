package io.tocsin.aggregate;

import io.tocsin.document.Document;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * The messages of the latest logs. Of logs of the same time, those whose bytes come first are kept,
 * so that the choice depends on the logs alone.
 */
public final class SamplesPartial implements Partial {
  private final int most;
  private final List<Sample> samples;

  SamplesPartial(int most) {
    this(most, new ArrayList<>());
  }

  private SamplesPartial(int most, List<Sample> samples) {
    this.most = most;
    this.samples = samples;
  }

  /** The lines, the latest first. */
  public List<Sample> samples() {
    return Collections.unmodifiableList(samples);
  }

  @Override
  public int add(Document document, int field) {
    if (document.size(field) > 0 && wants(document.timestampMillis())) {
      add(Sample.of(document, field));
    }
    return 0;
  }

  /** Whether a line of this time, in milliseconds since the epoch, may be kept. */
  public boolean wants(long timeMillis) {
    return samples.size() < most || timeMillis >= samples.get(most - 1).timeMillis();
  }

  /** Adds a line. */
  public void add(Sample sample) {
    int found = Collections.binarySearch(samples, sample, Sample.LATEST_FIRST);
    samples.add(found < 0 ? -found - 1 : found, sample);
    if (samples.size() > most) {
      samples.remove(most);
    }
  }

  @Override
  public void merge(Partial other) {
    if (!(other instanceof SamplesPartial that) || that.most != most) {
      throw PartialTag.mismatch(this, other);
    }
    // A copy, since a partial may be merged with itself.
    List.copyOf(that.samples).forEach(this::add);
  }

  @Override
  public SamplesPartial copy() {
    return new SamplesPartial(most, new ArrayList<>(samples));
  }

  @Override
  public void write(DataOutput out) throws IOException {
    out.writeByte(PartialTag.SAMPLES);
    Varint.write(most, out);
    Varint.write(samples.size(), out);
    for (Sample sample : samples) {
      Varint.writeSigned(sample.timeMillis(), out);
      Varint.write(sample.bytes().length, out);
      out.write(sample.bytes());
    }
  }

  static SamplesPartial readContents(DataInput in) throws IOException {
    int most = Varint.readSize(Aggregate.Samples.MOST, in);
    int size = Varint.readSize(most, in);
    List<Sample> samples = new ArrayList<>(size);
    for (int i = 0; i < size; i++) {
      long timeMillis = Varint.readSigned(in);
      byte[] line = new byte[Varint.readSize(Sample.LONGEST, in)];
      in.readFully(line);
      samples.add(new Sample(timeMillis, line));
    }
    return new SamplesPartial(most, samples);
  }
}
