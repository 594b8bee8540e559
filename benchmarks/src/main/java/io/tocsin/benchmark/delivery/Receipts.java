package io.tocsin.benchmark.delivery;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A webhook that writes down when it was told of what. */
final class Receipts implements AutoCloseable {
  private static final String STORM = "/storm";

  private final HttpServer server;
  private final ExecutorService threads = Executors.newFixedThreadPool(4);
  private final Map<String, Long> probes = new ConcurrentHashMap<>();
  private final List<Storm> storms = new CopyOnWriteArrayList<>();

  /**
   * A message of a storm.
   *
   * @param atMillis when it came
   * @param alerts how many it tells of
   * @param shown how many of them it shows
   */
  record Storm(long atMillis, int alerts, int shown) {}

  Receipts() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::handle);
    server.setExecutor(threads);
    server.start();
  }

  String probeUrl() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/probe";
  }

  String stormUrl() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + STORM;
  }

  /** When each probe was told of first, by its host. */
  Map<String, Long> probes() {
    return probes;
  }

  List<Storm> storms() {
    return storms;
  }

  private void handle(HttpExchange exchange) throws IOException {
    long now = System.currentTimeMillis();
    JsonNode body = new ObjectMapper().readTree(exchange.getRequestBody());
    JsonNode alerts = body.path("alerts");
    if (exchange.getRequestURI().getPath().equals(STORM)) {
      int shown = alerts.size();
      storms.add(new Storm(now, shown + body.path("truncatedAlerts").asInt(), shown));
    } else {
      alerts.forEach(alert -> probes.putIfAbsent(alert.at("/labels/host.name").asText(), now));
    }
    exchange.sendResponseHeaders(200, -1);
    exchange.close();
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
