package io.tocsin.sandbox.demo;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What a demo came to.
 *
 * @param logsSent to Kafka
 * @param logsRead by the alerting job
 * @param incidents injected
 * @param fired alerts delivered as firing
 * @param ended alerts delivered as ended
 * @param recorded alerts that fired and were sent to nobody, being old when they were found
 * @param unexplained delivered alerts that no incident explains
 * @param delays from injection to delivery, ascending
 * @param checkpoints completed, by job
 */
public record Summary(
    long logsSent,
    long logsRead,
    int incidents,
    int fired,
    int ended,
    int recorded,
    int unexplained,
    List<Duration> delays,
    Map<String, Long> checkpoints) {

  /** The summary as it is shown, a line each. */
  List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add("summary");
    lines.add(number("logs sent      %,12d", logsSent));
    boolean again = logsRead > logsSent;
    lines.add(
        number("logs read      %,12d", logsRead)
            + (again ? ", some again from a checkpoint: each counts once" : ""));
    lines.add(number("incidents      %,12d", incidents));
    lines.add(number("alerts fired   %,12d", fired) + " and delivered");
    lines.add(number("alerts ended   %,12d", ended));
    if (recorded > 0) {
      lines.add(number("recorded only  %,12d", recorded) + " fired, too old to be sent to anybody");
    }
    if (unexplained > 0) {
      lines.add(number("unexplained    %,12d", unexplained) + " fired without an incident");
    }
    if (!delays.isEmpty()) {
      lines.add(
          "injection to alert: fastest %s, median %s, slowest %s"
              .formatted(
                  Narrator.seconds(delays.get(0)),
                  Narrator.seconds(delays.get(delays.size() / 2)),
                  Narrator.seconds(delays.get(delays.size() - 1))));
    }
    StringBuilder completed = new StringBuilder("checkpoints completed:");
    checkpoints.forEach(
        (job, count) -> completed.append(' ').append(job).append(' ').append(count));
    lines.add(completed.toString());
    return lines;
  }

  private static String number(String format, long value) {
    return String.format(Locale.ROOT, format, value);
  }
}
