package io.tocsin.cli;

import io.tocsin.alert.Alert;
import io.tocsin.message.MessageValues;
import io.tocsin.rule.RuleFiles;
import io.tocsin.tool.Replay;
import io.tocsin.tool.ReplayJson;
import java.io.Console;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code tocsin replay}. */
@Command(
    name = "replay",
    header = "Show what rules would have said of logs in files.",
    description = {
      "Files of ECS JSON, one log a line, each in its own order; several are merged.",
      "The alerts are settled, and have the ids that the live job gives them."
    })
final class ReplayCommand implements Callable<Integer> {
  private static final long PERCENT = 100;

  /** How the alerts are printed. */
  enum Format {
    /** For a person. */
    text,
    /** An object a line. */
    json
  }

  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--rules",
      paramLabel = "PATH",
      required = true,
      arity = "1..*",
      description = "Files and folders of rules.")
  private List<Path> rules = List.of();

  @Option(
      names = "--logs",
      paramLabel = "FILE",
      required = true,
      arity = "1..*",
      description = "Files of logs.")
  private List<Path> logs = List.of();

  @Option(
      names = "--until",
      paramLabel = "TIME",
      description = "Move the clock on to this time, such as 2026-11-20T10:05:00Z.")
  private @Nullable Instant until;

  @Option(
      names = "--format",
      paramLabel = "text|json",
      defaultValue = "text",
      description = "How to print the alerts (unless set: ${DEFAULT-VALUE}).")
  private Format format = Format.text;

  @Override
  public Integer call() {
    RuleFiles.Reading reading = RuleArguments.read(rules);
    PrintWriter err = spec.commandLine().getErr();
    if (!reading.diagnostics().isEmpty()) {
      err.println(reading.diagnostics().render());
    }
    if (reading.diagnostics().hasErrors()) {
      return ExitCode.WRONG;
    }
    Replay.Outcome outcome = replay(reading);
    PrintWriter out = spec.commandLine().getOut();
    for (Alert alert : outcome.alerts()) {
      out.println(format == Format.json ? ReplayJson.line(alert) : line(alert));
    }
    if (format == Format.text) {
      summary(outcome, out);
    }
    if (outcome.unreadable() > 0) {
      err.println(outcome.unreadable() + " lines were no logs, or had no time");
    }
    return ExitCode.FINE;
  }

  private Replay.Outcome replay(RuleFiles.Reading reading) {
    try {
      long total = 0;
      for (Path file : logs) {
        total += Files.size(file);
      }
      Long untilMillis = until == null ? null : Long.valueOf(until.toEpochMilli());
      return Replay.run(
          reading.rules(), logs, untilMillis, System.currentTimeMillis(), progress(total));
    } catch (IOException e) {
      throw RuleArguments.unreadable(e);
    }
  }

  /** A line that is written over and over, where there is a terminal to see it. */
  private static LongConsumer progress(long total) {
    Console console = System.console();
    if (console == null) {
      return bytes -> {};
    }
    return bytes -> {
      System.err.print("\r" + PERCENT * bytes / Math.max(1, total) + " % read ");
      System.err.flush();
    };
  }

  private static String line(Alert alert) {
    Long resolvedAt = alert.resolvedAt();
    String end =
        resolvedAt == null || alert.reason() == null
            ? "firing"
            : "ended " + Instant.ofEpochMilli(resolvedAt) + " (" + alert.reason().text() + ")";
    String group = alert.group().isEmpty() ? "" : " " + alert.group();
    String level = alert.level() == null ? "" : " " + alert.level();
    return "%s  %s%s%s  value %s, peak %s, %s"
        .formatted(
            Instant.ofEpochMilli(alert.startsAt()),
            alert.rule(),
            group,
            level,
            MessageValues.number(alert, alert.value()),
            MessageValues.number(alert, alert.peak()),
            end);
  }

  /** How often each rule would have notified: when it fired, and when that was over. */
  private static void summary(Replay.Outcome outcome, PrintWriter out) {
    Map<String, Long> notifications = new TreeMap<>();
    for (Alert alert : outcome.alerts()) {
      long times = alert.resolvedAt() == null ? 1 : 2;
      notifications.merge(alert.rule(), times, Long::sum);
    }
    out.printf("%d logs, %d alerts%n", outcome.logs(), outcome.alerts().size());
    if (outcome.tooLate() > 0) {
      out.printf("%d times a log was too late to be counted%n", outcome.tooLate());
    }
    if (outcome.overLimit() > 0) {
      out.printf(
          "%d times a log was left out, because its rule has more groups than limits.groups%n",
          outcome.overLimit());
    }
    notifications.forEach(
        (rule, times) -> out.printf("  %s would have notified %d times%n", rule, times));
  }
}
