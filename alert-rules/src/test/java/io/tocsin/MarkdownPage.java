package io.tocsin;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** A page of the documentation, taken apart so that what it shows can be run. */
public final class MarkdownPage {
  private static final Pattern CODE = Pattern.compile("`([^`]+)`");
  private static final Pattern LINK = Pattern.compile("\\]\\(([^)]+)\\)");

  private final String text;
  private final StringBuilder prose = new StringBuilder();
  private final List<Block> blocks = new ArrayList<>();
  private final List<Table> tables = new ArrayList<>();

  /**
   * What stands between two fences.
   *
   * @param language the word behind the first fence; empty if there is none
   * @param heading under which it stands
   * @param line of the first fence, from 1
   */
  public record Block(String language, String text, String heading, int line) {
    @Override
    public String toString() {
      return "line " + line + ": " + language + " " + text.lines().findFirst().orElse("");
    }
  }

  /** A table by its columns' names. */
  public record Table(String heading, List<String> columns, List<List<String>> rows) {

    /** What stands as code in a column, which may be empty. */
    List<String> code(String column) {
      int at = columns.indexOf(column);
      return at < 0
          ? List.of()
          : rows.stream().flatMap(row -> codeIn(row.get(at)).stream()).toList();
    }
  }

  private MarkdownPage(String text) {
    this.text = text;
  }

  public static MarkdownPage read(Path path) throws IOException {
    MarkdownPage page = new MarkdownPage(Files.readString(path));
    List<String> lines = page.text.lines().toList();
    String heading = "";
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i);
      if (line.startsWith("#")) {
        heading = line.replaceFirst("^#+ ", "");
      } else if (line.startsWith("```")) {
        int end = i + 1;
        while (!lines.get(end).equals("```")) {
          end++;
        }
        String inside = String.join("\n", lines.subList(i + 1, end)) + "\n";
        page.blocks.add(new Block(line.substring(3).strip(), inside, heading, i + 1));
        i = end;
        continue;
      } else if (line.startsWith("|")) {
        int end = i;
        while (end < lines.size() && lines.get(end).startsWith("|")) {
          end++;
        }
        List<List<String>> rows = lines.subList(i, end).stream().map(MarkdownPage::cells).toList();
        page.tables.add(new Table(heading, rows.get(0), rows.subList(2, rows.size())));
        page.prose.append(String.join("\n", lines.subList(i, end))).append('\n');
        i = end - 1;
        continue;
      }
      page.prose.append(line).append('\n');
    }
    return page;
  }

  private static List<String> cells(String row) {
    String inside = row.strip().replaceFirst("^\\|", "").replaceFirst("\\|$", "");
    return Arrays.stream(inside.split("\\|", -1)).map(String::strip).toList();
  }

  /** What stands between single backticks. */
  public static List<String> codeIn(String text) {
    return CODE.matcher(text).results().map(found -> found.group(1)).toList();
  }

  String text() {
    return text;
  }

  /** What stands as code anywhere but in blocks. */
  List<String> code() {
    return codeIn(prose.toString());
  }

  /** Where its links to the repository lead. */
  List<String> links() {
    return LINK.matcher(prose)
        .results()
        .map(found -> found.group(1))
        .filter(link -> !link.startsWith("http"))
        .toList();
  }

  /** What its headings are linked by. */
  List<String> anchors() {
    return prose
        .toString()
        .lines()
        .filter(line -> line.startsWith("#"))
        .map(line -> line.replaceFirst("^#+ ", "").toLowerCase(Locale.ROOT))
        .map(heading -> heading.replaceAll("[^\\p{L}\\p{N}_ -]", "").replace(' ', '-'))
        .toList();
  }

  public List<Block> blocks() {
    return blocks;
  }

  List<Table> tables() {
    return tables;
  }
}
