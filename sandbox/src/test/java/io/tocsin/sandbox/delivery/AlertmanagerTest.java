package io.tocsin.sandbox.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import io.tocsin.alert.EndReason;
import io.tocsin.diagnostic.Diagnostics;
import io.tocsin.message.Links;
import io.tocsin.message.Notice;
import io.tocsin.message.Notice.Status;
import io.tocsin.message.Notification;
import io.tocsin.message.TestingAlerts;
import io.tocsin.message.Writing;
import io.tocsin.receiver.Receiver;
import io.tocsin.receiver.Receivers;
import io.tocsin.receiver.ReceiversReader;
import io.tocsin.receiver.SecretSource;
import io.tocsin.sandbox.process.Ports;
import java.io.File;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What we push to a real Alertmanager, and what it makes of it beside what we make of it. */
@Timeout(120)
class AlertmanagerTest {
  private static final File PROGRAM = new File("/usr/bin/prometheus-alertmanager");
  private static final ObjectMapper MAPPER = new ObjectMapper();

  @TempDir Path directory;

  private final HttpClient http = HttpClient.newHttpClient();
  private final BlockingQueue<JsonNode> hooked = new LinkedBlockingQueue<>();
  private HttpServer hook;
  private Process alertmanager;
  private URI address;
  private Receiver pushed;
  private Receiver told;

  @BeforeEach
  void start() throws Exception {
    Assumptions.assumeTrue(
        PROGRAM.canExecute(), "no " + PROGRAM + ": apt-get install prometheus-alertmanager");
    hook = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    hook.createContext(
        "/",
        exchange -> {
          hooked.add(MAPPER.readTree(exchange.getRequestBody()));
          exchange.sendResponseHeaders(200, -1);
          exchange.close();
        });
    hook.start();
    String hookUrl = "http://127.0.0.1:" + hook.getAddress().getPort() + "/";
    Path config =
        Files.writeString(
            directory.resolve("alertmanager.yml"),
            """
            route: {receiver: team-hook, group_by: [alertname], group_wait: 0s, group_interval: 1s}
            receivers:
              - name: team-hook
                webhook_configs: [{url: '%s'}]
            """
                .formatted(hookUrl));
    address = URI.create("http://127.0.0.1:" + new Ports().free());
    alertmanager =
        new ProcessBuilder(
                PROGRAM.toString(),
                "--config.file=" + config,
                "--storage.path=" + directory.resolve("data"),
                "--web.listen-address=" + address.getAuthority(),
                "--cluster.listen-address=")
            .redirectErrorStream(true)
            .redirectOutput(directory.resolve("alertmanager.log").toFile())
            .start();
    await()
        .atMost(Duration.ofSeconds(30))
        .ignoreExceptions()
        .until(() -> get("/-/ready").statusCode() == 200);
    Diagnostics diagnostics = new Diagnostics();
    Receivers receivers =
        ReceiversReader.read(
            "receivers.yaml",
            """
            receivers:
              am: {alertmanager: {url: '%s'}}
              team-hook: {webhook: {url: '%s'}}
            """
                .formatted(address, hookUrl),
            diagnostics);
    assertThat(diagnostics.render()).isEmpty();
    pushed = Objects.requireNonNull(receivers.get("am"));
    told = Objects.requireNonNull(receivers.get("team-hook"));
  }

  @AfterEach
  void stop() throws Exception {
    if (alertmanager != null) {
      alertmanager.destroyForcibly().waitFor();
    }
    if (hook != null) {
      hook.stop(0);
    }
  }

  private HttpResponse<String> get(String path) throws Exception {
    return http.send(
        HttpRequest.newBuilder(address.resolve(path)).build(), BodyHandlers.ofString());
  }

  private static Notification notification(Receiver receiver, Notice... notices) {
    return new Notification(
        receiver.name(), Map.of("alertname", "checkout-errors"), List.of(notices), 0, 0);
  }

  private void push(Notice... notices) throws Exception {
    Writing.Request request =
        new Writing(Links.NONE, SecretSource.PROCESS)
            .request(pushed, notification(pushed, notices), System.currentTimeMillis());
    HttpResponse<String> answer =
        http.send(
            HttpRequest.newBuilder(address.resolve(request.path()))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofByteArray(request.body()))
                .build(),
            BodyHandlers.ofString());
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
  }

  private static Notice firing(String host) {
    return new Notice(Status.FIRING, TestingAlerts.alert("checkout-errors", host).firing());
  }

  private static Notice ended(String host) {
    return new Notice(
        Status.ENDED, TestingAlerts.alert("checkout-errors", host).ended(EndReason.RECOVERED));
  }

  private JsonNode ours(Notice... notices) throws Exception {
    byte[] body =
        new Writing(Links.NONE, SecretSource.PROCESS)
            .request(told, notification(told, notices), System.currentTimeMillis())
            .body();
    return MAPPER.readTree(body);
  }

  @Test
  void itReceivesGroupsAndShowsOurAlerts() throws Exception {
    push(firing("web-1"), firing("web-2"));

    JsonNode alerts = MAPPER.readTree(get("/api/v2/alerts").body());
    assertThat(alerts).hasSize(2);
    assertThat(alerts.findValuesAsText("host_name")).containsExactlyInAnyOrder("web-1", "web-2");
    JsonNode groups = MAPPER.readTree(get("/api/v2/alerts/groups").body());
    assertThat(groups).hasSize(1);
    assertThat(groups.at("/0/labels/alertname").asText()).isEqualTo("checkout-errors");

    push(ended("web-1"), ended("web-2"));
    await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> MAPPER.readTree(get("/api/v2/alerts").body()).isEmpty());
  }

  @Test
  void itsWebhookAndOursSayTheSameOfTheSameAlert() throws Exception {
    push(firing("web-1"));
    JsonNode theirs = Objects.requireNonNull(hooked.poll(60, TimeUnit.SECONDS));
    assertSame(theirs, ours(firing("web-1")));

    push(ended("web-1"));
    JsonNode theirEnd = Objects.requireNonNull(hooked.poll(60, TimeUnit.SECONDS));
    assertSame(theirEnd, ours(ended("web-1")));
  }

  /**
   * Key by key: all that it says we say too, of the same kind; and the same but for its own address
   * and for the spelling of labels, which it does not let have dots.
   */
  private static void assertSame(JsonNode theirs, JsonNode ours) {
    assertThat(names(ours)).containsAll(names(theirs));
    for (String key : List.of("receiver", "status", "groupLabels", "groupKey", "version")) {
      assertThat(ours.path(key)).as(key).isEqualTo(theirs.path(key));
    }
    assertThat(ours.path("truncatedAlerts").asInt())
        .isEqualTo(theirs.path("truncatedAlerts").asInt());
    assertThat(ours.path("alerts")).hasSameSizeAs(theirs.path("alerts"));
    JsonNode theirAlert = theirs.at("/alerts/0");
    JsonNode ourAlert = ours.at("/alerts/0");
    assertThat(names(ourAlert)).isEqualTo(names(theirAlert));
    for (String key : List.of("status", "annotations", "startsAt", "generatorURL")) {
      assertThat(ourAlert.path(key)).as(key).isEqualTo(theirAlert.path(key));
    }
    if (ourAlert.path("status").asText().equals("resolved")) {
      assertThat(ourAlert.path("endsAt")).isEqualTo(theirAlert.path("endsAt"));
    } else {
      assertThat(ourAlert.path("endsAt").asText()).isEqualTo("0001-01-01T00:00:00Z");
    }
    assertThat(ourAlert.path("fingerprint").asText()).matches("[0-9a-f]{16}");
    assertThat(theirAlert.path("fingerprint").asText()).matches("[0-9a-f]{16}");
    JsonNode spelt = MAPPER.valueToTree(underscored(ourAlert.path("labels")));
    assertThat(spelt).isEqualTo(theirAlert.path("labels"));
  }

  private static TreeSet<String> names(JsonNode object) {
    TreeSet<String> names = new TreeSet<>();
    object.fieldNames().forEachRemaining(names::add);
    return names;
  }

  private static Map<String, String> underscored(JsonNode labels) {
    Map<String, String> spelt = new TreeMap<>();
    labels
        .properties()
        .forEach(label -> spelt.put(label.getKey().replace('.', '_'), label.getValue().asText()));
    return spelt;
  }
}
