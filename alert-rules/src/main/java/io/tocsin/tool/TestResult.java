package io.tocsin.tool;

import java.util.List;

/**
 * How a test went.
 *
 * @param path the test's file
 * @param line where in the file it stands, from 1
 * @param name the test's name
 * @param failures what was otherwise than expected, each in several lines; empty if nothing was
 */
public record TestResult(String path, int line, String name, List<String> failures) {

  /** Copies the list. */
  public TestResult {
    failures = List.copyOf(failures);
  }

  /** Whether everything was as expected. */
  public boolean passed() {
    return failures.isEmpty();
  }

  /** As it is shown to a person: one line, and below it what failed. */
  public String render() {
    if (passed()) {
      return "ok    " + name;
    }
    String headline = "FAIL  %s (%s:%d)\n".formatted(name, path, line);
    return headline + String.join("\n", failures);
  }
}
