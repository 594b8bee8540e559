package io.tocsin.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.tocsin.alert.Alert;
import io.tocsin.cluster.JobKind;
import io.tocsin.cluster.Polling;
import io.tocsin.sandbox.ElasticsearchPart;
import io.tocsin.sandbox.Part;
import io.tocsin.sandbox.delivery.Hook;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * All three jobs, with all that they stand on lost for as long as in real life, under load and
 * under a Prometheus that asks sixty times as often as usual.
 *
 * <p>It takes a quarter of an hour and is run by {@code -Dtocsin.faults.away=300}: so many seconds
 * is Elasticsearch away, and the bucket as long, but at most two minutes. {@link FaultsTest} is the
 * short of it.
 */
@Timeout(2_400)
class WholeInstallationFaultsTest {
  private static final int AWAY = Integer.getInteger("tocsin.faults.away", 0);
  private static final Duration STORE_AWAY = Duration.ofSeconds(Math.min(AWAY, 120));
  private static final Duration ELASTICSEARCH_AWAY = Duration.ofSeconds(AWAY);
  private static final int STEPS = 8;
  private static final int LOGS_OF_A_STEP = 150;
  private static final int FAILED_CHECKPOINTS = 5;
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir Path directory;
  private final HttpClient http = HttpClient.newHttpClient();
  private final List<String> jobs = new ArrayList<>();
  private int step;

  @Test
  void noLogIsLostOrCountedOrIndexedTwiceAndEveryAlertArrives() throws Exception {
    Assumptions.assumeTrue(
        AWAY > 0, "skipped: takes a quarter of an hour; run by -Dtocsin.faults.away=300");
    // Half an hour ago: what is older than an hour is sent to nobody.
    Instant minute = Instant.now().truncatedTo(ChronoUnit.MINUTES).minus(Duration.ofMinutes(35));
    try (Hook hook = new Hook();
        TestingCluster cluster = new TestingCluster(directory, true);
        Scrapes scrapes = new Scrapes(cluster.metrics().values());
        Load load = new Load(cluster.kafka().bootstrapServers(), minute)) {
      ElasticsearchPart elasticsearch = new ElasticsearchPart(cluster.workspace(), false);
      elasticsearch.start();
      submit(cluster, elasticsearch, hook);
      load.begin();
      awaitHealthy(cluster, load, hook);

      for (Part taskManager : cluster.flink().taskManagers()) {
        taskManager.kill();
        taskManager.start();
        awaitHealthy(cluster, load, hook);
      }

      cluster.flink().jobManager().kill();
      cluster.flink().jobManager().start();
      jobs.forEach(cluster::awaitRecovered);
      awaitHealthy(cluster, load, hook);

      cluster.store().kill();
      await(STORE_AWAY);
      cluster.store().start();
      awaitHealthy(cluster, load, hook);

      try (FullDisk full = FullDisk.of(cluster.store().pid())) {
        jobs.forEach(job -> cluster.awaitFailedCheckpoints(job, FAILED_CHECKPOINTS));
      }
      awaitHealthy(cluster, load, hook);

      cluster.kafka().kill();
      cluster.kafka().start();
      awaitHealthy(cluster, load, hook);

      elasticsearch.kill();
      await(ELASTICSEARCH_AWAY);
      // Alerts wait for nobody.
      awaitAlert(load, hook);
      elasticsearch.start();
      jobs.forEach(cluster::awaitCheckpoint);

      Map<String, Double> expected = new HashMap<>(load.end());
      for (int i = 1; i <= STEPS; i++) {
        expected.put("step-" + i, (double) LOGS_OF_A_STEP);
      }
      assertThat(load.settled(expected.size()))
          .hasSize(expected.size())
          .allSatisfy(
              alert ->
                  assertThat(alert.value())
                      .as(alert.rule())
                      .isEqualTo(expected.get(alert.group().get("host.name"))))
          .allMatch(alert -> alert.state() == Alert.State.ENDED);
      long logs = load.inKafka();
      awaitIndexed(elasticsearch, logs);
      assertThat(indexed(elasticsearch)).isEqualTo(logs);
      assertThat(scrapes.answered()).allMatch(count -> count > 1_000);
      System.out.printf(
          "%d logs, %d alerts to the webhook, scrapes %s, and %d not answered%n",
          logs, hook.lines().size(), scrapes.answered(), scrapes.unanswered());
    }
  }

  private void submit(TestingCluster cluster, ElasticsearchPart elasticsearch, Hook hook)
      throws IOException {
    Path receivers =
        Files.writeString(
            directory.resolve("receivers.yaml"),
            """
            default: hook
            receivers:
              hook: {webhook: {url: '%s'}, group_by: ['...'], group_wait: 0s, group_interval: 1s}
            """
                .formatted(hook.url()));
    String settings =
        cluster.settings(
            2,
            "elasticsearch: {urls: ['%s']}%nreceivers: %s"
                .formatted(elasticsearch.uri(), receivers));
    List<String> rules = new ArrayList<>(List.of("rules:"));
    for (int i = 1; i <= STEPS; i++) {
      rules.add(
          "  - {name: step-%d, where: 'host.name: step-%d', by: [host.name], over: 5m, when: count() > 100}"
              .formatted(i, i));
    }
    Files.write(directory.resolve("rules/steps.yaml"), rules);
    cluster.succeeds("setup", "--settings", settings, "--partitions", "2");
    for (JobKind kind : JobKind.values()) {
      cluster.succeeds("submit", kind.text(), "--settings", settings, "--flink", cluster.rest());
      jobs.add(cluster.id(kind));
    }
  }

  /** Until every job has completed a checkpoint, and an alert has gone the whole way. */
  private void awaitHealthy(TestingCluster cluster, Load load, Hook hook) {
    jobs.forEach(cluster::awaitCheckpoint);
    awaitAlert(load, hook);
  }

  private void awaitAlert(Load load, Hook hook) {
    String name = "step-" + ++step;
    load.beside(name, LOGS_OF_A_STEP);
    Polling.await(
        "the alert of " + name,
        TestingCluster.LIMIT,
        () -> Optional.of(hook.lines()).filter(lines -> lines.contains("firing " + name)));
  }

  private static void await(Duration time) {
    long begin = System.nanoTime();
    Polling.await(
        "a time to pass",
        time.multipliedBy(2),
        () -> Optional.of(System.nanoTime() - begin).filter(past -> past >= time.toNanos()));
  }

  /** However long it takes to catch up, as long as there are more each time. */
  private void awaitIndexed(ElasticsearchPart elasticsearch, long logs) {
    long indexed = 0;
    while (indexed < logs) {
      long before = indexed;
      indexed =
          Polling.await(
              "more than %d of %d logs to be indexed".formatted(before, logs),
              TestingCluster.LIMIT,
              () -> Optional.of(indexed(elasticsearch)).filter(count -> count > before));
    }
  }

  private long indexed(ElasticsearchPart elasticsearch) {
    URI streams = elasticsearch.uri().resolve("/logs-load-default/");
    try {
      HttpRequest refresh =
          HttpRequest.newBuilder(streams.resolve("_refresh"))
              .POST(HttpRequest.BodyPublishers.noBody())
              .build();
      var refreshed = http.send(refresh, HttpResponse.BodyHandlers.discarding());
      HttpRequest count = HttpRequest.newBuilder(streams.resolve("_count")).build();
      return JSON.readTree(http.send(count, HttpResponse.BodyHandlers.ofString()).body())
          .path("count")
          .asLong();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
