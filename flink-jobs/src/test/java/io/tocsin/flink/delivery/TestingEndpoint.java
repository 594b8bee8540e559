package io.tocsin.flink.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * An HTTP server on this machine that plays receivers: strict about what it is sent, and answering
 * as it is told, path by path. One that was sent anything wrong fails its test.
 */
final class TestingEndpoint implements AfterEachCallback {
  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final BlockingQueue<Received> received = new LinkedBlockingQueue<>();
  private final Map<String, Queue<Reply>> replies = new HashMap<>();
  private final List<String> complaints = new ArrayList<>();
  private final CountDownLatch closing = new CountDownLatch(1);

  TestingEndpoint() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.setExecutor(threads);
    server.createContext("/", this::handle);
    server.start();
  }

  /** A request that came. */
  record Received(String path, Map<String, List<String>> headers, JsonNode body) {
    String header(String name) {
      List<String> values = headers.getOrDefault(name, List.of());
      return values.isEmpty() ? "" : values.get(0);
    }
  }

  private sealed interface Reply {
    record Status(int code, @Nullable String retryAfter) implements Reply {}

    record Never() implements Reply {}

    record Drop() implements Reply {}
  }

  String url(String path) {
    return "http://127.0.0.1:" + server.getAddress().getPort() + path;
  }

  /**
   * A file of receivers with one, {@code hook}, at this endpoint's path of that name.
   *
   * @param more further settings of it, as YAML
   */
  String hook(String more) {
    return """
        default: hook
        receivers:
          hook:
            webhook: {url: '%s', headers: {X-Team: payments}, bearer: t0ken}
        %s
        """
        .formatted(url("/hook"), more.indent(4));
  }

  TestingEndpoint answers(String path, int status, @Nullable String retryAfter) {
    return reply(path, new Reply.Status(status, retryAfter));
  }

  TestingEndpoint neverAnswers(String path) {
    return reply(path, new Reply.Never());
  }

  TestingEndpoint drops(String path) {
    return reply(path, new Reply.Drop());
  }

  private synchronized TestingEndpoint reply(String path, Reply reply) {
    replies.computeIfAbsent(path, absent -> new ArrayDeque<>()).add(reply);
    return this;
  }

  /** The next request, once it is there. */
  Received take() throws InterruptedException {
    return received.take();
  }

  /** Requests that came and were not taken. */
  int waiting() {
    return received.size();
  }

  private void handle(HttpExchange exchange) throws IOException {
    byte[] body = exchange.getRequestBody().readAllBytes();
    String path = exchange.getRequestURI().getPath();
    JsonNode json = new ObjectMapper().readTree(body);
    Map<String, List<String>> headers = new HashMap<>(exchange.getRequestHeaders());
    Reply reply = replyTo(path, exchange, json);
    received.add(new Received(path, headers, json));
    if (reply instanceof Reply.Never) {
      awaitClosing();
      exchange.close();
    } else if (reply instanceof Reply.Drop) {
      exchange.close();
    } else if (reply instanceof Reply.Status status) {
      if (status.retryAfter != null) {
        exchange.getResponseHeaders().add("Retry-After", status.retryAfter);
      }
      byte[] answer = "ok".getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(status.code, answer.length);
      exchange.getResponseBody().write(answer);
      exchange.close();
    }
  }

  private synchronized Reply replyTo(String path, HttpExchange exchange, JsonNode json) {
    complain("method", "POST", exchange.getRequestMethod());
    complain(
        "type",
        "application/json; charset=utf-8",
        exchange.getRequestHeaders().getFirst("Content-Type"));
    complain("version", "4", json.path("version").asText());
    Queue<Reply> programmed = replies.get(path);
    Reply next = programmed == null ? null : programmed.poll();
    return next == null ? new Reply.Status(200, null) : next;
  }

  private void complain(String what, String expected, String got) {
    if (!expected.equals(got)) {
      complaints.add("expected " + what + " " + expected + ", got " + got);
    }
  }

  private void awaitClosing() {
    try {
      closing.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void afterEach(ExtensionContext context) {
    closing.countDown();
    server.stop(0);
    threads.shutdownNow();
    synchronized (this) {
      assertThat(complaints).isEmpty();
    }
  }
}
