package io.tocsin.sandbox.demo;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/** The demo's logs in Elasticsearch. */
final class DemoIndex {

  private static final Duration LIMIT = Duration.ofSeconds(30);
  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpClient http = HttpClient.newHttpClient();
  private final URI elasticsearch;

  DemoIndex(URI elasticsearch) {
    this.elasticsearch = elasticsearch;
  }

  /** How many logs there are up to this time, in milliseconds since the epoch; that one too. */
  long countUntil(long millis) {
    post("/logs-demo-*/_refresh", "");
    String body =
        post(
            "/logs-demo-*/_count",
            """
            {"query": {"range": {"@timestamp": {"lte": %d, "format": "epoch_millis"}}}}"""
                .formatted(millis));
    try {
      return JSON.readTree(body).path("count").asLong();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String post(String path, String body) {
    HttpRequest request =
        HttpRequest.newBuilder(elasticsearch.resolve(path))
            .timeout(LIMIT)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build();
    try {
      return http.send(request, HttpResponse.BodyHandlers.ofString()).body();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new DemoException("interrupted while asking Elasticsearch", e);
    }
  }
}
