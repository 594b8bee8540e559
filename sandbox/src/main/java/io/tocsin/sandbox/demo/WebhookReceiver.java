package io.tocsin.sandbox.demo;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/** A receiver of Alertmanager's webhook, version 4, on a free port of the loopback address. */
final class WebhookReceiver implements AutoCloseable {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpServer server;
  private final Consumer<Notice> notices;

  /**
   * Starts to listen.
   *
   * @param notices hears of each alert of each body, one at a time
   */
  WebhookReceiver(Consumer<Notice> notices) throws IOException {
    this.notices = notices;
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
  }

  /** Where bodies are to be posted. */
  URI uri() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/alerts");
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      exchange.sendResponseHeaders(take(exchange) ? 200 : 400, -1);
    }
  }

  private boolean take(HttpExchange exchange) throws IOException {
    try {
      JsonNode body = JSON.readTree(exchange.getRequestBody());
      if (!body.path("alerts").isArray()) {
        return false;
      }
      body.path("alerts").forEach(alert -> notices.accept(notice(alert)));
      return true;
    } catch (JsonProcessingException e) {
      return false;
    }
  }

  private static Notice notice(JsonNode alert) {
    return new Notice(
        alert.path("status").asText().equals("firing"),
        map(alert.path("labels")),
        map(alert.path("annotations")),
        alert.path("fingerprint").asText(),
        alert.path("startsAt").asText());
  }

  private static Map<String, String> map(JsonNode object) {
    Map<String, String> map = new TreeMap<>();
    object.fields().forEachRemaining(field -> map.put(field.getKey(), field.getValue().asText()));
    return map;
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
