package io.tocsin.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.tocsin.sandbox.ElasticsearchPart;
import io.tocsin.sandbox.StackExtension;
import io.tocsin.search.TestingIndices;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(StackExtension.class)
@Timeout(300)
class ReplayCommandTest {
  private static final String RULE =
      "rules: [{name: errors, where: 'log.level: ERROR', by: [host.name], when: 'count()[1m] > %d'}]\n";

  @TempDir Path directory;

  private final TestingCommand command = new TestingCommand();

  @Test
  void whatIsIndexedGivesTheAlertsThatAFileOfTheSameGives(ElasticsearchPart elasticsearch)
      throws Exception {
    List<String> logs = new ArrayList<>();
    for (int second = 0; second < 600; second++) {
      String host = "web-" + second % 3;
      String level = second % 120 < 12 ? "ERROR" : "INFO";
      logs.add(log("2025-03-20T10:%02d:%02dZ".formatted(second / 60, second % 60), level, host));
    }
    String file = Files.write(directory.resolve("logs.ndjson"), logs).toString();
    Collections.reverse(logs);
    try (TestingIndices indices = new TestingIndices(elasticsearch)) {
      indices.create("logs-replay.a-default", logs.subList(0, 250));
      indices.create("logs-replay.b-default", logs.subList(250, 600));
    }
    String rules = rules("rules.yaml", 3);
    String url = elasticsearch.uri().toString();
    String[] indexed = {
      "replay",
      "--rules",
      rules,
      "--from-elasticsearch",
      url,
      "--index",
      "logs-replay.*",
      "--since",
      "2025-03-20T10:00:00Z",
      "--format",
      "json"
    };

    String said = command.succeeds("replay", "--rules", rules, "--logs", file, "--format", "json");
    assertThat(said.lines()).hasSize(15);
    assertThat(command.succeeds(indexed)).isEqualTo(said);

    indexed[indexed.length - 1] = "text";
    assertThat(command.succeeds(indexed))
        .endsWith("600 logs, 15 alerts\n  errors: 15 alerts, 30 notifications\n");
    // Only what is earlier, on an installation's own settings.
    String settings = TestingCommand.settingsWithElasticsearch(directory, url);
    assertThat(
            command.succeeds(
                "replay",
                "--rules",
                rules,
                "--from-elasticsearch",
                "-c",
                settings,
                "--index",
                "logs-replay.*",
                "--since",
                "2025-03-20T10:00:00Z",
                "--until",
                "2025-03-20T10:02:00Z"))
        .endsWith("120 logs, 3 alerts\n  errors: 3 alerts, 6 notifications\n");
    assertThat(
            command.succeeds(
                "replay",
                "--rules",
                rules,
                "--from-elasticsearch",
                url,
                "--index",
                "logs-replay.*",
                "--since",
                "2020-01-01T00:00:00Z",
                "--until",
                "2020-01-02T00:00:00Z"))
        .isEqualTo("0 logs, 0 alerts\n  1 rules without an alert\n");
  }

  @Test
  void whatOtherRulesWouldAddAndTakeAwayIsShown() throws IOException {
    List<String> logs = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      logs.add(log("2025-03-20T10:00:0%dZ".formatted(i), "ERROR", "web-1"));
      logs.add(log("2025-03-20T10:00:0%dZ".formatted(i), "ERROR", i < 3 ? "web-2" : "web-3"));
    }
    logs.add(log("2025-03-20T10:02:00Z", "INFO", "web-1"));
    String file = Files.write(directory.resolve("logs.ndjson"), logs).toString();
    String strict = rules("strict.yaml", 4);
    String loose = rules("loose.yaml", 2);

    assertThat(command.succeeds("replay", "--rules", loose, "--against", strict, "--logs", file))
        .isEqualTo(
            """
            + 2025-03-20T10:00:00Z  errors {host.name=web-2}  value 3, peak 3, ended 2025-03-20T10:01:00Z (recovered)
            11 logs, 2 alerts
            1 alerts added
            0 alerts removed
            0 alerts changed
              errors: 2 alerts, were 1; 4 notifications, were 2
            """);
    assertThat(
            command.succeeds(
                "replay",
                "--rules",
                strict,
                "--against",
                loose,
                "--logs",
                file,
                "--format",
                "json"))
        .hasLineCount(1)
        .startsWith("{\"change\":\"removed\",\"alert\":null,\"was\":{\"id\":");
  }

  @Test
  void wrongCallsAreNamed() throws IOException {
    String rules = rules("rules.yaml", 1);
    String nowhere = "http://" + TestingCommand.NOWHERE;

    assertThat(command.run("replay", "--rules", rules)).isEqualTo(2);
    assertThat(
            command.run(
                "replay", "--rules", rules, "--logs", rules, "--from-elasticsearch", nowhere))
        .isEqualTo(2);
    assertThat(command.run("replay", "--rules", rules, "--from-elasticsearch")).isEqualTo(2);
    assertThat(command.run("replay", "--rules", rules, "--from-elasticsearch", "es:9200"))
        .isEqualTo(2);
    assertThat(
            command.run("replay", "--rules", rules, "--from-elasticsearch", nowhere, "--user", "a"))
        .isEqualTo(2);
    assertThat(
            command.run(
                "replay", "--rules", rules, "--from-elasticsearch", nowhere, "--since", "7"))
        .isEqualTo(2);
    assertThat(command.said().lines().map(line -> line.replaceAll("; see .*", "")))
        .containsExactly(
            "tocsin: name the logs: --logs FILE or --from-elasticsearch URL, one of them",
            "tocsin: name the logs: --logs FILE or --from-elasticsearch URL, one of them",
            "tocsin: --from-elasticsearch needs an address, or --settings FILE with one",
            "tocsin: 'es:9200' is no address such as https://elasticsearch:9200",
            "tocsin: --user and --password come together",
            "tocsin: Invalid value for option '--since': '7' is no duration such as 30s, 3m or 1h");

    assertThat(command.run("replay", "--rules", rules, "--from-elasticsearch", nowhere))
        .isEqualTo(3);
    assertThat(command.said())
        .isEqualTo("tocsin: nothing listens at " + nowhere + ": is Elasticsearch running there?\n");
  }

  @Test
  void anIndexThatThereIsNotIsAWrongCall(ElasticsearchPart elasticsearch) throws IOException {
    String url = elasticsearch.uri().toString();

    assertThat(
            command.run(
                "replay",
                "--rules",
                rules("rules.yaml", 1),
                "--from-elasticsearch",
                url,
                "--index",
                "lgos-*"))
        .isEqualTo(2);
    assertThat(command.said())
        .isEqualTo(
            "tocsin: Elasticsearch at %s has no index 'lgos-*'; name another with --index%n"
                .formatted(url));
  }

  @Test
  void credentialsAreSentAndThatTheyAreWrongIsSaid() throws IOException {
    String rules = rules("rules.yaml", 1);
    List<String> sent = Collections.synchronizedList(new ArrayList<>());
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          sent.add(exchange.getRequestHeaders().getFirst("Authorization"));
          byte[] refusal = "{\"error\":{\"reason\":\"no\"},\"status\":401}".getBytes(UTF_8);
          exchange.getResponseHeaders().add("Content-Type", "application/json");
          exchange.sendResponseHeaders(401, refusal.length);
          exchange.getResponseBody().write(refusal);
          exchange.close();
        });
    server.start();
    try {
      String url = "http://127.0.0.1:" + server.getAddress().getPort();
      Path key = Files.writeString(directory.resolve("key"), "secret-key\n");
      String[] replay = {"replay", "--rules", rules, "--from-elasticsearch", url, "--api-key", ""};
      replay[6] = "${file:" + key + "}";

      assertThat(command.run(replay)).isEqualTo(3);
      assertThat(command.said())
          .isEqualTo("tocsin: Elasticsearch at " + url + " did not accept the credentials (401)\n");
      assertThat(
              command.run(
                  "replay",
                  "--rules",
                  rules,
                  "--from-elasticsearch",
                  url,
                  "--user",
                  "jane",
                  "--password",
                  "word"))
          .isEqualTo(3);
      String basic = Base64.getEncoder().encodeToString("jane:word".getBytes(UTF_8));
      assertThat(sent).containsExactly("ApiKey secret-key", "Basic " + basic);
    } finally {
      server.stop(0);
    }
  }

  private String rules(String name, int threshold) throws IOException {
    return Files.writeString(directory.resolve(name), RULE.formatted(threshold)).toString();
  }

  private static String log(String time, String level, String host) {
    return "{\"@timestamp\":\"%s\",\"log\":{\"level\":\"%s\"},\"host\":{\"name\":\"%s\"}}"
        .formatted(time, level, host);
  }
}
