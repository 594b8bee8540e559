package io.tocsin.sandbox.delivery;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** A webhook that keeps what it gets, as lines such as {@code firing checkout-errors}. */
public final class Hook implements AutoCloseable {
  private final HttpServer server;
  private final Map<String, Set<String>> keys = new ConcurrentHashMap<>();
  private volatile int status = 200;
  private final List<String> lines = new CopyOnWriteArrayList<>();
  private final List<String> bodies = new CopyOnWriteArrayList<>();

  /** Listens on a free port of this machine. */
  public Hook() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::handle);
    server.start();
  }

  /** Where it listens. */
  public String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/";
  }

  /** What came, in order. */
  public List<String> lines() {
    return List.copyOf(lines);
  }

  /** The messages, whole. */
  public List<String> bodies() {
    return List.copyOf(bodies);
  }

  /** The keys that each line came with. */
  public Map<String, Set<String>> keysByLine() {
    return Map.copyOf(keys);
  }

  /** From now on nothing is taken. */
  public void refuses() {
    status = 403;
  }

  private void handle(HttpExchange exchange) throws IOException {
    JsonNode body = new ObjectMapper().readTree(exchange.getRequestBody());
    bodies.add(body.toString());
    List<String> got = new ArrayList<>();
    for (JsonNode alert : body.path("alerts")) {
      got.add(alert.path("status").asText() + " " + alert.at("/labels/alertname").asText());
    }
    String key = exchange.getRequestHeaders().getFirst("Idempotency-Key");
    got.forEach(
        line -> keys.computeIfAbsent(line, absent -> ConcurrentHashMap.newKeySet()).add(key));
    lines.addAll(got);
    exchange.sendResponseHeaders(status, -1);
    exchange.close();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
