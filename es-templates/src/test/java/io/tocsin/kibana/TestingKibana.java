package io.tocsin.kibana;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.http.HttpHost;
import org.elasticsearch.client.RestClient;
import org.jspecify.annotations.Nullable;

/**
 * Keeps saved objects, and is as strict as Kibana is about how they come: the header against forged
 * requests, a multipart body with a file of the right name, references that resolve.
 */
public final class TestingKibana implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern BOUNDARY =
      Pattern.compile("multipart/form-data; *boundary=\"?([^\";]{1,70})\"?");

  private final HttpServer server;
  private final Map<String, JsonNode> objects = new LinkedHashMap<>();
  private @Nullable String authorization;

  /** Starts it below a path; empty for none. */
  public TestingKibana(String basePath) throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", exchange -> send(exchange, 404, "{\"message\":\"Not Found\"}"));
    server.createContext(basePath + "/api/saved_objects/_import", this::answer);
    server.start();
  }

  /** Where it listens. */
  public int port() {
    return server.getAddress().getPort();
  }

  RestClient client() {
    return RestClient.builder(new HttpHost("127.0.0.1", port(), "http")).build();
  }

  /** From now on nobody else is let in. */
  public void require(String header) {
    authorization = header;
  }

  /** What it has, by type and id. */
  public Map<String, JsonNode> objects() {
    return objects;
  }

  private void answer(HttpExchange exchange) throws IOException {
    String type = String.valueOf(exchange.getRequestHeaders().getFirst("Content-Type"));
    String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
    Matcher boundary = BOUNDARY.matcher(type);
    if (authorization != null
        && !authorization.equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
      send(exchange, 401, "{\"statusCode\":401,\"message\":\"Unauthorized\"}");
    } else if (!exchange.getRequestMethod().equals("POST")) {
      send(exchange, 404, "{\"message\":\"Not Found\"}");
    } else if (exchange.getRequestHeaders().getFirst("kbn-xsrf") == null) {
      refuse(exchange, 400, "Request must contain a kbn-xsrf header.");
    } else if (!boundary.matches()) {
      refuse(exchange, 415, "Unsupported Media Type");
    } else {
      importFile(exchange, file(body, boundary.group(1)));
    }
  }

  /** What the one part of a form holds, if it is a file as Kibana wants it; else null. */
  private static @Nullable String file(String body, String boundary) {
    String begin = "--" + boundary + "\r\n";
    String end = "\r\n--" + boundary + "--\r\n";
    int head = body.indexOf("\r\n\r\n");
    if (!body.startsWith(begin) || !body.endsWith(end) || head < 0) {
      return null;
    }
    String headers = body.substring(begin.length(), head);
    boolean named =
        headers
            .lines()
            .anyMatch(
                line ->
                    line.matches(
                        "(?i)content-disposition: form-data; name=\"file\"; filename=\"[^\"]+\\.ndjson\""));
    return named ? body.substring(head + 4, body.length() - end.length()) : null;
  }

  private void importFile(HttpExchange exchange, @Nullable String file) throws IOException {
    if (file == null) {
      refuse(exchange, 400, "[request body.file]: expected value of type [Stream]");
      return;
    }
    String query = String.valueOf(exchange.getRequestURI().getQuery());
    boolean overwrite = query.equals("overwrite=true");
    Map<String, JsonNode> sent = new LinkedHashMap<>();
    for (String line : file.lines().toList()) {
      JsonNode object = JSON.readTree(line);
      sent.put(object.path("type").asText() + "/" + object.path("id").asText(), object);
    }
    ObjectNode answer = JSON.createObjectNode();
    ArrayNode errors = JSON.createArrayNode();
    int taken = 0;
    for (Map.Entry<String, JsonNode> object : sent.entrySet()) {
      String error = error(object.getKey(), object.getValue(), sent, overwrite);
      if (error == null) {
        objects.put(object.getKey(), object.getValue());
        taken++;
      } else {
        ObjectNode refused = errors.addObject();
        refused.set("type", object.getValue().get("type"));
        refused.set("id", object.getValue().get("id"));
        refused.putObject("error").put("type", error);
      }
    }
    answer.put("success", errors.isEmpty()).put("successCount", taken);
    if (!errors.isEmpty()) {
      answer.set("errors", errors);
    }
    send(exchange, 200, answer.toString());
  }

  private @Nullable String error(
      String key, JsonNode object, Map<String, JsonNode> sent, boolean overwrite) {
    if (!key.matches("(index-pattern|search)/.+")) {
      return "unsupported_type";
    }
    for (JsonNode reference : object.path("references")) {
      String target = reference.path("type").asText() + "/" + reference.path("id").asText();
      if (!sent.containsKey(target) && !objects.containsKey(target)) {
        return "missing_references";
      }
    }
    return objects.containsKey(key) && !overwrite ? "conflict" : null;
  }

  private static void refuse(HttpExchange exchange, int status, String message) throws IOException {
    ObjectNode body = JSON.createObjectNode().put("statusCode", status).put("message", message);
    send(exchange, status, body.toString());
  }

  private static void send(HttpExchange exchange, int status, String body) throws IOException {
    byte[] bytes = body.getBytes(UTF_8);
    exchange.getResponseHeaders().add("Content-Type", "application/json; charset=utf-8");
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
