package io.tocsin;

import io.tocsin.MarkdownPage.Block;
import io.tocsin.rule.RuleBundle;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A test of rules on a page of the documentation, with the rules that stand before it.
 *
 * @param block the test
 * @param files the rules, and what defaults and fields stand before these
 */
public record TestedRules(Block block, List<RuleBundle.File> files) {

  /** All of a page. */
  static List<TestedRules> of(MarkdownPage page) {
    List<TestedRules> tested = new ArrayList<>();
    List<RuleBundle.File> shared = new ArrayList<>();
    List<RuleBundle.File> files = List.of();
    for (Block block : page.blocks()) {
      String first = block.text().lines().findFirst().orElse("");
      if (isRules(block)) {
        shared.add(new RuleBundle.File("rules.yaml", block.text()));
        files = List.copyOf(shared);
        shared.clear();
      } else if (isShared(block)) {
        shared.add(new RuleBundle.File(first.substring(2), block.text()));
      } else if (isTest(block)) {
        tested.add(new TestedRules(block, files));
      }
    }
    return tested;
  }

  /** Whether it is a file of rules. */
  static boolean isRules(Block block) {
    return block.language().equals("yaml") && block.text().startsWith("rules:\n");
  }

  /** Whether it is a file that the next rules on the page are read with. */
  static boolean isShared(Block block) {
    return block.language().equals("yaml")
        && block.text().matches("(?s)# (_defaults|fields)\\.yaml\n.*");
  }

  /** Whether it is a file of tests. */
  static boolean isTest(Block block) {
    return block.language().equals("yaml") && block.text().startsWith("rules: ");
  }

  /** Writes it and its rules as files into a folder of their own; returns the file of tests. */
  Path write(Path folder) throws IOException {
    Files.createDirectories(folder);
    String first = block.text().lines().findFirst().orElse("");
    String name = first.replaceFirst("#.*", "").substring("rules:".length()).strip();
    for (RuleBundle.File file : files) {
      String path = file.path().equals("rules.yaml") ? name : file.path();
      Files.writeString(folder.resolve(path), file.text());
    }
    return Files.writeString(folder.resolve("page.test.yaml"), block.text());
  }

  /** Writes all that a page shows, each into a folder of its own; returns the files of tests. */
  public static List<Path> write(Path page, Path directory) throws IOException {
    List<Path> files = new ArrayList<>();
    for (TestedRules tested : of(MarkdownPage.read(page))) {
      files.add(tested.write(directory.resolve("line-" + tested.block().line())));
    }
    return files;
  }
}
