package io.tocsin.cli;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The {@code tocsin} command. */
@Command(
    name = "tocsin",
    description = "Real-time log alerting on Apache Flink.",
    version = "tocsin 0.1.0",
    subcommands = {
      DemoCommand.class,
      CheckCommand.class,
      TestCommand.class,
      ReplayCommand.class,
      ExplainCommand.class,
      SetupCommand.class,
      SubmitCommand.class,
      StopCommand.class,
      CheckpointsCommand.class,
      AlertsCommand.class,
      DeadLettersCommand.class,
      SilenceCommand.class
    },
    synopsisSubcommandLabel = "COMMAND",
    footer = {
      "",
      "./tocsin bench measures how fast this is; it runs from a source tree only: see",
      "docs/performance.md."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:fine",
      "1:what was checked is wrong",
      "2:the call is wrong",
      "3:something outside failed"
    })
public final class Tocsin implements Runnable {

  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--debug",
      scope = ScopeType.INHERIT,
      description = "Show stack traces of failures.")
  private boolean debug;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      scope = ScopeType.INHERIT,
      description = "Show this help.")
  private boolean help;

  @Option(
      names = {"-V", "--version"},
      versionHelp = true,
      description = "Show the version.")
  private boolean version;

  private Tocsin() {}

  /** Runs the command and ends this Java with its exit code. */
  public static void main(String[] arguments) {
    System.exit(
        run(
            new PrintWriter(System.out, true, StandardCharsets.UTF_8),
            new PrintWriter(System.err, true, StandardCharsets.UTF_8),
            arguments));
  }

  /** Runs the command and returns its exit code. */
  static int run(PrintWriter out, PrintWriter err, String... arguments) {
    Tocsin root = new Tocsin();
    return new CommandLine(root)
        .setOut(out)
        .setErr(err)
        .setParameterExceptionHandler((failure, line) -> Failures.report(failure, err, root.debug))
        .setExecutionExceptionHandler(
            (failure, line, parsed) -> Failures.report(failure, err, root.debug))
        .execute(arguments);
  }

  /** Without a command there is nothing to do. */
  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "no command given");
  }
}
