package io.tocsin.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tocsin.cluster.Polling;
import io.tocsin.sandbox.Stack;
import io.tocsin.sandbox.Workspace;
import io.tocsin.sandbox.process.Command;
import io.tocsin.sandbox.process.GuardedProcess;
import io.tocsin.sandbox.process.Programs;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A real Prometheus, with the scrape configuration of {@code k8s/monitoring}, looks at all three
 * jobs while they work.
 */
@Timeout(400)
class MonitoringTest {

  private static final Path MONITORING = Path.of("..", "k8s", "monitoring");
  private static final Pattern METRIC = Pattern.compile("\\bflink_[A-Za-z0-9_]+");
  private static final Duration LIMIT = Duration.ofSeconds(90);
  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpClient http = HttpClient.newHttpClient();

  @TempDir Path directory;
  private Workspace workspace;
  private URI prometheus;

  @BeforeEach
  void begin() {
    Assumptions.assumeTrue(
        Programs.isOnPath("prometheus"), "skipped: no prometheus on the PATH (Debian: prometheus)");
    workspace = Workspace.create();
    prometheus = URI.create("http://127.0.0.1:" + workspace.ports().free());
  }

  @AfterEach
  void end() {
    if (workspace != null) {
      workspace.delete();
    }
  }

  @Test
  void everyMetricThatARuleOrAPanelNamesHasSamplesAndEveryQueryIsAnswered() throws Exception {
    List<String> queries = queries();
    try (Stack stack = new Stack(workspace, false);
        Load load = new Load(stack.kafka().bootstrapServers())) {
      Map<String, String> metrics = stack.flink().exposeMetrics(workspace.ports());
      stack.start((part, after) -> {});
      submit(stack);
      load.begin();
      startPrometheus(metrics);

      Set<String> wanted =
          queries.stream()
              .flatMap(query -> METRIC.matcher(query).results())
              .map(found -> found.group())
              .collect(Collectors.toCollection(TreeSet::new));
      Polling.await(
          "samples",
          LIMIT,
          () -> Optional.of(scraped()).filter(names -> names.containsAll(wanted)));

      for (String query : queries) {
        assertThat(ask("/api/v1/query?query=" + URLEncoder.encode(query, UTF_8)).path("status"))
            .as(query)
            .hasToString("\"success\"");
      }
      JsonNode readers = answer("sum by (cluster, component) (up{job=\"tocsin\"})");
      assertThat(readers.findValuesAsText("component"))
          .containsExactlyInAnyOrder("jobmanager", "taskmanager");
      assertThat(answer("count({__name__=~\".*KafkaConsumer.*\"})")).isEmpty();
    }
  }

  /** Of the alerting rules and of the dashboard. */
  private static List<String> queries() throws IOException {
    List<String> queries = new ArrayList<>();
    String rules = Files.readString(MONITORING.resolve("tocsin-alerts.yml"));
    Pattern.compile("(?m)^ {8}expr: (?:>\\n((?: {10}.*\\n)+)|(.*)\\n)")
        .matcher(rules)
        .results()
        .forEach(
            found ->
                queries.add((found.group(1) == null ? found.group(2) : found.group(1)).strip()));
    assertThat(queries).hasSize(rules.split("- alert: ", -1).length - 1);
    JsonNode dashboard = JSON.readTree(MONITORING.resolve("tocsin-dashboard.json").toFile());
    List<String> panels = dashboard.findValuesAsText("expr");
    assertThat(panels).hasSizeGreaterThan(20);
    queries.addAll(panels);
    return queries;
  }

  private void submit(Stack stack) throws IOException {
    Files.createDirectories(directory.resolve("rules"));
    Files.writeString(
        directory.resolve("rules/rules.yaml"),
        """
        rules:
          - {name: many, where: 'log.level: ERROR', by: [host.name], over: 5m, when: count() > 100}
        """);
    Files.writeString(
        directory.resolve("receivers.yaml"),
        """
        default: nobody
        receivers: {nobody: {webhook: {url: 'http://127.0.0.1:1/'}}}
        """);
    Path settings =
        Files.writeString(
            directory.resolve("tocsin.yaml"),
            """
            kafka: {bootstrap: '%s'}
            sources:
              - {name: logs, topics: [%s]}
            rules: %s
            receivers: %s
            checkpoints: {endpoint: '%s', bucket: tocsin, access_key: %s, secret_key: %s, interval: 1s}
            elasticsearch: {urls: ['%s']}
            parallelism: 2
            """
                .formatted(
                    stack.kafka().bootstrapServers(),
                    Load.TOPIC,
                    directory.resolve("rules"),
                    directory.resolve("receivers.yaml"),
                    stack.objectStore().endpoint(),
                    stack.objectStore().accessKey(),
                    stack.objectStore().secretKey(),
                    stack.elasticsearch().uri()));
    String flink = stack.flink().rest().toString();
    run("setup", "--settings", settings.toString(), "--partitions", "2");
    for (String job : List.of("alerting", "delivery", "pipeline")) {
      run("submit", job, "--settings", settings.toString(), "--flink", flink);
    }
  }

  private static void run(String... arguments) {
    StringWriter err = new StringWriter();
    int code =
        Tocsin.run(
            new PrintWriter(new StringWriter(), true), new PrintWriter(err, true), arguments);
    assertThat(code).as(err.toString()).isZero();
  }

  /** With the addresses of our processes in the place of what Kubernetes would tell. */
  private void startPrometheus(Map<String, String> metrics) throws IOException {
    String pods =
        metrics.entrySet().stream()
            .map(
                each ->
                    """
                          - targets: ['%s']
                            labels:
                              __meta_kubernetes_pod_label_app_kubernetes_io_part_of: tocsin
                              __meta_kubernetes_pod_container_port_name: metrics
                              __meta_kubernetes_pod_label_app: tocsin-session
                              __meta_kubernetes_pod_label_component: %s
                              __meta_kubernetes_pod_name: %s
                    """
                        .formatted(
                            each.getValue(), each.getKey().replaceAll("\\d", ""), each.getKey()))
            .collect(Collectors.joining());
    String configuration = Files.readString(MONITORING.resolve("prometheus.yml"));
    String ours =
        configuration
            .replaceFirst(
                "(?m)^ {4}kubernetes_sd_configs:\\n(?: {6}.*\\n)+", "    static_configs:\n" + pods)
            .replace("15s", "1s");
    Files.writeString(directory.resolve("prometheus.yml"), ours);
    Files.copy(MONITORING.resolve("tocsin-alerts.yml"), directory.resolve("tocsin-alerts.yml"));
    GuardedProcess server =
        workspace
            .processes()
            .start(
                new Command(
                    "prometheus",
                    List.of(
                        "prometheus",
                        "--config.file=" + directory.resolve("prometheus.yml"),
                        "--storage.tsdb.path=" + directory.resolve("data"),
                        "--web.listen-address=" + prometheus.getAuthority()),
                    directory));
    server.awaitReady(
        LIMIT,
        () ->
            http.send(
                        HttpRequest.newBuilder(prometheus.resolve("/-/ready")).build(),
                        HttpResponse.BodyHandlers.discarding())
                    .statusCode()
                == 200);
  }

  private Set<String> scraped() {
    Set<String> names = new TreeSet<>();
    ask("/api/v1/label/__name__/values").path("data").forEach(each -> names.add(each.asText()));
    return names;
  }

  private JsonNode answer(String query) {
    return ask("/api/v1/query?query=" + URLEncoder.encode(query, UTF_8)).at("/data/result");
  }

  private JsonNode ask(String path) {
    try {
      HttpRequest request = HttpRequest.newBuilder(URI.create(prometheus + path)).build();
      return JSON.readTree(http.send(request, HttpResponse.BodyHandlers.ofString()).body());
    } catch (IOException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
