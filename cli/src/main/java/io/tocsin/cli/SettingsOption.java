package io.tocsin.cli;

import io.tocsin.diagnostic.Diagnostics;
import io.tocsin.settings.Settings;
import io.tocsin.settings.SettingsReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** The settings file, for commands that need one. */
final class SettingsOption {

  @Option(
      names = {"-c", "--settings", "--config"},
      paramLabel = "FILE",
      defaultValue = "tocsin.yaml",
      description = "The settings (unless named: ${DEFAULT-VALUE}).")
  private Path file = Path.of("tocsin.yaml");

  /** Where the settings are. */
  Path file() {
    return file.toAbsolutePath();
  }

  /**
   * The settings.
   *
   * @throws CommandFailure if there is no such file, or it is wrong; with every mistake in it
   */
  Settings read() {
    return read(file);
  }

  /**
   * The settings that a file holds.
   *
   * @throws CommandFailure if there is no such file, or it is wrong; with every mistake in it
   */
  static Settings read(Path file) {
    Diagnostics diagnostics = new Diagnostics();
    Settings settings = SettingsReader.read(file.toString(), text(file), diagnostics);
    if (settings == null) {
      throw CommandFailure.wrong("the settings are wrong\n" + diagnostics.render());
    }
    return settings;
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (NoSuchFileException e) {
      throw CommandFailure.usage("no file " + file + "; name the settings with --settings FILE");
    } catch (IOException e) {
      throw CommandFailure.outside("cannot read " + file + ": " + e.getMessage(), e);
    }
  }
}
