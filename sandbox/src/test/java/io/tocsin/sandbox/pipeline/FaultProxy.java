package io.tocsin.sandbox.pipeline;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicIntegerArray;

/**
 * Stands before an Elasticsearch and mistreats requests at random: it turns them away, answers
 * late, and cuts connections before or after Elasticsearch has done what was asked. While it is
 * {@link #calm} it only passes them on.
 */
final class FaultProxy implements AutoCloseable {
  private static final int[] STATUSES = {429, 503, 502};
  private static final int[] STATUSES_OF_LARGE = {429, 503, 502, 413};

  /** Of bytes, compressed; a body below it is nobody's limit. */
  private static final int LARGE = 512;

  private static final List<String> PASSED_ON =
      List.of("Content-Type", "Content-Encoding", "Authorization", "Accept");

  /** What befell a request. */
  enum Fault {
    NONE,
    TURNED_AWAY,
    DELAYED,
    /** The connection is cut, and Elasticsearch has not heard of the request. */
    CUT_BEFORE,
    /** The connection is cut, and Elasticsearch has done what it was asked. */
    CUT_AFTER
  }

  private final URI target;
  private final Random random;
  private final int faultPercent;
  private final HttpClient client = HttpClient.newHttpClient();
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final AtomicIntegerArray faults = new AtomicIntegerArray(Fault.values().length);
  private final HttpServer server;
  private volatile boolean calm;

  /**
   * Starts it.
   *
   * @param faultPercent how many requests in a hundred are mistreated
   */
  FaultProxy(URI target, Random random, int faultPercent) throws IOException {
    this.target = target;
    this.random = random;
    this.faultPercent = faultPercent;
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/", this::handle);
    server.start();
  }

  URI uri() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  /** From now on nothing is mistreated. */
  void calm() {
    calm = true;
  }

  /** How many requests this befell. */
  int count(Fault fault) {
    return faults.get(fault.ordinal());
  }

  private void handle(HttpExchange exchange) throws IOException {
    byte[] body = exchange.getRequestBody().readAllBytes();
    Fault fault = calm ? Fault.NONE : draw();
    faults.incrementAndGet(fault.ordinal());
    try (exchange) {
      switch (fault) {
        case NONE -> answer(exchange, passOn(exchange, body));
        case TURNED_AWAY ->
            answer(exchange, turnAway(body.length), "{}".getBytes(StandardCharsets.UTF_8));
        case DELAYED -> {
          HttpResponse<byte[]> answer = passOn(exchange, body);
          TimeUnit.MILLISECONDS.sleep(lateMillis());
          answer(exchange, answer);
        }
        case CUT_BEFORE -> cut(exchange);
        case CUT_AFTER -> {
          var unheard = passOn(exchange, body);
          cut(exchange);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized Fault draw() {
    return random.nextInt(100) < faultPercent
        ? Fault.values()[1 + random.nextInt(Fault.values().length - 1)]
        : Fault.NONE;
  }

  private synchronized int turnAway(int bytes) {
    int[] statuses = bytes >= LARGE ? STATUSES_OF_LARGE : STATUSES;
    return statuses[random.nextInt(statuses.length)];
  }

  /** Sometimes beyond the sink's patience. */
  private synchronized long lateMillis() {
    return random.nextInt(1_500);
  }

  /** An exchange that is closed before it was answered leaves its connection closed. */
  private static void cut(HttpExchange exchange) throws IOException {
    exchange.sendResponseHeaders(200, 1_000_000);
  }

  private HttpResponse<byte[]> passOn(HttpExchange exchange, byte[] body)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(target.resolve(exchange.getRequestURI().toString()))
            .method(exchange.getRequestMethod(), HttpRequest.BodyPublishers.ofByteArray(body));
    for (String name : PASSED_ON) {
      String value = exchange.getRequestHeaders().getFirst(name);
      if (value != null) {
        request.header(name, value);
      }
    }
    return client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
  }

  private static void answer(HttpExchange exchange, HttpResponse<byte[]> answer)
      throws IOException {
    answer
        .headers()
        .firstValue("Content-Type")
        .ifPresent(type -> exchange.getResponseHeaders().set("Content-Type", type));
    answer
        .headers()
        .firstValue("X-Elastic-Product")
        .ifPresent(product -> exchange.getResponseHeaders().set("X-Elastic-Product", product));
    answer(exchange, answer.statusCode(), answer.body());
  }

  private static void answer(HttpExchange exchange, int status, byte[] body) throws IOException {
    exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
    exchange.getResponseBody().write(body);
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
