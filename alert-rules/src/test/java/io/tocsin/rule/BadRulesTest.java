package io.tocsin.rule;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.diagnostic.Code;
import io.tocsin.diagnostic.Diagnostic;
import io.tocsin.diagnostic.Diagnostics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each file of the folder has one fault; what is said of it stands beside it. The file's name
 * begins with the code. {@code -Dgoldens.rewrite=true} writes down what is said now.
 */
class BadRulesTest {
  static final Path FOLDER = Path.of("src/test/resources/io/tocsin/rule/bad");
  private static final String SUFFIX = ".bad.yaml";

  static Stream<String> files() throws IOException {
    try (Stream<Path> paths = Files.list(FOLDER)) {
      List<String> names =
          paths
              .map(path -> path.getFileName().toString())
              .filter(name -> name.endsWith(SUFFIX))
              .sorted()
              .toList();
      return names.stream();
    }
  }

  @ParameterizedTest
  @MethodSource("files")
  void saysWhatIsWrongOnceAndWhere(String name) throws IOException {
    String text = Files.readString(FOLDER.resolve(name));
    RuleBundle bundle = new RuleBundle(List.of(new RuleBundle.File(name, text)));

    Diagnostics found = RuleFiles.read(bundle, Set.of("slack-payments", "pager")).diagnostics();

    assertThat(found.list())
        .as(found.render())
        .singleElement()
        .extracting(Diagnostic::code)
        .extracting(code -> code.id())
        .isEqualTo(name.substring(0, name.indexOf('-')));
    Path golden = FOLDER.resolve(name.replace(SUFFIX, ".expected.txt"));
    if (Boolean.getBoolean("goldens.rewrite")) {
      Files.writeString(golden, found.render() + "\n");
    }
    assertThat(found.render() + "\n").isEqualTo(Files.readString(golden));
  }

  @Test
  void everyCodeOfARuleFileHasAFile() throws IOException {
    Set<String> seen = files().map(name -> name.substring(0, 4)).collect(Collectors.toSet());
    Set<String> all = Arrays.stream(Code.values()).map(Code::id).collect(Collectors.toSet());
    all.removeAll(seen);

    assertThat(all)
        .as("codes of other files, and of files that are no text")
        .containsExactlyInAnyOrder("F002", "F003", "R016", "R017", "S001", "Y003", "Y006");
  }
}
