package io.tocsin.sandbox.demo;

import java.io.PrintWriter;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * Tells what happens, a line each with its time; works on terminals and in pipes. May be called
 * from any thread.
 */
public final class Narrator {

  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss");
  private static final String CONTINUATION = "          ";
  private static final int SAMPLE_COLUMNS = 160;

  private final PrintWriter out;
  private final boolean colours;
  private final Clock clock;

  /**
   * A narrator.
   *
   * @param colours whether the output is a terminal that shows them
   * @param clock for the times of lines, in the zone in which they are shown
   */
  public Narrator(PrintWriter out, boolean colours, Clock clock) {
    this.out = out;
    this.colours = colours;
    this.clock = clock;
  }

  /** Something that happened now. */
  public synchronized void say(String line) {
    out.println(TIME.format(LocalTime.now(clock)) + "  " + line);
    out.flush();
  }

  /** More about what was said last. */
  synchronized void more(String line) {
    out.println(CONTINUATION + line);
    out.flush();
  }

  void injected(Incident incident) {
    say(paint("33", "injected: " + incident.description()));
  }

  void ended(Incident incident) {
    say(paint("33", "over: " + incident.description()));
  }

  /** What is done to the running system, of which {@link #outcome} tells what came. */
  void trial(String line) {
    say(paint("1;36", "trial: ") + line);
  }

  void outcome(String line) {
    say(paint("1;36", "outcome: ") + line);
  }

  /** An alert, as it was delivered. */
  synchronized void alert(Notice notice, String delay) {
    String what = notice.rule() + " " + group(notice);
    if (notice.firing()) {
      String value = notice.annotation("value");
      String condition = notice.annotation("condition");
      say(
          paint("1;31", "FIRING ")
              + what
              + (value.isEmpty() ? "" : ": " + value)
              + (condition.isEmpty() ? "" : " (" + condition + ")")
              + " over "
              + notice.annotation("window")
              + delay);
      tell("", notice.annotation("summary"));
      tell("log: ", notice.annotation("sample"));
    } else {
      String reason =
          notice.annotations().containsKey("withdrawn") ? "withdrawn" : notice.annotation("reason");
      say(
          paint(reason.equals("recovered") ? "1;32" : "1", "ENDED ")
              + what
              + ": "
              + reason
              + delay);
    }
  }

  /** An alert that is recorded and sent to nobody, with its own time. */
  synchronized void recorded(Notice notice) {
    String what =
        "%s %s %s of %s"
            .formatted(
                notice.firing() ? "fired:" : "ended:",
                notice.rule(),
                group(notice),
                notice.startsAt());
    if (notice.firing()) {
      say(what + ": " + notice.annotation("value") + " over " + notice.annotation("window"));
      tell("log: ", notice.annotation("sample"));
    } else {
      say(what + ": " + notice.annotation("reason"));
    }
  }

  private void tell(String label, String text) {
    if (!text.isEmpty()) {
      String line = text.lines().findFirst().orElse("");
      more(
          label
              + (line.length() <= SAMPLE_COLUMNS ? line : line.substring(0, SAMPLE_COLUMNS) + "…"));
    }
  }

  /** The labels that tell this alert from others of its rule: fields have a dot in their name. */
  private static String group(Notice notice) {
    StringBuilder text = new StringBuilder("{");
    notice
        .labels()
        .forEach(
            (name, value) -> {
              if (name.contains(".")) {
                text.append(text.length() == 1 ? "" : ", ").append(name).append("=").append(value);
              }
            });
    return text.append('}').toString();
  }

  private String paint(String code, String text) {
    return colours ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
  }

  /** Seconds with one digit. */
  static String seconds(Duration duration) {
    return String.format(Locale.ROOT, "%.1f s", duration.toMillis() / 1000.0);
  }
}
