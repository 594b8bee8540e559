package io.tocsin.sandbox.demo;

import io.tocsin.sandbox.Workspace;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;

/**
 * The starter rules, in a directory of the run's own, so that they may be edited; for trials two
 * more.
 */
final class DemoRules {

  /** The rule that is edited. */
  static final String BUSY = "busy-catalog";

  /** The rule that would take a Kafka that is away for hosts that are silent. */
  static final String SILENT = "host-silent";

  /** From how many logs a minute the rule fires that is edited: never, and at once. */
  static final int MANY = 1_000_000;

  static final int FEW = 1_000;

  private final Path directory;

  private DemoRules(Path directory) {
    this.directory = directory;
  }

  /**
   * Copies and writes them.
   *
   * @param trials whether those that trials need come too
   */
  static DemoRules write(Workspace workspace, boolean trials) {
    Path from = workspace.distribution().rules();
    Path to = workspace.directory().resolve("rules");
    try (Stream<Path> tree = Files.walk(from)) {
      for (Path path : tree.toList()) {
        Path copy = to.resolve(from.relativize(path).toString());
        if (Files.isDirectory(path)) {
          Files.createDirectories(copy);
        } else {
          Files.copy(path, copy);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    DemoRules rules = new DemoRules(to);
    if (trials) {
      rules.put(SILENT + ".yaml", hostSilent());
      rules.busy(MANY);
    }
    return rules;
  }

  Path directory() {
    return directory;
  }

  /** The file that is edited. */
  Path edited() {
    return directory.resolve(BUSY + ".yaml");
  }

  /** Has the rule fire from so many logs a minute. */
  void busy(int threshold) {
    put(BUSY + ".yaml", busy("when", threshold));
  }

  /** Writes the same with a slip of the pen. */
  void slip(int threshold) {
    put(BUSY + ".yaml", busy("wehn", threshold));
  }

  private static List<String> busy(String when, int threshold) {
    return List.of(
        "rules:",
        "  - name: " + BUSY,
        "    where: 'service.name: catalog'",
        "    over: 1m",
        "    " + when + ": count() > " + threshold,
        "    annotations:",
        "      summary: 'The catalog is asked {{ value }} times in {{ window }}'");
  }

  private static List<String> hostSilent() {
    return List.of(
        "rules:",
        "  - name: " + SILENT,
        "    description: A host of the frontend has logged nothing for twenty seconds.",
        "    where: 'service.name: frontend'",
        "    by: [host.name]",
        "    slot: 10s",
        "    when: count()[20s] == 0",
        "    annotations:",
        "      summary: '{{ host.name }} has logged nothing for {{ window }}'");
  }

  /** All at once, as an editor does: who reads it meanwhile sees the old file or the new one. */
  private void put(String name, List<String> lines) {
    try {
      Path next = Files.write(directory.resolve("." + name + ".new"), lines);
      Files.move(next, directory.resolve(name), StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
