package io.tocsin.indextemplate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.http.HttpHost;
import org.elasticsearch.client.RestClient;
import org.jspecify.annotations.Nullable;

/**
 * Keeps templates as Elasticsearch does, spelling settings its own way, and data streams with their
 * lifecycles; or refuses everything, or all about data streams.
 */
final class TestingCluster implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpServer server;
  private final Map<String, ObjectNode> templates = new LinkedHashMap<>();
  private final List<String> puts = new ArrayList<>();
  private final Map<String, Stream> streams = new LinkedHashMap<>();
  private @Nullable Refusal refusal;
  private @Nullable Refusal refusalOfStreams;

  private record Stream(String template, @Nullable ObjectNode lifecycle) {}

  private record Refusal(int status, String body) {}

  TestingCluster() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
  }

  RestClient client() {
    return RestClient.builder(new HttpHost("127.0.0.1", port(), "http")).build();
  }

  int port() {
    return server.getAddress().getPort();
  }

  void refuseEverything(int status, String body) {
    refusal = new Refusal(status, body);
  }

  void refuseStreams(int status) {
    refusalOfStreams = new Refusal(status, "{\"error\":{\"reason\":\"no\"}}");
  }

  /** A stream that is there; without a lifecycle if that is null. */
  synchronized void holdStream(String name, String template, @Nullable String lifecycle)
      throws IOException {
    ObjectNode read = lifecycle == null ? null : (ObjectNode) JSON.readTree(lifecycle);
    streams.put(name, new Stream(template, read));
  }

  /** A stream's lifecycle as it stands; null if it has none. */
  synchronized @Nullable String lifecycle(String name) {
    Stream stream = streams.get(name);
    return stream == null || stream.lifecycle() == null ? null : stream.lifecycle().toString();
  }

  /** The names that were put since the last call, in order. */
  synchronized List<String> takePuts() {
    List<String> taken = List.copyOf(puts);
    puts.clear();
    return taken;
  }

  synchronized ObjectNode template(String name) {
    ObjectNode found = templates.get(name);
    if (found == null) {
      throw new AssertionError("no template " + name);
    }
    return found;
  }

  synchronized void hold(String name, ObjectNode body) {
    templates.put(name, body);
  }

  private synchronized void answer(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    String kind = path.substring(1, path.indexOf('/', 1));
    String name = path.substring(kind.length() + 2);
    if (refusal != null) {
      send(exchange, refusal.status(), refusal.body());
    } else if (kind.equals("_data_stream")) {
      answerOfStreams(exchange, name);
    } else if (exchange.getRequestMethod().equals("PUT")) {
      templates.put(name, stored(JSON.readTree(exchange.getRequestBody().readAllBytes())));
      puts.add(name);
      send(exchange, 200, "{\"acknowledged\":true}");
    } else {
      ObjectNode found = templates.get(name);
      String item = kind.substring(1);
      send(
          exchange,
          found == null ? 404 : 200,
          found == null
              ? "{\"error\":{\"reason\":\"missing\"},\"status\":404}"
              : "{\"" + item + "s\":[{\"name\":\"" + name + "\",\"" + item + "\":" + found + "}]}");
    }
  }

  private void answerOfStreams(HttpExchange exchange, String path) throws IOException {
    String method = exchange.getRequestMethod();
    byte[] body = exchange.getRequestBody().readAllBytes();
    if (refusalOfStreams != null) {
      send(exchange, refusalOfStreams.status(), refusalOfStreams.body());
    } else if (method.equals("GET") && !path.contains("/")) {
      tell(exchange, path);
    } else if (method.equals("PUT") && path.endsWith("/_lifecycle")) {
      String name = path.substring(0, path.length() - "/_lifecycle".length());
      putLifecycle(exchange, name, JSON.readTree(body));
    } else {
      send(exchange, 400, "{\"error\":\"no handler found for uri [" + path + "]\"}");
    }
  }

  private void tell(HttpExchange exchange, String patterns) throws IOException {
    ObjectNode answer = JSON.createObjectNode();
    ArrayNode list = answer.putArray("data_streams");
    for (String pattern : patterns.split(",")) {
      boolean named = false;
      for (Map.Entry<String, Stream> stream : streams.entrySet()) {
        if (stream.getKey().matches(pattern.replace(".", "\\.").replace("*", ".*"))) {
          named = true;
          ObjectNode told = list.addObject().put("name", stream.getKey());
          told.put("template", stream.getValue().template());
          if (stream.getValue().lifecycle() != null) {
            told.set("lifecycle", stream.getValue().lifecycle());
          }
        }
      }
      if (!named && !pattern.contains("*")) {
        send(exchange, 404, "{\"error\":{\"reason\":\"no such index\"},\"status\":404}");
        return;
      }
    }
    send(exchange, 200, answer.toString());
  }

  /** Knows the fields of a lifecycle and no others; those that are not sent are forgotten. */
  private void putLifecycle(HttpExchange exchange, String name, JsonNode body) throws IOException {
    Stream stream = streams.get(name);
    ObjectNode lifecycle = JSON.createObjectNode().put("enabled", true);
    for (Map.Entry<String, JsonNode> field : body.properties()) {
      if (!List.of("data_retention", "downsampling", "enabled").contains(field.getKey())) {
        send(exchange, 400, "{\"error\":{\"reason\":\"unknown field\"},\"status\":400}");
        return;
      }
      lifecycle.set(field.getKey(), field.getValue());
    }
    if (stream == null) {
      send(exchange, 404, "{\"error\":{\"reason\":\"no such index\"},\"status\":404}");
      return;
    }
    streams.put(name, new Stream(stream.template(), lifecycle));
    puts.add(name);
    send(exchange, 200, "{\"acknowledged\":true}");
  }

  /** Nests settings under "index" and makes strings of them, as the server does. */
  private static ObjectNode stored(JsonNode body) {
    ObjectNode copy = body.deepCopy();
    JsonNode settings = copy.path("template").path("settings");
    if (settings.isObject()) {
      ObjectNode nested = copy.withObject("/template").putObject("settings").putObject("index");
      settings
          .properties()
          .forEach(
              setting -> {
                String path = setting.getKey().substring("index.".length());
                JsonNode value = setting.getValue();
                ObjectNode parent = nested;
                int dot = path.lastIndexOf('.');
                if (dot > 0) {
                  parent = nested.withObject("/" + path.substring(0, dot).replace('.', '/'));
                }
                String leaf = path.substring(dot + 1);
                if (value.isArray()) {
                  parent.set(leaf, value);
                } else {
                  parent.put(leaf, value.asText());
                }
              });
    }
    return copy;
  }

  private static void send(HttpExchange exchange, int status, String body) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.getResponseHeaders().set("X-Elastic-Product", "Elasticsearch");
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
