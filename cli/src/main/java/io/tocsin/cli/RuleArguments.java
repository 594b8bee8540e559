package io.tocsin.cli;

import io.tocsin.diagnostic.Diagnostics;
import io.tocsin.rule.RuleBundle;
import io.tocsin.rule.RuleFiles;
import io.tocsin.tool.RulePaths;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Rules that are named on the command line. */
final class RuleArguments {
  private RuleArguments() {}

  /**
   * The rules at or below these paths, with every mistake in them.
   *
   * @throws CommandFailure if there is no such file, or none that can hold rules
   */
  static RuleFiles.Reading read(List<Path> paths) {
    return read(paths, null, new Diagnostics());
  }

  /**
   * The same, and every receiver that a rule notifies and nobody defines.
   *
   * @param receivers the file that defines them; null for the one beside the rules or above them,
   *     if there is any
   * @throws CommandFailure if there is no such file, or none that can hold rules
   */
  static RuleFiles.Reading readForReceivers(List<Path> paths, @Nullable Path receivers) {
    Diagnostics diagnostics = new Diagnostics();
    try {
      Set<String> names =
          receivers == null
              ? RulePaths.receivers(paths, diagnostics)
              : RulePaths.receivers(receivers, diagnostics);
      return read(paths, names, diagnostics);
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  private static RuleFiles.Reading read(
      List<Path> paths, @Nullable Set<String> receivers, Diagnostics diagnostics) {
    RuleBundle bundle = bundle(paths, diagnostics);
    if (bundle.files().stream().noneMatch(file -> RuleFiles.belongs(file.path()))
        && diagnostics.isEmpty()) {
      throw CommandFailure.usage(
          "no rule files in " + paths.get(0) + "; name a YAML file of rules");
    }
    RuleFiles.Reading reading = RuleFiles.read(bundle, receivers);
    diagnostics.addAll(reading.diagnostics());
    return new RuleFiles.Reading(reading.rules(), reading.refused(), diagnostics);
  }

  private static RuleBundle bundle(List<Path> paths, Diagnostics diagnostics) {
    try {
      return RulePaths.bundle(paths, diagnostics);
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  /** A file that cannot be read: the call is wrong if it is not there. */
  static CommandFailure unreadable(IOException failure) {
    return failure instanceof NoSuchFileException
        ? CommandFailure.usage("no such file: " + failure.getMessage())
        : CommandFailure.outside("cannot read a file: " + failure.getMessage(), failure);
  }
}
