package io.tocsin.tool;

import io.tocsin.diagnostic.Diagnostics;
import io.tocsin.document.SourceSpec;
import io.tocsin.rule.RuleBundle;
import io.tocsin.rule.RuleFiles;
import io.tocsin.rule.RuleSet;
import io.tocsin.yaml.MappingReader;
import io.tocsin.yaml.YamlMapping;
import io.tocsin.yaml.YamlNode;
import io.tocsin.yaml.YamlReader;
import io.tocsin.yaml.YamlScalar;
import io.tocsin.yaml.YamlSequence;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads files of tests; every mistake in one is reported where it stands. */
final class TestFileReader {
  private final Path folder;
  private final SourceSpec source;
  private final Diagnostics diagnostics;

  private TestFileReader(Path folder, SourceSpec source, Diagnostics diagnostics) {
    this.folder = folder;
    this.source = source;
    this.diagnostics = diagnostics;
  }

  /**
   * The tests of a file.
   *
   * @param source how its logs are read
   * @return null if there is a mistake in it, or in its rules, which is reported
   * @throws IOException if the file cannot be read
   */
  static @Nullable TestFile read(Path file, SourceSpec source, Diagnostics diagnostics)
      throws IOException {
    String path = file.toString();
    String text = YamlReader.decode(path, Files.readAllBytes(file), diagnostics);
    YamlNode root = text == null ? null : YamlReader.read(path, text, diagnostics);
    if (root == null) {
      return null;
    }
    Path parent = file.getParent();
    TestFileReader reader =
        new TestFileReader(parent == null ? Path.of("") : parent, source, diagnostics);
    TestFile tests = reader.tests(path, root);
    return diagnostics.hasErrors() ? null : tests;
  }

  private @Nullable TestFile tests(String path, YamlNode root) throws IOException {
    MappingReader keys = Mappings.reader(root, "a file of tests", diagnostics);
    if (keys == null) {
      return null;
    }
    RuleSet rules = rules(keys);
    YamlSequence list = keys.list("tests");
    if (list == null && keys.any("tests") == null) {
      keys.missing("tests");
    }
    keys.finish();
    if (rules == null || list == null) {
      return null;
    }
    List<RuleTest> tests = new ArrayList<>();
    for (YamlNode item : list.items()) {
      MappingReader test = Mappings.reader(item, "a test", diagnostics);
      if (test != null) {
        tests.add(test(test, rules));
      }
    }
    return new TestFile(path, rules, tests);
  }

  private @Nullable RuleSet rules(MappingReader keys) throws IOException {
    List<YamlScalar> named = new ArrayList<>();
    if (keys.any("rules") instanceof YamlScalar one) {
      named.add(one);
    } else {
      List<YamlScalar> several = keys.texts("rules");
      named.addAll(several == null ? List.of() : several);
    }
    if (named.isEmpty()) {
      keys.missing("rules");
      return null;
    }
    List<Path> paths = new ArrayList<>();
    for (YamlScalar name : named) {
      Path path = folder.resolve(name.text());
      if (Files.exists(path)) {
        paths.add(path);
      } else {
        keys.invalid(name, "no such file: " + path.normalize(), null);
      }
    }
    RuleBundle bundle = RulePaths.bundle(paths, diagnostics);
    RuleFiles.Reading reading = RuleFiles.read(bundle, null);
    diagnostics.addAll(reading.diagnostics());
    // With a rule missing, everything that a test says of it would look wrong too.
    return reading.diagnostics().hasErrors() ? null : reading.rules();
  }

  private RuleTest test(MappingReader keys, RuleSet rules) throws IOException {
    YamlScalar name = keys.requiredText("name");
    List<RuleTest.Log> logs = new ArrayList<>();
    YamlSequence logList = keys.list("logs");
    if (logList != null) {
      TestLogReader reader = new TestLogReader(folder, source, diagnostics);
      for (YamlNode item : logList.items()) {
        reader.read(item, logs);
      }
    }
    logs.sort(Comparator.comparingLong(RuleTest.Log::arrivesMillis));
    List<RuleTest.Expectation> expectations = new ArrayList<>();
    YamlSequence expectList = keys.list("expect");
    if (expectList == null) {
      if (keys.any("expect") == null) {
        keys.missing("expect");
      }
    } else {
      if (expectList.items().isEmpty()) {
        String hint = "to expect that nothing fires, write {at: '10:05:00', alerts: []}";
        keys.invalid(expectList, "a test that expects nothing cannot fail", hint);
      }
      ExpectationReader reader = new ExpectationReader(rules, diagnostics);
      for (YamlNode item : expectList.items()) {
        RuleTest.Expectation expectation = reader.read(item);
        if (expectation != null) {
          expectations.add(expectation);
        }
      }
    }
    expectations.sort(Comparator.comparingLong(RuleTest.Expectation::atMillis));
    keys.finish();
    YamlMapping mapping = keys.mapping();
    int line = mapping.source().position(mapping.span().start()).line();
    return new RuleTest(name == null ? "" : name.text(), line, logs, expectations);
  }
}
