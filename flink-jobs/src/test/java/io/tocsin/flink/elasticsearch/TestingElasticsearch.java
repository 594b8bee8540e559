package io.tocsin.flink.elasticsearch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/**
 * Answers bulk requests as Elasticsearch does, and fails as it is told to.
 *
 * <p>A document with a field {@code status} is answered with that status as often as {@code times}
 * says, or always.
 */
final class TestingElasticsearch implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final LinkedBlockingQueue<Integer> nextStatuses = new LinkedBlockingQueue<>();
  private final Map<String, JsonNode> documents = new LinkedHashMap<>();
  private final Map<String, Integer> attempts = new LinkedHashMap<>();
  private final List<Integer> requestSizes = new ArrayList<>();
  private final AtomicInteger refreshes = new AtomicInteger();
  private final int port;
  private volatile int maxBytes = Integer.MAX_VALUE;
  private volatile @Nullable String authorization;
  private @Nullable HttpServer server;
  private @Nullable ExecutorService threads;

  TestingElasticsearch() throws IOException {
    port = start(0);
  }

  URI uri() {
    return URI.create("http://127.0.0.1:" + port);
  }

  ElasticsearchConnection connection() {
    return ElasticsearchConnection.to(uri());
  }

  /** Answers the next requests with these statuses, whatever they hold. */
  void answerNext(Integer... statuses) {
    nextStatuses.addAll(List.of(statuses));
  }

  void acceptOnly(String authorizationHeader) {
    this.authorization = authorizationHeader;
  }

  void acceptBytes(int atMost) {
    this.maxBytes = atMost;
  }

  synchronized Map<String, JsonNode> documents() {
    return Map.copyOf(documents);
  }

  /** How many entries each request had, those refused as a whole too. */
  synchronized List<Integer> requestSizes() {
    return List.copyOf(requestSizes);
  }

  void stop() {
    if (server != null && threads != null) {
      server.stop(0);
      threads.shutdownNow();
    }
  }

  void startAgain() throws IOException {
    start(port);
  }

  private int start(int atPort) throws IOException {
    HttpServer started =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), atPort), 0);
    ExecutorService executor = Executors.newCachedThreadPool();
    started.setExecutor(executor);
    started.createContext("/_bulk", this::answer);
    started.createContext("/_msearch", this::search);
    started.createContext("/", this::refresh);
    started.start();
    server = started;
    threads = executor;
    return started.getAddress().getPort();
  }

  private static byte[] body(HttpExchange exchange) throws IOException {
    byte[] body = exchange.getRequestBody().readAllBytes();
    return "gzip".equals(exchange.getRequestHeaders().getFirst("Content-Encoding"))
        ? new GZIPInputStream(new ByteArrayInputStream(body)).readAllBytes()
        : body;
  }

  private void answer(HttpExchange exchange) throws IOException {
    byte[] body = body(exchange);
    String wanted = authorization;
    if (wanted != null && !wanted.equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
      send(exchange, 401, error(401, "security_exception", "unable to authenticate"));
    } else if (body.length == 0) {
      send(exchange, 400, error(400, "parse_exception", "request body is required"));
    } else {
      bulk(exchange, body);
    }
  }

  /** How often a target was refreshed before it was searched. */
  int refreshes() {
    return refreshes.get();
  }

  private void refresh(HttpExchange exchange) throws IOException {
    boolean known = exchange.getRequestURI().getPath().endsWith("/_refresh");
    refreshes.incrementAndGet();
    send(exchange, known ? 200 : 404, "{\"_shards\":{\"failed\":0}}");
  }

  private void search(HttpExchange exchange) throws IOException {
    String[] lines = new String(body(exchange), StandardCharsets.UTF_8).split("\n");
    ObjectNode answer = JSON.createObjectNode();
    ArrayNode responses = answer.putArray("responses");
    for (int i = 0; i < lines.length; i += 2) {
      String target = JSON.readTree(lines[i]).get("index").asText();
      ArrayNode hits = responses.addObject().put("status", 200).putObject("hits").putArray("hits");
      for (JsonNode id : JSON.readTree(lines[i + 1]).at("/query/ids/values")) {
        if (documents().containsKey(target + '/' + id.asText())) {
          hits.addObject().put("_id", id.asText());
        }
      }
    }
    send(exchange, 200, answer.toString());
  }

  private void bulk(HttpExchange exchange, byte[] body) throws IOException {
    String[] lines = new String(body, StandardCharsets.UTF_8).split("\n");
    Integer status = nextStatuses.poll();
    synchronized (this) {
      requestSizes.add(lines.length / 2);
    }
    if (status != null) {
      send(exchange, status, error(status, "told_to", "told to"));
    } else if (body.length > maxBytes) {
      send(exchange, 413, "too large");
    } else {
      send(exchange, 200, items(lines));
    }
  }

  private synchronized String items(String[] lines) throws IOException {
    ObjectNode answer = JSON.createObjectNode();
    ArrayNode items = answer.putArray("items");
    boolean errors = false;
    for (int i = 0; i < lines.length; i += 2) {
      Map.Entry<String, JsonNode> action = JSON.readTree(lines[i]).properties().iterator().next();
      String key =
          action.getValue().get("_index").asText() + '/' + action.getValue().get("_id").asText();
      ObjectNode item = item(action.getKey(), key, JSON.readTree(lines[i + 1]));
      errors |= item.get("status").asInt() >= 300;
      items.addObject().set(action.getKey(), item);
    }
    return answer.put("errors", errors).toString();
  }

  private ObjectNode item(String operation, String key, JsonNode document) {
    int told = document.path("status").asInt(0);
    int times = document.path("times").asInt(Integer.MAX_VALUE);
    if (told != 0 && attempts.merge(key, 1, Integer::sum) <= times) {
      return (ObjectNode) readTree(error(told, "told_to", "told to"));
    }
    if (operation.equals("create") && documents.containsKey(key)) {
      return (ObjectNode)
          readTree(error(409, "version_conflict_engine_exception", "document already exists"));
    }
    documents.put(key, document);
    return JSON.createObjectNode().put("status", 201);
  }

  private static JsonNode readTree(String json) {
    try {
      return JSON.readTree(json);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static String error(int status, String type, String reason) {
    ObjectNode error = JSON.createObjectNode();
    error.put("status", status).putObject("error").put("type", type).put("reason", reason);
    return error.toString();
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
    stop();
  }
}
