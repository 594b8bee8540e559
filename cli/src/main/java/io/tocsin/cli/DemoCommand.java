package io.tocsin.cli;

import io.tocsin.sandbox.demo.Demo;
import io.tocsin.sandbox.demo.DemoOptions;
import io.tocsin.sandbox.demo.Narrator;
import io.tocsin.sandbox.demo.Summary;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code tocsin demo}. */
@Command(
    name = "demo",
    header = "Run the whole system on this machine and show its alerts.",
    description = {
      "Starts Kafka, Elasticsearch, S3 and Flink, submits the three jobs, sends logs with incidents",
      "in them and shows the alerts. Then it kills a TaskManager and Kafka, edits a rule under way,",
      "and replays what it sent. Ctrl-C ends it and leaves nothing behind.",
      "With --for and without --logs it ends with 1 if no alert was delivered."
    })
final class DemoCommand implements Callable<Integer> {

  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--for",
      paramLabel = "TIME",
      converter = DurationConverter.class,
      description = "End by itself this long after the jobs run, such as 3m, with a summary.")
  private @Nullable Duration length;

  @Option(
      names = "--short",
      description =
          "Leave out the second half, in which parts are killed and a rule is edited; so do --logs,"
              + " and --for below 8m.")
  private boolean brief;

  @Option(
      names = "--logs",
      paramLabel = "FILE",
      description = "Play a file of ECS JSON logs, one a line, instead of made-up traffic.")
  private @Nullable Path logs;

  @Override
  public Integer call() {
    if (logs != null && !Files.isReadable(logs)) {
      throw CommandFailure.usage("cannot read " + logs + "; name a file of ECS JSON logs");
    }
    if (logs != null && (Files.isDirectory(logs) || logs.toFile().length() == 0)) {
      throw CommandFailure.usage(logs + " holds no logs; name a file of ECS JSON logs");
    }
    boolean colours = System.console() != null && System.getenv("NO_COLOR") == null;
    Narrator narrator =
        new Narrator(spec.commandLine().getOut(), colours, Clock.systemDefaultZone());
    Demo demo = new Demo(DemoOptions.of(length, logs, brief), narrator);
    Thread onInterrupt = new Thread(demo::stop, "stop");
    Runtime.getRuntime().addShutdownHook(onInterrupt);
    Summary summary = demo.run();
    if (length != null && logs == null && summary.fired() == 0) {
      throw CommandFailure.wrong("no alert was delivered within " + length.toSeconds() + " s");
    }
    return ExitCode.FINE;
  }
}
