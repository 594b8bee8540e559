package io.tocsin.cli;

import io.tocsin.diagnostic.Diagnostics;
import io.tocsin.rule.TeamFields;
import io.tocsin.settings.Settings;
import io.tocsin.tool.RulePaths;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The rules that settings name, where they are on this machine. */
final class RulesOfSettings {
  private RulesOfSettings() {}

  /**
   * What the {@code fields.yaml} among them hold; null if they are elsewhere.
   *
   * @throws CommandFailure if one has a mistake in it
   */
  static @Nullable TeamFields fields(Settings settings) throws IOException {
    Path folder = Path.of(settings.rules());
    return settings.rules().startsWith("s3:") || !Files.isDirectory(folder) ? null : fields(folder);
  }

  /**
   * What the {@code fields.yaml} in a folder hold.
   *
   * @throws CommandFailure if one has a mistake in it
   */
  static TeamFields fields(Path folder) throws IOException {
    Diagnostics diagnostics = new Diagnostics();
    TeamFields fields =
        TeamFields.read(RulePaths.bundle(List.of(folder), diagnostics), diagnostics);
    if (!fields.refused().isEmpty()) {
      throw CommandFailure.wrong("the fields are wrong\n" + diagnostics.render());
    }
    return fields;
  }
}
