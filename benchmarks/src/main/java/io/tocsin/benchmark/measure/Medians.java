package io.tocsin.benchmark.measure;

import java.util.List;

/** What is said of a few runs. */
public final class Medians {
  private Medians() {}

  /**
   * The one in the middle, or the mean of the two there.
   *
   * @throws IndexOutOfBoundsException if there are no values
   */
  public static double of(List<Double> values) {
    List<Double> sorted = values.stream().sorted().toList();
    int middle = sorted.size() / 2;
    return sorted.size() % 2 == 1
        ? sorted.get(middle)
        : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
  }
}
