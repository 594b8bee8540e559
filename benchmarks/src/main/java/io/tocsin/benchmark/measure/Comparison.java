package io.tocsin.benchmark.measure;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Cases that are run in turns, so that what disturbs the machine disturbs them all alike. The first
 * turns warm up and are not counted.
 */
public final class Comparison {
  private final String title;
  private final List<Entry> entries = new ArrayList<>();

  private record Entry(Runs runs, Measured run) {}

  /** Something that can be run and measured. */
  @FunctionalInterface
  public interface Measured {
    /** Runs it once. */
    Run run() throws Exception;
  }

  /** A comparison without cases. */
  public Comparison(String title) {
    this.title = title;
  }

  /** What is compared. */
  public String title() {
    return title;
  }

  /** Adds a case; returns its runs, of which there are none yet. */
  public Runs add(String name, Measured run) {
    Entry entry = new Entry(new Runs(name), run);
    entries.add(entry);
    return entry.runs();
  }

  /**
   * Runs all cases in turns.
   *
   * @param warmUps how often each is run before; for a fair share of a run in a cold process goes
   *     to Java's compiler, and a job runs for months
   * @param turns how often each is run and counted
   * @param progress is told the name of a case when its run begins
   */
  public void run(int warmUps, int turns, Consumer<String> progress) throws Exception {
    for (int turn = 1 - warmUps; turn <= turns; turn++) {
      for (Entry entry : entries) {
        progress.accept(
            (turn <= 0 ? "warming up: " : turn + "/" + turns + ": ") + entry.runs.name());
        Run run = entry.run.run();
        if (turn > 0) {
          entry.runs.add(run);
        }
      }
    }
  }

  /** The cases in the order in which they were added. */
  public List<Runs> all() {
    return entries.stream().map(Entry::runs).toList();
  }
}
