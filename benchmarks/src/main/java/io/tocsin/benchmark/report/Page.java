package io.tocsin.benchmark.report;

import io.tocsin.benchmark.measure.Table;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Stream;

/**
 * The page of figures. What a person wrote around them stays: only what stands between two marks is
 * written anew.
 *
 * @param quick whether the figures are rough
 */
public record Page(List<Table> tables, boolean quick) {
  private static final String BEGIN = "<!-- figures: written by tocsin bench -->";
  private static final String END = "<!-- end of figures -->";
  private static final Path CPUS = Path.of("/proc/cpuinfo");

  /**
   * Writes the figures into a page, and the picture beside it.
   *
   * @param file made if it is not there
   * @throws IOException if it cannot be written
   */
  public void write(Path file) throws IOException {
    Path picture = file.resolveSibling(name(file) + ".svg");
    Files.writeString(picture, new Bars(tables).svg());
    String page = Files.exists(file) ? Files.readString(file) : BEGIN + "\n" + END + "\n";
    int begin = page.indexOf(BEGIN);
    int end = page.indexOf(END);
    if (begin < 0 || end < begin) {
      throw new IOException(file + " has no place for figures: " + BEGIN + " … " + END);
    }
    Files.writeString(
        file, page.substring(0, begin) + BEGIN + "\n\n" + figures(picture) + page.substring(end));
  }

  private static String name(Path file) {
    String name = file.getFileName().toString();
    int dot = name.lastIndexOf('.');
    return dot < 0 ? name : name.substring(0, dot);
  }

  private String figures(Path picture) throws IOException {
    StringBuilder text = new StringBuilder();
    text.append(
        "Measured on %s: %s, %d processors, Java %s, `tocsin bench%s`.%n%n"
            .formatted(
                LocalDate.now(ZoneOffset.UTC),
                processor(),
                Runtime.getRuntime().availableProcessors(),
                Runtime.version(),
                quick ? " --quick" : ""));
    text.append("![Ratios](%s)%n%n".formatted(picture.getFileName()));
    tables.forEach(table -> text.append(table.markdown()));
    return text.toString();
  }

  private static String processor() throws IOException {
    if (!Files.exists(CPUS)) {
      return System.getProperty("os.arch", "unknown");
    }
    try (Stream<String> lines = Files.lines(CPUS)) {
      return lines
          .filter(line -> line.startsWith("model name"))
          .map(line -> line.substring(line.indexOf(':') + 1).strip())
          .findFirst()
          .orElse(System.getProperty("os.arch", "unknown"));
    }
  }
}
