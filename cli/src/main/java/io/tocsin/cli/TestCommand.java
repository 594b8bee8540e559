package io.tocsin.cli;

import io.tocsin.document.SourceSpec;
import io.tocsin.tool.JunitReport;
import io.tocsin.tool.RuleTests;
import io.tocsin.tool.TestResult;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code tocsin test}. */
@Command(
    name = "test",
    header = "Run tests of rules: logs in, alerts out.",
    description = "In a folder every file *.test.yaml is run. Exit code 1 if a test fails.")
final class TestCommand implements Callable<Integer> {

  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(paramLabel = "PATH", arity = "1..*", description = "Files and folders of tests.")
  private List<Path> paths = List.of();

  @Option(
      names = "--junit",
      paramLabel = "FILE",
      description = "Write the results there, as XML for build servers.")
  private @Nullable Path junit;

  @Mixin private SourceOption source = new SourceOption();

  @Override
  public Integer call() {
    SourceSpec how = source.spec();
    List<TestResult> results = new ArrayList<>();
    for (Path file : files()) {
      run(file, how, results);
    }
    if (junit != null) {
      write(junit, JunitReport.of(results));
    }
    long failed = results.stream().filter(result -> !result.passed()).count();
    spec.commandLine().getOut().printf("%d tests, %d failed%n", results.size(), failed);
    return failed > 0 ? ExitCode.WRONG : ExitCode.FINE;
  }

  private List<Path> files() {
    List<Path> files = new ArrayList<>();
    for (Path path : paths) {
      try {
        files.addAll(RuleTests.files(path));
      } catch (IOException e) {
        throw RuleArguments.unreadable(e);
      }
    }
    if (files.isEmpty()) {
      throw CommandFailure.usage("no tests in " + paths.get(0) + "; they are files *.test.yaml");
    }
    return files;
  }

  private void run(Path file, SourceSpec how, List<TestResult> results) {
    PrintWriter out = spec.commandLine().getOut();
    RuleTests.Outcome outcome;
    try {
      outcome = RuleTests.run(file, how);
    } catch (IOException e) {
      throw RuleArguments.unreadable(e);
    }
    out.println(file);
    if (!outcome.diagnostics().isEmpty()) {
      spec.commandLine().getErr().println(outcome.diagnostics().render());
    }
    if (outcome.diagnostics().hasErrors()) {
      String problems = outcome.diagnostics().render();
      results.add(new TestResult(file.toString(), 1, "can be read", List.of(problems)));
    }
    for (TestResult result : outcome.results()) {
      out.println(result.render().stripTrailing().indent(2).stripTrailing());
      results.add(result);
    }
  }

  private static void write(Path file, String text) {
    try {
      Files.writeString(file, text);
    } catch (IOException e) {
      throw CommandFailure.outside("cannot write " + file + ": " + e.getMessage(), e);
    }
  }
}
