package io.tocsin.tool;

import io.tocsin.diagnostic.Diagnostics;
import io.tocsin.document.SourceFormat;
import io.tocsin.document.SourceSpec;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Runs tests of rules: logs in, alerts out, on the engine that the alerting job runs.
 *
 * <p>A test says when each log arrives and what is pending, firing or ended at a time. The clock at
 * a time t is the watermark t, and what arrives at t is read before it is asked.
 */
public final class RuleTests {
  private RuleTests() {}

  /**
   * How the tests of a file went.
   *
   * @param results in the file's order; none if there is a mistake in the file or in its rules
   * @param diagnostics what is wrong, or hardly meant, in the file and in its rules
   */
  public record Outcome(List<TestResult> results, Diagnostics diagnostics) {

    /** Copies the list. */
    public Outcome {
      results = List.copyOf(results);
    }

    /** Whether there is no error, and every test passed. */
    public boolean passed() {
      return !diagnostics.hasErrors() && results.stream().allMatch(TestResult::passed);
    }
  }

  /**
   * The files of tests at or below a path: the path itself, or in a folder what ends in {@code
   * .test.yaml} or {@code .test.yml}.
   *
   * @throws IOException if there is no such file, or it cannot be read
   */
  public static List<Path> files(Path path) throws IOException {
    return RulePaths.filesBelow(path).stream()
        .filter(
            file ->
                file.equals(path)
                    || file.toString().endsWith(".test.yaml")
                    || file.toString().endsWith(".test.yml"))
        .toList();
  }

  /**
   * Runs the tests of a file, whose logs are ECS JSON.
   *
   * @throws IOException if it, its rules or its logs cannot be read
   */
  public static Outcome run(Path file) throws IOException {
    return run(file, SourceSpec.of(SourceFormat.ECS));
  }

  /**
   * Runs the tests of a file.
   *
   * @param source how its logs are read
   * @throws IOException if it, its rules or its logs cannot be read
   */
  public static Outcome run(Path file, SourceSpec source) throws IOException {
    Diagnostics diagnostics = new Diagnostics();
    TestFile tests = TestFileReader.read(file, source, diagnostics);
    List<TestResult> results = new ArrayList<>();
    if (tests != null) {
      for (RuleTest test : tests.tests()) {
        List<String> failures = new TestRun(tests.rules(), source).run(test);
        results.add(new TestResult(tests.path(), test.line(), test.name(), failures));
      }
    }
    return new Outcome(results, diagnostics);
  }
}
