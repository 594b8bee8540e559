package io.tocsin.rule;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class StarterRulesTest {
  private static final Path RULES = Path.of("rules");

  @Test
  void haveNoMistakeAndEarnNoWarning() throws IOException {
    RuleFiles.Reading reading = RuleFiles.read(bundle(), null);

    assertThat(reading.diagnostics().render()).isEmpty();
    assertThat(reading.rules().rules()).hasSizeGreaterThanOrEqualTo(6);
  }

  @Test
  void haveATestBesideEachFile() throws IOException {
    for (RuleBundle.File file : bundle().files()) {
      String test = file.path().replace(".yaml", ".test.yaml");
      assertThat(RULES.resolve("tests").resolve(test)).exists();
    }
  }

  private static RuleBundle bundle() throws IOException {
    try (Stream<Path> files = Files.walk(RULES)) {
      List<RuleBundle.File> found =
          files
              .filter(Files::isRegularFile)
              .filter(path -> RuleFiles.belongs(path.toString()))
              .map(StarterRulesTest::read)
              .toList();
      return new RuleBundle(found);
    }
  }

  private static RuleBundle.File read(Path path) {
    try {
      String name = RULES.relativize(path).toString().replace('\\', '/');
      return new RuleBundle.File(name, Files.readString(path));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
