package io.tocsin.benchmark.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tocsin.benchmark.measure.Run;
import io.tocsin.benchmark.measure.Runs;
import io.tocsin.benchmark.measure.Table;
import io.tocsin.benchmark.measure.Usage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;

class PageTest {
  @TempDir Path directory;

  private static Table table() {
    Runs slow = new Runs("a < b");
    slow.add(new Run(100, new Usage(1_000_000_000, 1_000_000_000, 1_000, 1), 0));
    Runs fast = new Runs("twice");
    fast.add(new Run(100, new Usage(500_000_000, 1_000_000_000, 1_000, 1), 0));
    return new Table("Ratios", List.of(slow, fast), slow);
  }

  @Test
  void whatAPersonWroteStays() throws IOException {
    Path page = directory.resolve("performance.md");
    Files.writeString(
        page,
        "# Before\n<!-- figures: written by tocsin bench -->\nold\n<!-- end of figures -->\nafter\n");
    new Page(List.of(table()), true).write(page);
    assertThat(page)
        .content()
        .startsWith("# Before\n")
        .endsWith("<!-- end of figures -->\nafter\n")
        .contains("| twice | 200 | 100 | 10 | 1 | 0 % | 2.00 |", "--quick", "performance.svg")
        .doesNotContain("old");
  }

  @Test
  void aPageIsMadeWhereThereIsNone() throws IOException {
    Path page = directory.resolve("new.md");
    new Page(List.of(table()), false).write(page);
    assertThat(page).content().contains("### Ratios");
  }

  @Test
  void aPageWithoutAPlaceIsLeftAlone() throws IOException {
    Path page = directory.resolve("other.md");
    Files.writeString(page, "mine");
    assertThatThrownBy(() -> new Page(List.of(table()), false).write(page))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("has no place for figures");
    assertThat(page).content().isEqualTo("mine");
  }

  @Test
  void thePictureHasABarForEachCase() throws Exception {
    Path page = directory.resolve("p.md");
    new Page(List.of(table()), false).write(page);
    Document svg =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(directory.resolve("p.svg").toFile());
    // The ground, and a bar for each of the two.
    assertThat(svg.getElementsByTagName("rect").getLength()).isEqualTo(3);
    assertThat(svg.getElementsByTagName("text").item(1).getTextContent()).isEqualTo("a < b");
  }
}
