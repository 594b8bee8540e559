package io.tocsin.aggregate;

import com.datadoghq.sketch.ddsketch.mapping.CubicallyInterpolatedMapping;
import com.datadoghq.sketch.ddsketch.mapping.IndexMapping;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Arrays;
import java.util.OptionalDouble;

/**
 * The distribution of a field's numbers: exact to {@value #EXACT} of them, then a DDSketch.
 *
 * <p>The value at a rank is within 1 % of the true one. Which of the two forms a partial has
 * depends on how many numbers there are, and its bins on the numbers alone, so an answer never
 * depends on order. The bins are unbounded, but each takes a log of its own.
 *
 * @see <a href="https://arxiv.org/abs/1908.10693">Masson, Rim, Lee, DDSketch: A Fast and
 *     Fully-Mergeable Quantile Sketch with Relative-Error Guarantees, 2019</a>
 */
public final class QuantilesPartial extends NumberPartial {
  /** Distributions of up to this many numbers are kept as they are. */
  public static final int EXACT = 128;

  /**
   * Computes logarithms by arithmetic alone, not by a library function whose last bit a platform
   * may choose.
   */
  private static final IndexMapping MAPPING = new CubicallyInterpolatedMapping(0.01);

  /** Of numbers from one to ten million million, as nanoseconds of requests are. */
  static final int FULL_BYTES = 5_000;

  private double[] exact = new double[4];
  private long values;
  private Bins positive = new Bins();
  private Bins negative = new Bins();

  QuantilesPartial() {}

  /** How many numbers there are. */
  public long values() {
    return values;
  }

  /**
   * The number at rank ⌈qn⌉ of n in ascending order; empty if there is none.
   *
   * @param quantile above 0, and at most 1
   */
  public OptionalDouble quantile(double quantile) {
    if (values == 0) {
      return OptionalDouble.empty();
    }
    // In decimal: 0.07 times 100 is 7, and not a little more.
    long rank =
        BigDecimal.valueOf(quantile)
            .multiply(BigDecimal.valueOf(values))
            .setScale(0, RoundingMode.CEILING)
            .longValueExact();
    return OptionalDouble.of(atRank(Math.max(1, Math.min(values, rank))));
  }

  private double atRank(long rank) {
    if (isExact()) {
      double[] sorted = Arrays.copyOf(exact, (int) values);
      Arrays.sort(sorted);
      return sorted[(int) rank - 1];
    }
    long below = 0;
    for (int bin = negative.size() - 1; bin >= 0; bin--) {
      below += negative.count(bin);
      if (below >= rank) {
        return -MAPPING.value(negative.index(bin));
      }
    }
    below = values - positive.total();
    if (below >= rank) {
      return 0;
    }
    int bin = -1;
    while (below < rank) {
      below += positive.count(++bin);
    }
    return MAPPING.value(positive.index(bin));
  }

  private boolean isExact() {
    return values <= EXACT;
  }

  @Override
  void addInteger(long value) {
    addDecimal(value);
  }

  @Override
  void addDecimal(double value) {
    if (values < EXACT) {
      if (values == exact.length) {
        exact = Arrays.copyOf(exact, 2 * exact.length);
      }
      exact[(int) values++] = value;
      return;
    }
    toBins();
    addToBins(value);
    values++;
  }

  /** Moves the numbers that are kept as they are, if any, to the bins. */
  private void toBins() {
    if (isExact()) {
      for (int i = 0; i < values; i++) {
        addToBins(exact[i]);
      }
      exact = new double[0];
    }
  }

  private void addToBins(double value) {
    double amount = Math.min(Math.abs(value), MAPPING.maxIndexableValue());
    if (amount >= MAPPING.minIndexableValue()) {
      (value > 0 ? positive : negative).add(MAPPING.index(amount), 1);
    }
  }

  @Override
  public void merge(Partial other) {
    if (!(other instanceof QuantilesPartial that)) {
      throw PartialTag.mismatch(this, other);
    }
    if (that.isExact()) {
      for (int i = 0; i < that.values; i++) {
        addDecimal(that.exact[i]);
      }
      return;
    }
    toBins();
    positive.addAll(that.positive);
    negative.addAll(that.negative);
    values += that.values;
  }

  @Override
  public QuantilesPartial copy() {
    QuantilesPartial copy = new QuantilesPartial();
    copy.exact = exact.clone();
    copy.values = values;
    copy.positive = positive.copy();
    copy.negative = negative.copy();
    return copy;
  }

  @Override
  public void write(DataOutput out) throws IOException {
    out.writeByte(PartialTag.QUANTILES);
    Varint.write(values, out);
    if (isExact()) {
      for (int i = 0; i < values; i++) {
        out.writeDouble(exact[i]);
      }
    } else {
      positive.write(out);
      negative.write(out);
    }
  }

  static QuantilesPartial readContents(DataInput in) throws IOException {
    QuantilesPartial partial = new QuantilesPartial();
    long values = Varint.read(in);
    if (values <= EXACT) {
      for (int i = 0; i < values; i++) {
        partial.addDecimal(in.readDouble());
      }
      return partial;
    }
    partial.exact = new double[0];
    partial.values = values;
    partial.positive = Bins.read(in);
    partial.negative = Bins.read(in);
    return partial;
  }
}
