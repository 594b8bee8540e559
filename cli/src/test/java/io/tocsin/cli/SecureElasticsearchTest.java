package io.tocsin.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.receiver.Secret;
import io.tocsin.sandbox.SecureElasticsearch;
import io.tocsin.settings.ElasticsearchSettings;
import io.tocsin.settings.Retention;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.elasticsearch.client.Request;
import org.elasticsearch.client.RestClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Commands before an Elasticsearch with TLS and users. */
@Timeout(300)
class SecureElasticsearchTest {
  private static final String USER = SecureElasticsearch.USER;
  private static final String PASSWORD = SecureElasticsearch.PASSWORD;

  @TempDir Path directory;

  private final TestingCommand command = new TestingCommand();

  @Test
  void whoItTrustsAndWhomItTrustsDecide() throws Exception {
    try (SecureElasticsearch elasticsearch = new SecureElasticsearch()) {
      String url = elasticsearch.uri().toString();
      String ca = elasticsearch.caFile().toString();
      createLog(url, ca);
      Path password = Files.writeString(directory.resolve("password"), PASSWORD + "\n");
      String[] trusted = {"--ca", ca, "--user", USER, "--password", "${file:" + password + "}"};

      assertThat(command.succeeds(replay("--from-elasticsearch", url, trusted)))
          .contains("1 logs, 1 alerts");

      assertThat(
              command.run(replay("--from-elasticsearch", url, "--user", USER, "--password", "x")))
          .isEqualTo(3);
      assertThat(command.said())
          .startsWith("tocsin: the certificate of Elasticsearch at " + url + " is not trusted:")
          .contains("name its CA file")
          .hasLineCount(1);

      assertThat(
              command.run(
                  replay(
                      "--from-elasticsearch", url, "--ca", ca, "--user", USER, "--password", "no")))
          .isEqualTo(3);
      assertThat(
              command.run(replay("--from-elasticsearch", url, "--ca", ca, "--api-key", "bm86a2V5")))
          .isEqualTo(3);
      assertThat(command.said())
          .isEqualTo(
              ("tocsin: Elasticsearch at %1$s did not accept the credentials (401)%ntocsin:"
                      + " Elasticsearch at %1$s did not accept the credentials (401)%n")
                  .formatted(url));

      // As the settings say it, for every command.
      String settings =
          TestingCommand.settings(
              directory,
              TestingCommand.NOWHERE,
              "elasticsearch: {urls: ['%s'], user: %s, password: '${file:%s}', ca: '%s'}"
                  .formatted(url, USER, password, ca));
      assertThat(command.succeeds(replay("--from-elasticsearch", "-c", settings)))
          .contains("1 logs, 1 alerts");
      assertThat(command.succeeds("alerts", "-c", settings)).isEqualTo("nothing is firing\n");
      assertThat(command.succeeds("deadletters", "-c", settings)).isEqualTo("no dead letters\n");
    }
  }

  private static void createLog(String url, String ca) throws IOException {
    ElasticsearchSettings settings =
        new ElasticsearchSettings(
            List.of(url), USER, new Secret(PASSWORD), null, ca, Retention.DEFAULT);
    try (RestClient client = Connections.elasticsearch(settings)) {
      Request request = new Request("PUT", "/logs-secure/_create/1");
      request.addParameter("refresh", "true");
      request.setJsonEntity("{\"@timestamp\":\"2025-03-20T10:00:05Z\"}");
      client.performRequest(request);
    }
  }

  private String[] replay(String... arguments) throws IOException {
    Path rules =
        Files.writeString(
            directory.resolve("a.yaml"), "rules: [{name: any, when: 'count()[1m] > 0'}]\n");
    return Stream.concat(
            Stream.of("replay", "--rules", rules.toString(), "--since", "2025-03-20T00:00:00Z"),
            Stream.of(arguments))
        .toArray(String[]::new);
  }

  private String[] replay(String option, String url, String[] more) throws IOException {
    return Stream.concat(Stream.of(replay(option, url)), Stream.of(more)).toArray(String[]::new);
  }
}
