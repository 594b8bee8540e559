package io.tocsin.cluster;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;

/** The HTTP under {@link FlinkClient}: JSON in and out, failures as {@link FlinkException}. */
final class FlinkRequests {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration TIME_LIMIT = Duration.ofSeconds(120);
  private static final String BOUNDARY = "tocsin-jar-boundary";

  private final HttpClient client =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
  private final URI rest;

  FlinkRequests(URI rest) {
    this.rest = rest;
  }

  JsonNode get(String path) {
    return send("GET", path, "application/json", BodyPublishers.noBody());
  }

  JsonNode post(String path, JsonNode body) {
    return send("POST", path, "application/json", BodyPublishers.ofString(body.toString()));
  }

  void patch(String path) {
    send("PATCH", path, "application/json", BodyPublishers.noBody());
  }

  /** Sends a file as the one part of a form. */
  JsonNode upload(String path, Path file) {
    String head =
        "--%s\r\nContent-Disposition: form-data; name=\"jarfile\"; filename=\"%s\"\r\nContent-Type: application/x-java-archive\r\n\r\n"
            .formatted(BOUNDARY, file.getFileName());
    try {
      BodyPublisher form =
          BodyPublishers.concat(
              BodyPublishers.ofString(head),
              BodyPublishers.ofFile(file),
              BodyPublishers.ofString("\r\n--" + BOUNDARY + "--\r\n"));
      return send("POST", path, "multipart/form-data; boundary=" + BOUNDARY, form);
    } catch (FileNotFoundException e) {
      throw new FlinkException("no file " + file, e);
    }
  }

  private JsonNode send(String method, String path, String contentType, BodyPublisher body) {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(rest + path))
            .timeout(TIME_LIMIT)
            .header("Content-Type", contentType)
            .method(method, body)
            .build();
    try {
      HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
      if (response.statusCode() / 100 != 2) {
        throw new FlinkException(
            "Flink at %s refused %s %s with status %d: %s"
                .formatted(rest, method, path, response.statusCode(), reason(response.body())));
      }
      return response.body().isEmpty() ? JSON.nullNode() : JSON.readTree(response.body());
    } catch (JsonProcessingException e) {
      throw new FlinkException(rest + path + " did not answer with JSON; is this Flink?", e);
    } catch (IOException e) {
      throw new FlinkException("cannot reach Flink at " + rest + ": " + e, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new FlinkException("interrupted while asking Flink at " + rest, e);
    }
  }

  private static String reason(String body) {
    try {
      StringBuilder trace = new StringBuilder();
      JSON.readTree(body)
          .path("errors")
          .forEach(error -> trace.append(error.asText()).append('\n'));
      return StackTraces.rootCause(trace.toString());
    } catch (JsonProcessingException e) {
      return body.lines().findFirst().orElse("");
    }
  }
}
