package io.tocsin.benchmark.measure;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** The runs of one case, between which those of others were made. */
public final class Runs {
  private final String name;
  private final List<Run> all = new ArrayList<>();

  /** No runs yet. */
  public Runs(String name) {
    this.name = name;
  }

  /** What was run, for a person. */
  public String name() {
    return name;
  }

  /** Adds a run. */
  public void add(Run run) {
    all.add(run);
  }

  /**
   * The median of a figure.
   *
   * @throws IndexOutOfBoundsException if there are no runs
   */
  public double median(ToDoubleFunction<Run> figure) {
    return Medians.of(all.stream().map(figure::applyAsDouble).toList());
  }

  /** How far the slowest and the fastest run lie apart, as a share of the median. */
  public double spread() {
    double fastest = all.stream().max(Comparator.comparingDouble(Run::rate)).orElseThrow().rate();
    double slowest = all.stream().min(Comparator.comparingDouble(Run::rate)).orElseThrow().rate();
    return (fastest - slowest) / median(Run::rate);
  }

  /** One line for the terminal and the table: the name and its figures, ending in a ratio. */
  public String line(Runs base) {
    return "%-34s %,11.0f logs/s %,11.0f per CPU-s %7.0f B/log %6.0f ms GC  spread %3.0f%%  %5.2f"
        .formatted(
            name,
            median(Run::rate),
            median(Run::perCpuSecond),
            median(Run::bytesPerLog),
            median(run -> run.used().gcMillis()),
            100 * spread(),
            ratio(base));
  }

  /** How fast this is, of something else in the same session. */
  public double ratio(Runs base) {
    return median(Run::rate) / base.median(Run::rate);
  }
}
