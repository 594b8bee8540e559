package io.tocsin.diagnostic;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class CodeTest {

  @Test
  void everyCodeHasASectionInTheDocumentation() throws IOException {
    List<String> sections =
        Files.readAllLines(Path.of("../docs/diagnostics.md")).stream()
            .filter(line -> line.startsWith("## "))
            .map(line -> line.substring(3))
            .toList();

    assertThat(sections)
        .containsExactlyElementsOf(
            Arrays.stream(Code.values()).map(code -> code.id() + " " + code.title()).toList());
  }

  @Test
  void noIdIsGivenTwice() {
    assertThat(Arrays.stream(Code.values()).map(Code::id)).doesNotHaveDuplicates();
  }
}
