package io.tocsin.aggregate;

import io.tocsin.document.Document;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * What some of the logs of a series come to.
 *
 * <p>Merging is commutative and associative in everything that is read of a partial, so that
 * partials can be made anywhere and merged in any order. Not thread-safe.
 */
public sealed interface Partial
    permits CountPartial,
        NumberPartial,
        DistinctPartial,
        SamplesPartial,
        TopPartial,
        TopicsPartial {

  /** A partial of no logs. */
  static Partial of(Aggregate aggregate) {
    if (aggregate instanceof Aggregate.Count) {
      return new CountPartial();
    }
    if (aggregate instanceof Aggregate.Sum) {
      return new SumPartial();
    }
    if (aggregate instanceof Aggregate.Min) {
      return new ExtremePartial(false);
    }
    if (aggregate instanceof Aggregate.Max) {
      return new ExtremePartial(true);
    }
    if (aggregate instanceof Aggregate.Distinct) {
      return new DistinctPartial();
    }
    if (aggregate instanceof Aggregate.Quantiles) {
      return new QuantilesPartial();
    }
    if (aggregate instanceof Aggregate.Samples samples) {
      return new SamplesPartial(samples.lines(), false);
    }
    if (aggregate instanceof Aggregate.Extremes extremes) {
      return new SamplesPartial(extremes.lines(), true);
    }
    if (aggregate instanceof Aggregate.Top) {
      return new TopPartial();
    }
    if (aggregate instanceof Aggregate.Topics) {
      return new TopicsPartial();
    }
    throw new IllegalArgumentException("no partial for " + aggregate);
  }

  /**
   * Adds a log.
   *
   * @param field the ordinal of {@link Aggregate#field} in the document's index; of an aggregate
   *     that reads none, not looked at
   * @return how many of the field's values could not be used, such as text where numbers are summed
   */
  int add(Document document, int field);

  /**
   * Adds what another partial of the same aggregate has, which is left as it is.
   *
   * @throws IllegalArgumentException if the other is of another aggregate
   */
  void merge(Partial other);

  /** One with the same contents that shares nothing with this. */
  Partial copy();

  /** Writes what {@link #read} reads. */
  void write(DataOutput out) throws IOException;

  /**
   * Reads a partial.
   *
   * @throws IOException also if what is there is no partial, or one of a later version
   */
  static Partial read(DataInput in) throws IOException {
    int tag = in.readUnsignedByte();
    return switch (tag) {
      case PartialTag.COUNT -> CountPartial.readContents(in);
      case PartialTag.SUM -> SumPartial.readContents(in);
      case PartialTag.MIN -> ExtremePartial.readContents(false, in);
      case PartialTag.MAX -> ExtremePartial.readContents(true, in);
      case PartialTag.DISTINCT -> DistinctPartial.readContents(in);
      case PartialTag.QUANTILES -> QuantilesPartial.readContents(in);
      case PartialTag.SAMPLES -> SamplesPartial.readContents(false, in);
      case PartialTag.EXTREMES -> SamplesPartial.readContents(true, in);
      case PartialTag.TOP -> TopPartial.readContents(in);
      case PartialTag.TOPICS -> TopicsPartial.readContents(in);
      default -> throw new IOException("unknown kind or version of partial: " + tag);
    };
  }
}
