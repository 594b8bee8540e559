package io.tocsin.rule;

import io.tocsin.diagnostic.Code;
import io.tocsin.diagnostic.Diagnostics;
import io.tocsin.diagnostic.Fragment;
import io.tocsin.diagnostic.Span;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Puts a bundle together of what was read and what is in force.
 *
 * <p>Rule files are checked with the shared files as they were read. If these make a file that is
 * in force wrong, they are kept back as a whole, and the rule files are checked with the shared
 * files in force.
 */
final class BundleMerge {
  private final Map<String, RuleBundle.File> inForce = new HashMap<>();
  private final RuleBundle read;
  private final @Nullable Set<String> receivers;

  BundleMerge(@Nullable RuleBundle inForce, RuleBundle read, @Nullable Set<String> receivers) {
    if (inForce != null) {
      inForce.files().forEach(file -> this.inForce.put(file.path(), file));
    }
    this.read = read;
    this.receivers = receivers;
  }

  /**
   * What came of checking the rule files with some shared files.
   *
   * @param files the texts to put in force
   * @param broken the path of a file in force that these shared files make wrong, or null
   */
  private record Attempt(
      List<RuleBundle.File> files, @Nullable String broken, Diagnostics diagnostics) {}

  RuleFiles.Merge merge() {
    Diagnostics diagnostics = new Diagnostics();
    Set<String> refused = SharedFiles.read(read.files(), receivers, diagnostics).refused();
    List<RuleBundle.File> shared =
        sharedFiles(read.files()).stream()
            .map(file -> refused.contains(file.path()) ? inForce.get(file.path()) : file)
            .filter(Objects::nonNull)
            .toList();
    Attempt attempt = attempt(shared);
    List<RuleBundle.File> sharedInForce = sharedFiles(inForce.values());
    if (attempt.broken != null && !shared.equals(sharedInForce)) {
      keptBack(shared, attempt.broken, diagnostics);
      attempt = attempt(sharedInForce);
    }
    diagnostics.addAll(attempt.diagnostics);
    return new RuleFiles.Merge(new RuleBundle(attempt.files), diagnostics);
  }

  private Attempt attempt(List<RuleBundle.File> sharedFiles) {
    SharedFiles shared = SharedFiles.read(sharedFiles, receivers, new Diagnostics());
    Map<RuleBundle.File, CheckedFile> checked = new HashMap<>();
    Diagnostics diagnostics = new Diagnostics();
    Set<String> refused = new TreeSet<>();
    List<RuleBundle.File> files = rules();
    for (RuleBundle.File file : files) {
      CheckedFile result = checked.computeIfAbsent(file, f -> CheckedFile.of(f, shared));
      diagnostics.addAll(result.diagnostics());
      if (result.isRefused()) {
        refused.add(file.path());
      }
    }
    List<RuleBundle.File> chosen = new ArrayList<>();
    int before;
    do {
      before = refused.size();
      chosen.clear();
      TakenNames names = new TakenNames();
      for (String path : refused) {
        RuleBundle.File last = inForce.get(path);
        if (last != null) {
          chosen.add(last);
          names.take(
              checked.computeIfAbsent(last, f -> CheckedFile.of(f, shared)), new Diagnostics());
        }
      }
      for (RuleBundle.File file : files) {
        if (!refused.contains(file.path())) {
          CheckedFile result = checked.computeIfAbsent(file, f -> CheckedFile.of(f, shared));
          if (names.take(result, diagnostics)) {
            chosen.add(file);
          } else {
            refused.add(file.path());
          }
        }
      }
      // A refused file's last good text brings its names back, which others may have taken.
    } while (refused.size() > before);
    String broken =
        chosen.stream()
            .filter(file -> refused.contains(file.path()))
            .filter(file -> Objects.requireNonNull(checked.get(file)).isRefused())
            .map(RuleBundle.File::path)
            .findFirst()
            .orElse(null);
    chosen.addAll(sharedFiles);
    return new Attempt(chosen, broken, diagnostics);
  }

  /** The rule files that were read, those that are in force as they are before the others. */
  private List<RuleBundle.File> rules() {
    return read.files().stream()
        .filter(file -> FileKind.of(file.path()) == FileKind.RULES)
        .sorted(Comparator.comparing(file -> !file.equals(inForce.get(file.path()))))
        .toList();
  }

  private static List<RuleBundle.File> sharedFiles(Iterable<RuleBundle.File> files) {
    List<RuleBundle.File> shared = new ArrayList<>();
    for (RuleBundle.File file : files) {
      if (FileKind.of(file.path()).isShared()) {
        shared.add(file);
      }
    }
    shared.sort(Comparator.comparing(RuleBundle.File::path));
    return shared;
  }

  private void keptBack(List<RuleBundle.File> shared, String broken, Diagnostics diagnostics) {
    for (RuleBundle.File file : shared) {
      if (!file.equals(inForce.get(file.path()))) {
        Fragment text = Fragment.of(file.path(), file.text());
        String message = "kept back: with it, '" + broken + "' would have an error";
        diagnostics.error(Code.DEFAULTS_REFUSED, text, new Span(0, 0), message, "run tocsin check");
      }
    }
  }
}
