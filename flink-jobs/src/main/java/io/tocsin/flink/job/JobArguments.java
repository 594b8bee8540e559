package io.tocsin.flink.job;

import io.tocsin.diagnostic.Diagnostics;
import io.tocsin.settings.Settings;
import io.tocsin.settings.SettingsReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The arguments of a job: one, the path of {@code tocsin.yaml} where the job is started. */
public final class JobArguments {
  private JobArguments() {}

  /**
   * The settings that the arguments name.
   *
   * @throws IllegalArgumentException if they do not name a file without errors; the message has all
   *     its errors
   * @throws IOException if it cannot be read
   */
  public static Settings settings(String... arguments) throws IOException {
    if (arguments.length != 1) {
      throw new IllegalArgumentException(
          "expected the path of tocsin.yaml, got " + arguments.length + " arguments");
    }
    Diagnostics diagnostics = new Diagnostics();
    Settings settings =
        SettingsReader.read(arguments[0], Files.readString(Path.of(arguments[0])), diagnostics);
    if (settings == null) {
      throw new IllegalArgumentException(diagnostics.render());
    }
    return settings;
  }
}
