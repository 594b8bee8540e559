package io.tocsin.flink.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.rule.RuleBundle;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RulesDirectoryTest {
  @TempDir Path directory;

  @Test
  void readsTheYamlFilesOfAllFolders() throws IOException {
    write("b.yaml", "b");
    write("team/a.yml", "a");
    write("team/deep/_defaults.yaml", "d");
    write("README.md", "no rules");

    assertThat(read().files())
        .containsExactly(
            new RuleBundle.File("b.yaml", "b"),
            new RuleBundle.File("team/a.yml", "a"),
            new RuleBundle.File("team/deep/_defaults.yaml", "d"));
  }

  @Test
  void readsAMountedConfigMapOnce() throws IOException {
    write("..2026_11_20/rules.yaml", "r");
    Files.createSymbolicLink(directory.resolve("..data"), Path.of("..2026_11_20"));
    Files.createSymbolicLink(directory.resolve("rules.yaml"), Path.of("..data/rules.yaml"));

    assertThat(read().files()).containsExactly(new RuleBundle.File("rules.yaml", "r"));
  }

  @Test
  void aDirectoryThatIsEmptyOrGoneHoldsNoFiles() throws IOException {
    assertThat(read().files()).isEmpty();
    Files.delete(directory);
    assertThat(read().files()).isEmpty();
    Files.createDirectory(directory); // for the extension that deletes it
  }

  private RuleBundle read() throws IOException {
    return new RulesDirectory(new org.apache.flink.core.fs.Path(directory.toUri())).read();
  }

  private void write(String path, String text) throws IOException {
    Path file = directory.resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }
}
