package io.tocsin.benchmark.measure;

import java.util.List;

/**
 * What came of a comparison.
 *
 * @param title what was compared
 * @param runs each case
 * @param base what the ratios are of
 */
public record Table(String title, List<Runs> runs, Runs base) {

  /** For the terminal: a line for each case, ending in its ratio. */
  public String text() {
    StringBuilder text = new StringBuilder(title + "\n");
    runs.forEach(one -> text.append("  ").append(one.line(base)).append('\n'));
    return text.toString();
  }

  /** For a page. */
  public String markdown() {
    StringBuilder text = new StringBuilder("### " + title + "\n\n");
    text.append(
        "| case | logs/s | logs per CPU-second | bytes allocated a log | ms of GC | spread |");
    text.append(" ratio |\n|---|---|---|---|---|---|---|\n");
    for (Runs one : runs) {
      text.append(
          "| %s | %,.0f | %,.0f | %.0f | %.0f | %.0f %% | %.2f |%n"
              .formatted(
                  one.name(),
                  one.median(Run::rate),
                  one.median(Run::perCpuSecond),
                  one.median(Run::bytesPerLog),
                  one.median(run -> run.used().gcMillis()),
                  100 * one.spread(),
                  one.ratio(base)));
    }
    return text.append('\n').toString();
  }
}
