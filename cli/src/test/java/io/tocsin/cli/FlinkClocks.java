package io.tocsin.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tocsin.cluster.Polling;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the clocks of a cluster's processes say, that read logs of now and tell their metrics. */
final class FlinkClocks {
  private static final Duration NEAR = Duration.ofMinutes(1);
  private static final Pattern LAG =
      Pattern.compile("(?m)^flink_taskmanager_\\w*_watermarkLagMillis\\{.*\\} ([-+.\\dE]+)$");
  private static final ObjectMapper JSON = new ObjectMapper();

  private final TestingCluster cluster;
  private final HttpClient http = HttpClient.newHttpClient();

  FlinkClocks(TestingCluster cluster) {
    this.cluster = cluster;
  }

  /** Waits until the JobManager, and a TaskManager that reads, are so far ahead. */
  void awaitAhead(Duration ahead) {
    Duration lag = ahead.isNegative() ? Duration.ZERO : ahead;
    Polling.await(
        "the clocks to be set",
        TestingCluster.LIMIT,
        () ->
            Optional.of(ahead)
                .filter(unused -> isNear(jobManagerAhead(), ahead) && isNear(lag(), lag)));
  }

  private static boolean isNear(Duration one, Duration other) {
    return one.minus(other).abs().compareTo(NEAR) < 0;
  }

  private Duration jobManagerAhead() {
    try {
      JsonNode job = JSON.readTree(get(cluster.rest() + "/jobs/" + cluster.alerting()));
      return Duration.between(Instant.now(), Instant.ofEpochMilli(job.path("now").asLong()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** By how far the watermark, which is of now, is behind in the eyes of its TaskManager. */
  private Duration lag() {
    for (String address : cluster.metrics().values()) {
      Matcher lag = LAG.matcher(get("http://" + address + "/metrics"));
      if (lag.find()) {
        return Duration.ofMillis((long) Double.parseDouble(lag.group(1)));
      }
    }
    return Duration.ofMillis(Long.MAX_VALUE);
  }

  private String get(String uri) {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(uri)).timeout(Duration.ofSeconds(30)).build();
    try {
      return http.send(request, HttpResponse.BodyHandlers.ofString()).body();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
