package io.tocsin.cli;

import io.tocsin.receiver.Secret;
import io.tocsin.search.ElasticsearchLogs;
import io.tocsin.search.SearchException;
import io.tocsin.settings.ElasticsearchSettings;
import io.tocsin.settings.Retention;
import io.tocsin.settings.Settings;
import java.time.Instant;
import java.util.List;
import org.elasticsearch.client.RestClient;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Logs that Elasticsearch holds, as the input of a command. */
final class ElasticsearchInput {
  /** Logs further ahead of the wall clock cannot be placed in time. */
  private static final long DAY_MILLIS = 86_400_000;

  private static final String OF_SETTINGS = "";

  @Option(
      names = "--from-elasticsearch",
      paramLabel = "URL",
      arity = "0..1",
      fallbackValue = OF_SETTINGS,
      description = {
        "Read logs that are indexed, in the order of their time; without URL, from the Elasticsearch",
        "of the settings. They were parsed and masked on their way there, and are taken as they are."
      })
  private @Nullable String url;

  @Option(
      names = "--index",
      paramLabel = "NAME",
      defaultValue = "logs-*",
      description = "Which indices or data streams (unless set: ${DEFAULT-VALUE}).")
  private String index = "logs-*";

  @Option(
      names = "--since",
      paramLabel = "TIME",
      defaultValue = "1d",
      converter = SinceConverter.class,
      description = {
        "The earliest logs: so long ago, such as 7d, or a time such as 2026-11-20T10:05:00Z (unless",
        "set: ${DEFAULT-VALUE})."
      })
  private Since since = new Since(null, Instant.EPOCH);

  @Option(
      names = "--user",
      paramLabel = "NAME",
      description = "The user, with --password (unless set: as the settings say).")
  private @Nullable String user;

  @Option(
      names = "--password",
      paramLabel = "TEXT",
      description = "Best written as '$${env:NAME}' or '$${file:PATH}', which are looked up.")
  private @Nullable String password;

  @Option(
      names = "--api-key",
      paramLabel = "TEXT",
      description = "Instead of a user; written as a password is.")
  private @Nullable String apiKey;

  @Option(
      names = "--ca",
      paramLabel = "FILE",
      description = "The certificate authority's certificate, in PEM.")
  private @Nullable String ca;

  /** Whether logs are to come from there. */
  boolean isWanted() {
    return url != null;
  }

  /**
   * How to reach it.
   *
   * @param settings null if none are named
   * @throws CommandFailure if that is not said, or said twice
   */
  ElasticsearchSettings connection(@Nullable Settings settings) {
    ElasticsearchSettings known = settings == null ? null : settings.elasticsearch();
    List<String> urls =
        url == null || url.equals(OF_SETTINGS)
            ? known == null ? List.of() : known.urls()
            : List.of(address(url));
    if (urls.isEmpty()) {
      throw CommandFailure.usage(
          "--from-elasticsearch needs an address, or --settings FILE with one");
    }
    if ((user == null) != (password == null)) {
      throw CommandFailure.usage("--user and --password come together");
    }
    if (user != null && apiKey != null) {
      throw CommandFailure.usage("give --user or --api-key, not both");
    }
    String authority = ca == null && known != null ? known.ca() : ca;
    if (user == null && apiKey == null && known != null) {
      return new ElasticsearchSettings(
          urls, known.user(), known.password(), known.apiKey(), authority, known.retention());
    }
    return new ElasticsearchSettings(
        urls,
        user,
        password == null ? null : new Secret(password),
        apiKey == null ? null : new Secret(apiKey),
        authority,
        Retention.DEFAULT);
  }

  private static String address(String text) {
    if (!text.matches("https?://[^\\s/]+/*")) {
      throw CommandFailure.usage(
          "'%s' is no address such as https://elasticsearch:9200".formatted(text));
    }
    return text.replaceAll("/+$", "");
  }

  /**
   * Opens the logs.
   *
   * @param until all are earlier than this; null for all there are
   * @throws CommandFailure if there is no such index, or Elasticsearch is not there or refuses
   */
  ElasticsearchLogs open(RestClient client, @Nullable Instant until, Instant now) {
    Instant from = since.before(now);
    long latest = now.toEpochMilli() + DAY_MILLIS;
    long end = until == null ? latest : Math.min(latest, until.toEpochMilli());
    if (end <= from.toEpochMilli()) {
      throw CommandFailure.usage("--until is not after --since, which is " + from);
    }
    try {
      return ElasticsearchLogs.open(client, index, from.toEpochMilli(), end);
    } catch (SearchException e) {
      if (e.isNotFound()) {
        throw CommandFailure.usage(e.getMessage() + "; name another with --index");
      }
      throw CommandFailure.outside(String.valueOf(e.getMessage()), e);
    }
  }
}
