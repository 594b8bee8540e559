package io.tocsin.rule;

import io.tocsin.diagnostic.Code;
import io.tocsin.diagnostic.Diagnostics;
import io.tocsin.diagnostic.Fragment;
import io.tocsin.slot.Series;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Reads the files of a bundle, and decides which of them are put in force. */
public final class RuleFiles {
  private RuleFiles() {}

  /**
   * What was read.
   *
   * @param rules those of the files without errors
   * @param refused the paths of the others
   * @param diagnostics what is wrong, or hardly meant, in any file
   */
  public record Reading(RuleSet rules, Set<String> refused, Diagnostics diagnostics) {}

  /**
   * What is to be put in force.
   *
   * @param bundle of refused files the last good texts; without those that were deleted
   * @param diagnostics what is wrong, or hardly meant, in the files that were read
   */
  public record Merge(RuleBundle bundle, Diagnostics diagnostics) {}

  /** Whether a file of this path belongs into a bundle: YAML, and no test of rules. */
  public static boolean belongs(String path) {
    return FileKind.of(path) != FileKind.OTHER;
  }

  /**
   * Reads all files of a bundle and compiles their rules. A file with an error is refused alone; of
   * two rules of one name the second, by path, is an error.
   *
   * @param receivers the names of receivers that rules can notify; null if they are not known
   */
  public static Reading read(RuleBundle bundle, @Nullable Set<String> receivers) {
    Diagnostics diagnostics = new Diagnostics();
    SharedFiles shared = SharedFiles.read(bundle.files(), receivers, diagnostics);
    TakenNames names = new TakenNames();
    Set<String> refused = new TreeSet<>(shared.refused());
    List<CheckedFile> accepted = new ArrayList<>();
    for (RuleBundle.File file : bundle.files()) {
      if (FileKind.of(file.path()) != FileKind.RULES) {
        continue;
      }
      CheckedFile checked = CheckedFile.of(file, shared);
      diagnostics.addAll(checked.diagnostics());
      boolean free = names.take(checked, diagnostics);
      if (free && !checked.isRefused() && !shared.lacksDefaults(file.path())) {
        accepted.add(checked);
      } else {
        refused.add(file.path());
      }
    }
    return new Reading(ruleSet(bundle, shared, accepted), refused, diagnostics);
  }

  /**
   * The bundle to put in force: what was read, but of each file with an error the text that is in
   * force. A bundle without any rule file is refused whole, for that is a directory that has gone
   * or was not there yet.
   *
   * @param inForce the bundle in force, or null if there is none
   * @param receivers the names of receivers that rules can notify; null if they are not known
   */
  public static Merge merge(
      @Nullable RuleBundle inForce, RuleBundle read, @Nullable Set<String> receivers) {
    if (read.files().stream().noneMatch(file -> FileKind.of(file.path()) == FileKind.RULES)) {
      Diagnostics diagnostics = new Diagnostics();
      Fragment nothing = Fragment.of("rules", "");
      String hint = "the rules in force stay; to have none, keep a file with 'rules: []'";
      diagnostics.error(Code.RULES_EMPTY, nothing, nothing.span(), "no rule files", hint);
      return new Merge(inForce == null ? new RuleBundle(List.of()) : inForce, diagnostics);
    }
    return new BundleMerge(inForce, read, receivers).merge();
  }

  private static RuleSet ruleSet(
      RuleBundle bundle, SharedFiles shared, List<CheckedFile> accepted) {
    List<CompiledRule> rules = new ArrayList<>();
    List<Series> series = new ArrayList<>();
    for (CheckedFile file : accepted) {
      for (RuleCompiler.Compiled compiled : file.rules()) {
        rules.add(compiled.rule());
        series.addAll(compiled.series());
      }
    }
    return new RuleSet(bundle, shared.checks().fields(), rules, series);
  }
}
