package io.tocsin.sandbox.process;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/** What a process has printed, as far as it is shown to explain an end. */
final class ProcessLog {

  private static final int SHOWN = 15;
  private static final int SHOWN_OF_A_CRASH = 150;
  private static final int SHOWN_COLUMNS = 300;

  private ProcessLog() {}

  /** Its last lines, for the end of a sentence. */
  static String end(Path log) {
    return shown(log, "the end of ", SHOWN, false);
  }

  /**
   * More of it, from the last line that calls something fatal: Flink says what that was before it
   * lists what all of its threads are at, which is long.
   */
  static String ofCrash(Path log) {
    return shown(log, "from ", SHOWN_OF_A_CRASH, true);
  }

  private static String shown(Path log, String what, int count, boolean fromFatal) {
    try {
      List<String> lines = Files.exists(log) ? Files.readAllLines(log, UTF_8) : List.of();
      int from = Math.max(0, lines.size() - count);
      for (int i = 0; fromFatal && i < lines.size(); i++) {
        from = lines.get(i).contains("FATAL") ? i : from;
      }
      return lines.isEmpty()
          ? "; it printed nothing"
          : lines.stream()
              .skip(from)
              .limit(count)
              .map(ProcessLog::cut)
              .collect(Collectors.joining("\n  ", "; " + what + log + ":\n  ", ""));
    } catch (IOException e) {
      return "; its log " + log + " cannot be read: " + e.getMessage();
    }
  }

  private static String cut(String line) {
    return line.length() <= SHOWN_COLUMNS ? line : line.substring(0, SHOWN_COLUMNS) + "…";
  }
}
