package io.tocsin.aggregate;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/**
 * A number as the exact sum of doubles that do not overlap, in ascending order of magnitude.
 *
 * <p>The number is one; its terms depend on the order of what was added.
 *
 * @see <a href="https://people.eecs.berkeley.edu/~jrs/papers/robustr.pdf">Shewchuk, Adaptive
 *     Precision Floating-Point Arithmetic, 1997: GROW-EXPANSION with zero elimination</a>
 */
final class Expansion {
  /** Terms do not overlap, so that the exponents of a double hold no more of them. */
  private static final int MOST_TERMS = 64;

  private static final double[] NONE = {};

  private double[] terms = NONE;
  private int size;

  int size() {
    return size;
  }

  double term(int index) {
    return terms[index];
  }

  /** The amount of the greatest term, which is within a factor of 2 of the number's. */
  double magnitude() {
    return size == 0 ? 0 : Math.abs(terms[size - 1]);
  }

  /** Adds a number; neither it nor the sum may come near the greatest double. */
  void add(double value) {
    double carried = value;
    int kept = 0;
    for (int i = 0; i < size; i++) {
      double smaller = terms[i];
      double greater = carried;
      if (Math.abs(greater) < Math.abs(smaller)) {
        smaller = carried;
        greater = terms[i];
      }
      carried = greater + smaller;
      double error = smaller - (carried - greater);
      if (error != 0) {
        terms[kept++] = error;
      }
    }
    if (carried != 0) {
      if (kept == terms.length) {
        terms = Arrays.copyOf(terms, Math.max(2, 2 * kept));
      }
      terms[kept++] = carried;
    }
    size = kept;
  }

  /**
   * The nearest double, ties to even.
   *
   * @see <a href="https://code.activestate.com/recipes/393090/">Hettinger, Peters: Binary floating
   *     point summation accurate to full precision, as Python's {@code math.fsum} has it</a>
   */
  double rounded() {
    if (size == 0) {
      return 0;
    }
    int rest = size - 1;
    double sum = terms[rest];
    double error = 0;
    while (rest > 0 && error == 0) {
      double before = sum;
      double next = terms[--rest];
      sum = before + next;
      error = next - (sum - before);
    }
    // What was cut off is exactly half a unit: the terms below say which way is nearer.
    boolean moreBelow =
        rest > 0 && (error < 0 && terms[rest - 1] < 0 || error > 0 && terms[rest - 1] > 0);
    if (moreBelow) {
      double twice = 2 * error;
      double other = sum + twice;
      if (twice == other - sum) {
        return other;
      }
    }
    return sum;
  }

  Expansion copy() {
    Expansion copy = new Expansion();
    copy.terms = size == 0 ? NONE : Arrays.copyOf(terms, size);
    copy.size = size;
    return copy;
  }

  void write(DataOutput out) throws IOException {
    Varint.write(size, out);
    for (int i = 0; i < size; i++) {
      out.writeDouble(terms[i]);
    }
  }

  static Expansion read(DataInput in) throws IOException {
    Expansion expansion = new Expansion();
    expansion.size = Varint.readSize(MOST_TERMS, in);
    expansion.terms = new double[expansion.size];
    for (int i = 0; i < expansion.size; i++) {
      expansion.terms[i] = in.readDouble();
      if (!Double.isFinite(expansion.terms[i])) {
        throw new IOException("not a term of a sum: " + expansion.terms[i]);
      }
    }
    return expansion;
  }
}
