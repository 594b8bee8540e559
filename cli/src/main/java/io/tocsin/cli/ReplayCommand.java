package io.tocsin.cli;

import io.tocsin.document.SourceFormat;
import io.tocsin.document.SourceSpec;
import io.tocsin.rule.RuleFiles;
import io.tocsin.rule.RuleSet;
import io.tocsin.search.ElasticsearchLogs;
import io.tocsin.search.SearchException;
import io.tocsin.tool.LogFile;
import io.tocsin.tool.LogInput;
import io.tocsin.tool.Replay;
import java.io.Console;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.LongConsumer;
import org.elasticsearch.client.RestClient;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code tocsin replay}. */
@Command(
    name = "replay",
    header = "Show what rules would have said of logs in files, or of those that are indexed.",
    description = {
      "Files hold one log a line, each in its own order; several are merged. What is indexed is read",
      "in the order of time. The alerts are settled, and have the ids that the live job gives them."
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
      names = "--against",
      paramLabel = "PATH",
      arity = "1..*",
      description = {
        "Other files and folders of rules, such as those in force. What is printed then is what",
        "--rules adds to what they say (+), takes from it (-) and changes in it (~)."
      })
  private List<Path> against = List.of();

  @Option(names = "--logs", paramLabel = "FILE", arity = "1..*", description = "Files of logs.")
  private List<Path> logs = List.of();

  @Mixin private ElasticsearchInput elasticsearch = new ElasticsearchInput();

  @Mixin private SourceOption source = new SourceOption();

  @Option(
      names = "--until",
      paramLabel = "TIME",
      converter = InstantConverter.class,
      description = {
        "Move the clock on to this time, such as 2026-11-20T10:05:00Z; of what is indexed, read what",
        "is earlier."
      })
  private @Nullable Instant until;

  @Option(
      names = "--format",
      paramLabel = "text|json",
      defaultValue = "text",
      description = "How to print the alerts (unless set: ${DEFAULT-VALUE}).")
  private Format format = Format.text;

  @Override
  public Integer call() throws IOException {
    if (elasticsearch.isWanted() == !logs.isEmpty()) {
      throw CommandFailure.usage(
          "name the logs: --logs FILE or --from-elasticsearch URL, one of them");
    }
    List<RuleSet> ruleSets = new ArrayList<>();
    for (List<Path> paths : against.isEmpty() ? List.of(rules) : List.of(rules, against)) {
      RuleFiles.Reading reading = RuleArguments.read(paths);
      if (!reading.diagnostics().isEmpty()) {
        spec.commandLine().getErr().println(reading.diagnostics().render());
      }
      if (reading.diagnostics().hasErrors()) {
        return ExitCode.WRONG;
      }
      ruleSets.add(reading.rules());
    }
    report(ruleSets, elasticsearch.isWanted() ? indexed(ruleSets) : files(ruleSets));
    return ExitCode.FINE;
  }

  private void report(List<RuleSet> ruleSets, List<Replay.Outcome> outcomes) {
    PrintWriter out = spec.commandLine().getOut();
    ReplayReport report = new ReplayReport(out, format == Format.json);
    Replay.Outcome outcome = outcomes.get(0);
    if (against.isEmpty()) {
      report.alerts(ruleSets.get(0), outcome);
    } else {
      report.difference(ruleSets.get(0), outcome, ruleSets.get(1), outcomes.get(1));
    }
    if (outcome.unreadable() > 0) {
      spec.commandLine()
          .getErr()
          .println(outcome.unreadable() + " records were no logs, or had no time");
    }
  }

  private List<Replay.Outcome> files(List<RuleSet> ruleSets) {
    SourceSpec how = source.spec();
    List<LogInput> open = new ArrayList<>();
    try {
      try {
        long total = 0;
        for (Path file : logs) {
          total += Files.size(file);
          open.add(new LogFile(file));
        }
        return Replay.run(ruleSets, open, options(how, total));
      } finally {
        for (LogInput file : open) {
          file.close();
        }
      }
    } catch (IOException e) {
      throw RuleArguments.unreadable(e);
    }
  }

  private List<Replay.Outcome> indexed(List<RuleSet> ruleSets) throws IOException {
    try (RestClient client =
            Connections.elasticsearch(elasticsearch.connection(source.settings()));
        ElasticsearchLogs input = elasticsearch.open(client, until, Clock.systemUTC().instant())) {
      SourceSpec asIndexed = SourceSpec.of(SourceFormat.ECS);
      return Replay.run(ruleSets, List.of(input), options(asIndexed, input.total()));
    } catch (SearchException e) {
      throw CommandFailure.outside(String.valueOf(e.getMessage()), e);
    }
  }

  private Replay.Options options(SourceSpec how, long total) {
    Long untilMillis = until == null ? null : Long.valueOf(until.toEpochMilli());
    return Replay.Options.at(Clock.systemUTC().millis())
        .of(how)
        .until(untilMillis)
        .telling(progress(total));
  }

  /** A line that is written over and over, where there is a terminal to see it. */
  private static LongConsumer progress(long total) {
    Console console = System.console();
    if (console == null) {
      return position -> {};
    }
    return position -> {
      System.err.print("\r" + PERCENT * position / Math.max(1, total) + " % read ");
      System.err.flush();
    };
  }
}
