package io.tocsin.cli;

import io.tocsin.diagnostic.Diagnostics;
import io.tocsin.rule.RuleFiles;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code tocsin check}. */
@Command(
    name = "check",
    header = "Find every problem of rule files.",
    description = "Each is shown with its file, line and column. Exit code 1 if there is an error.")
final class CheckCommand implements Callable<Integer> {

  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(paramLabel = "PATH", arity = "1..*", description = "Files and folders of rules.")
  private List<Path> paths = List.of();

  @Option(names = "--strict", description = "Exit with 1 for a warning too.")
  private boolean strict;

  @Option(
      names = "--receivers",
      paramLabel = "FILE",
      description = "Where receivers are defined (unless set: receivers.yaml beside the rules).")
  private @Nullable Path receivers;

  @Option(
      names = "--limit",
      paramLabel = "N",
      defaultValue = "1000",
      description = "Show at most so many; all are counted (unless set: ${DEFAULT-VALUE}).")
  private int limit;

  @Override
  public Integer call() {
    if (limit < 1) {
      throw CommandFailure.usage("--limit must be 1 or more");
    }
    RuleFiles.Reading reading = RuleArguments.readForReceivers(paths, receivers);
    Diagnostics diagnostics = reading.diagnostics();
    if (!diagnostics.isEmpty()) {
      spec.commandLine().getErr().println(diagnostics.render(limit) + "\n");
    }
    int errors = diagnostics.errors();
    int warnings = diagnostics.warnings();
    spec.commandLine()
        .getOut()
        .printf(
            "%d rules in force, %d errors, %d warnings%n",
            reading.rules().rules().size(), errors, warnings);
    return errors > 0 || (strict && warnings > 0) ? ExitCode.WRONG : ExitCode.FINE;
  }
}
