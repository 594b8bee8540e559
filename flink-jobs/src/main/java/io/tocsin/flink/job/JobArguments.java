package io.tocsin.flink.job;

import io.tocsin.diagnostic.Diagnostics;
import io.tocsin.settings.FieldsOfRules;
import io.tocsin.settings.Settings;
import io.tocsin.settings.SettingsReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The arguments of a job: one, the path of {@code tocsin.yaml} where the job is started. */
public final class JobArguments {
  private static final Logger LOG = LoggerFactory.getLogger(JobArguments.class);

  private JobArguments() {}

  /**
   * The settings that the arguments name.
   *
   * @throws IllegalArgumentException if they do not name a file without errors; the message has all
   *     its errors
   * @throws IOException if it cannot be read
   */
  public static Settings settings(String... arguments) throws IOException {
    return settings(null, arguments);
  }

  /**
   * The settings that the arguments name, with their filters checked.
   *
   * @param fields what filters are checked against; null to look at their syntax only
   * @throws IllegalArgumentException as above
   * @throws IOException if the file cannot be read
   */
  public static Settings settings(@Nullable FieldsOfRules fields, String... arguments)
      throws IOException {
    if (arguments.length != 1) {
      throw new IllegalArgumentException(
          "expected the path of tocsin.yaml, got " + arguments.length + " arguments");
    }
    Diagnostics diagnostics = new Diagnostics();
    String text = Files.readString(Path.of(arguments[0]));
    Settings settings = SettingsReader.read(arguments[0], text, fields, diagnostics);
    if (settings == null) {
      throw new IllegalArgumentException(diagnostics.render());
    }
    if (!diagnostics.isEmpty()) {
      LOG.warn("{}", diagnostics.render());
    }
    return settings;
  }
}
