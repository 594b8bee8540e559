package io.tocsin.cli;

import io.tocsin.search.DeadLetterQuery;
import io.tocsin.search.DeadLetters;
import io.tocsin.settings.ElasticsearchSettings;
import io.tocsin.settings.Settings;
import java.io.IOException;
import java.time.Clock;
import org.elasticsearch.client.RestClient;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Which dead letters, for the commands that are about them. */
final class DeadLettersMixin {

  @Mixin private SettingsOption settingsFile = new SettingsOption();

  @Option(
      names = "--stage",
      paramLabel = "decode|index|deliver",
      description = "Those that were no logs, refused by Elasticsearch, or by a receiver.")
  private @Nullable Stage stage;

  @Option(
      names = "--reason",
      paramLabel = "CODE",
      description = "Those of one reason, such as document_parsing_exception.")
  private @Nullable String reason;

  @Option(
      names = "--since",
      paramLabel = "TIME",
      converter = SinceConverter.class,
      description = "Those found so long ago, such as 7d, or at a time or later.")
  private @Nullable Since since;

  /** Where on its way something was stopped. */
  enum Stage {
    decode,
    index,
    deliver
  }

  /** What a command does with dead letters. */
  @FunctionalInterface
  interface Action {
    /** Does it. */
    int on(DeadLetters letters, DeadLetterQuery query, Settings settings) throws IOException;
  }

  /**
   * Does something with them.
   *
   * @return the exit code
   * @throws CommandFailure if the settings name no Elasticsearch
   */
  int use(Action action) throws IOException {
    Settings settings = settingsFile.read();
    ElasticsearchSettings elasticsearch = settings.elasticsearch();
    if (elasticsearch == null) {
      throw CommandFailure.usage(
          settingsFile.file()
              + " names no Elasticsearch, which is where dead letters are searched");
    }
    DeadLetterQuery query =
        new DeadLetterQuery(
            stage == null ? null : stage.name(),
            reason,
            since == null ? null : since.before(Clock.systemUTC().instant()));
    try (RestClient client = Connections.elasticsearch(elasticsearch)) {
      return action.on(new DeadLetters(client), query, settings);
    }
  }
}
