package io.tocsin.cli;

import io.tocsin.diagnostic.Diagnostics;
import io.tocsin.rule.RuleBundle;
import io.tocsin.rule.RuleFiles;
import io.tocsin.tool.RulePaths;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;

/** Rules that are named on the command line. */
final class RuleArguments {
  private RuleArguments() {}

  /**
   * The rules at or below these paths, with every mistake in them.
   *
   * @throws CommandFailure if there is no such file, or none that can hold rules
   */
  static RuleFiles.Reading read(List<Path> paths) {
    Diagnostics diagnostics = new Diagnostics();
    RuleBundle bundle = bundle(paths, diagnostics);
    if (bundle.files().stream().noneMatch(file -> RuleFiles.belongs(file.path()))
        && diagnostics.isEmpty()) {
      throw CommandFailure.usage(
          "no rule files in " + paths.get(0) + "; name a YAML file of rules");
    }
    RuleFiles.Reading reading = RuleFiles.read(bundle, null);
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
