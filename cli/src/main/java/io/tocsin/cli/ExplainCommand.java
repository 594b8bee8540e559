package io.tocsin.cli;

import io.tocsin.diagnostic.Nearest;
import io.tocsin.rule.CompiledRule;
import io.tocsin.rule.RuleFiles;
import io.tocsin.tool.Explanation;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code tocsin explain}. */
@Command(
    name = "explain",
    header = "Show a rule as it was understood, and why a log matches or not.")
final class ExplainCommand implements Callable<Integer> {

  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(paramLabel = "RULE", description = "The rule's name.")
  private String name = "";

  @Option(
      names = "--rules",
      paramLabel = "PATH",
      arity = "1..*",
      defaultValue = "rules",
      description = "Files and folders of rules (unless named: ${DEFAULT-VALUE}).")
  private List<Path> rules = List.of();

  @Option(names = "--log", paramLabel = "FILE", description = "A file whose first line is a log.")
  private @Nullable Path log;

  @Mixin private SourceOption source = new SourceOption();

  @Override
  public Integer call() {
    RuleFiles.Reading reading = RuleArguments.read(rules);
    CompiledRule rule = reading.rules().rule(name);
    if (rule == null) {
      if (!reading.diagnostics().isEmpty()) {
        spec.commandLine().getErr().println(reading.diagnostics().render());
      }
      List<String> names = reading.rules().rules().stream().map(CompiledRule::name).toList();
      String hint = Nearest.hint(name, names);
      throw CommandFailure.usage("no rule '" + name + "'" + (hint == null ? "" : "; " + hint));
    }
    Explanation explanation = new Explanation(reading.rules(), rule, source.spec());
    spec.commandLine().getOut().print(explanation.rule());
    if (log != null) {
      spec.commandLine().getOut().print("\n" + clauses(explanation, log));
    }
    spec.commandLine().getOut().flush();
    return ExitCode.FINE;
  }

  private static String clauses(Explanation explanation, Path log) {
    try (BufferedReader lines = Files.newBufferedReader(log)) {
      String first = lines.readLine();
      if (first == null) {
        throw CommandFailure.usage(log + " is empty; its first line must be a log");
      }
      return explanation.of(first.getBytes(StandardCharsets.UTF_8));
    } catch (IllegalArgumentException e) {
      throw CommandFailure.wrong("the first line of " + log + " is no log: " + e.getMessage());
    } catch (IOException e) {
      throw RuleArguments.unreadable(e);
    }
  }
}
