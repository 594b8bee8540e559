package io.tocsin.flink.delivery;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/**
 * Slack, as far as it is spoken to: strict about what it is sent, with the limits that Slack has,
 * and failing as it is told.
 */
final class TestingSlack implements AutoCloseable {
  private static final String TOKEN = "xoxb-test";
  private static final String CHANNEL = "C0123";
  private static final String INCOMING = "/services/T0/B0/secret";
  private static final int NEVER = -1;

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final Queue<Failure> failures = new ArrayDeque<>();
  private final Map<String, String> messages = new LinkedHashMap<>();
  private final Map<String, List<String>> threadsByTs = new LinkedHashMap<>();
  private final List<String> complaints = new ArrayList<>();
  private int requests;

  TestingSlack() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/", this::handle);
    server.start();
  }

  /**
   * How a request fails.
   *
   * @param status 200 with an error as Slack has them, 0 to drop the connection, -1 to say nothing
   */
  private record Failure(int status, @Nullable String retryAfter, String error) {}

  String receiver() {
    return """
    default: slack
    receivers:
      slack:
        slack: {bot_token: %s, channel: %s, api: 'http://127.0.0.1:%d'}
        group_wait: 0s
        group_interval: 1s
        timeout: 5s
    """
        .formatted(TOKEN, CHANNEL, server.getAddress().getPort());
  }

  /** The same for an incoming webhook, whose address is its secret. */
  String incoming() {
    return """
    default: slack
    receivers:
      slack:
        slack: {url: 'http://127.0.0.1:%d/services/T0/B0/secret'}
        group_wait: 0s
        group_interval: 1s
        timeout: 500ms
    """
        .formatted(server.getAddress().getPort());
  }

  /** It takes a request and never answers it. */
  synchronized TestingSlack isSlow() {
    failures.add(new Failure(NEVER, null, ""));
    return this;
  }

  synchronized TestingSlack fails(int status, @Nullable String retryAfter) {
    failures.add(new Failure(status, retryAfter, ""));
    return this;
  }

  synchronized TestingSlack says(String error) {
    failures.add(new Failure(200, null, error));
    return this;
  }

  /** Somebody has deleted all messages. */
  synchronized void deleteAll() {
    messages.clear();
  }

  /** The messages as they stand, in order: the titles of their attachments. */
  synchronized List<String> messages() {
    return List.copyOf(messages.values());
  }

  /** What was said in threads, in the order of the messages. */
  synchronized List<List<String>> replies() {
    return List.copyOf(threadsByTs.values());
  }

  synchronized List<String> complaints() {
    return List.copyOf(complaints);
  }

  synchronized int requests() {
    return requests;
  }

  private void handle(HttpExchange exchange) throws IOException {
    byte[] body = exchange.getRequestBody().readAllBytes();
    String authorization = exchange.getRequestHeaders().getFirst("Authorization");
    String type = exchange.getRequestHeaders().getFirst("Content-Type");
    Failure failure;
    String answer;
    synchronized (this) {
      requests++;
      boolean incoming = exchange.getRequestURI().getPath().equals(INCOMING);
      String expected = incoming ? null : "Bearer " + TOKEN;
      check(Objects.equals(expected, authorization), "authorization " + authorization);
      check("application/json; charset=utf-8".equals(type), "type " + type);
      JsonNode json = new ObjectMapper().readTree(body);
      check(incoming || json.path("channel").asText().equals(CHANNEL), "channel in " + json);
      checkMessage(json);
      failure = failures.poll();
      if (failure == null) {
        answer = take(exchange.getRequestURI().getPath(), json);
      } else {
        answer = "{\"ok\":false,\"error\":\"" + failure.error + "\"}";
      }
    }
    if (failure != null && failure.status == NEVER) {
      return; // closed with the server
    }
    if (failure != null && failure.status == 0) {
      exchange.close();
      return;
    }
    if (failure != null && failure.retryAfter != null) {
      exchange.getResponseHeaders().add("Retry-After", failure.retryAfter);
    }
    byte[] bytes = answer.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(failure == null ? 200 : failure.status, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  private String take(String path, JsonNode json) {
    String ts = json.path("ts").asText();
    if (path.equals(INCOMING)) {
      messages.put("incoming " + requests, titles(json));
      return "ok";
    }
    if (path.equals("/chat.update")) {
      if (!messages.containsKey(ts)) {
        return "{\"ok\":false,\"error\":\"message_not_found\"}";
      }
      messages.put(ts, titles(json));
      return "{\"ok\":true,\"channel\":\"" + CHANNEL + "\",\"ts\":\"" + ts + "\"}";
    }
    check(path.equals("/chat.postMessage"), "path " + path);
    String now = "1787393100.%06d".formatted(requests);
    String thread = json.path("thread_ts").asText();
    if (thread.isEmpty()) {
      messages.put(now, titles(json));
      threadsByTs.put(now, new ArrayList<>());
    } else if (threadsByTs.containsKey(thread)) {
      threadsByTs.get(thread).add(json.path("text").asText());
    } else {
      check(false, "a thread that there is not: " + thread);
    }
    return "{\"ok\":true,\"channel\":\"" + CHANNEL + "\",\"ts\":\"" + now + "\"}";
  }

  private static String titles(JsonNode json) {
    List<String> titles = new ArrayList<>();
    String text = json.path("text").asText();
    if (!text.isEmpty()) {
      titles.add(text);
    }
    json.path("attachments").forEach(each -> titles.add(each.path("title").asText()));
    return String.join(" | ", titles);
  }

  private void checkMessage(JsonNode json) {
    checkText(json.path("text").asText(), 40_000);
    check(json.has("text") || json.path("attachments").size() > 0, "no_text");
    check(json.path("attachments").size() <= 100, "too_many_attachments");
    for (JsonNode attachment : json.path("attachments")) {
      check(!attachment.path("fallback").asText().isEmpty(), "no fallback");
      check(
          List.of("danger", "warning", "good").contains(attachment.path("color").asText()),
          "color");
      checkText(attachment.path("title").asText(), 300);
      checkText(attachment.path("text").asText(), 16_000);
      for (JsonNode field : attachment.path("fields")) {
        check(field.path("title").isTextual() && field.path("short").isBoolean(), "field " + field);
        checkText(field.path("value").asText(), 2_000);
      }
    }
  }

  /** An angle bracket that is not escaped begins a link or a command: only ours may be there. */
  private void checkText(String text, int longest) {
    check(text.length() <= longest, "msg_too_long: " + text.length());
    String rest =
        text.replaceAll("<https?://[^<>|\\s]+\\|[A-Za-z ]+>", "")
            .replaceAll("<!date\\^\\d+\\^[^<>|]+\\|[^<>|]+>", "");
    check(!rest.contains("<") && !rest.contains(">"), "not escaped: " + text);
    check(rest.matches("(?s)([^&]|&(amp|lt|gt);)*"), "not escaped: " + text);
  }

  private void check(boolean right, String otherwise) {
    if (!right) {
      complaints.add(otherwise);
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
