package io.tocsin.benchmark.measure;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.stream.LongStream;

/** Times that were measured, in milliseconds, and how they are spread. */
public final class Latencies {
  private static final long[] EDGES = {50, 100, 200, 300, 400, 500, 750, 1_000, 1_500, 3_000};
  private static final int WIDTH = 50;

  private final long[] sorted;

  private Latencies(long[] sorted) {
    this.sorted = sorted;
  }

  /** These times, in any order. */
  public static Latencies of(Collection<Long> millis) {
    return new Latencies(millis.stream().mapToLong(Long::longValue).sorted().toArray());
  }

  /** The value at this rank, from 0 to 1; -1 if nothing was measured. */
  public long at(double quantile) {
    int rank = (int) Math.ceil(quantile * sorted.length) - 1;
    return sorted.length == 0 ? -1 : sorted[Math.max(0, rank)];
  }

  /** One line. */
  public String summary() {
    return "n=%d  p50=%d ms  p90=%d ms  p99=%d ms  max=%d ms"
        .formatted(sorted.length, at(0.5), at(0.9), at(0.99), at(1));
  }

  /** A line for each range of times. */
  public List<String> histogram() {
    long[] edges = LongStream.concat(Arrays.stream(EDGES), LongStream.of(Long.MAX_VALUE)).toArray();
    String[] lines = new String[edges.length];
    long from = 0;
    for (int i = 0; i < edges.length; i++) {
      long low = from;
      long high = edges[i];
      long count = Arrays.stream(sorted).filter(each -> each >= low && each < high).count();
      int bar = (int) Math.ceil((double) WIDTH * count / Math.max(1, sorted.length));
      String range = high == Long.MAX_VALUE ? "from " + low : "under " + high;
      lines[i] = "%12s ms %6d %s".formatted(range, count, "#".repeat(bar));
      from = high;
    }
    return List.of(lines);
  }
}
