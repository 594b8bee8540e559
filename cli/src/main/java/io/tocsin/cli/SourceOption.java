package io.tocsin.cli;

import io.tocsin.document.SourceFormat;
import io.tocsin.document.SourceSpec;
import io.tocsin.settings.Settings;
import io.tocsin.settings.SourceSettings;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How logs are read, for commands that try rules: as a source of the settings, or as ECS JSON. */
final class SourceOption {

  @Option(
      names = {"-c", "--settings", "--config"},
      paramLabel = "FILE",
      description = {
        "Read logs as the jobs do with these settings: format, timestamp, parse, rename and mask of",
        "the source (unless named: ECS JSON, as it is)."
      })
  private @Nullable Path file;

  @Option(
      names = "--source",
      paramLabel = "NAME",
      description = "The source, where the settings have several.")
  private @Nullable String name;

  /**
   * The settings.
   *
   * @return null if none are named
   * @throws CommandFailure if there is no such file, or it is wrong; with every mistake in it
   */
  @Nullable Settings settings() {
    return file == null ? null : SettingsOption.read(file);
  }

  /**
   * How logs are read.
   *
   * @throws CommandFailure if the settings cannot be read, or do not say which source is meant
   */
  SourceSpec spec() {
    Settings settings = settings();
    if (settings == null) {
      if (name != null) {
        throw CommandFailure.usage("--source names a source of the settings; add --settings FILE");
      }
      return SourceSpec.of(SourceFormat.ECS);
    }
    List<SourceSettings> fitting =
        settings.sources().stream()
            .filter(source -> name == null || name.equals(source.name()))
            .toList();
    if (fitting.size() != 1) {
      String names =
          settings.sources().stream().map(SourceSettings::name).collect(Collectors.joining(", "));
      throw CommandFailure.usage(
          name == null
              ? "the settings have several sources; say which with --source: " + names
              : "no source '" + name + "' in the settings; it is one of " + names);
    }
    return fitting.get(0).spec();
  }
}
