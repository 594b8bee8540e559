package io.tocsin.sandbox.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class TrafficFeedTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Instant START = Instant.parse("2026-11-20T10:00:00Z");
  private static final Duration MINUTE = Duration.ofMinutes(1);

  private final List<String> told = new ArrayList<>();

  @Test
  void theBackgroundComesAtItsRateAndWithItsOwnTimes() {
    List<JsonNode> logs = run(List.of(), Duration.ofSeconds(10));

    assertThat(logs).hasSize(10 * TrafficFeed.RATE);
    assertThat(logs.get(0).path("@timestamp").asText()).startsWith("2026-11-20T10:00:00");
    assertThat(logs.get(logs.size() - 1).path("@timestamp").asText())
        .isEqualTo("2026-11-20T10:00:10Z");
  }

  @Test
  void theHistoryComesAtOnceAndReachesBack() {
    List<byte[]> logs = new ArrayList<>();
    TrafficFeed feed = new TrafficFeed(List.of(), MINUTE, 42, begun -> {}, ended -> {});

    feed.emit(Duration.ZERO, START, logs::add);
    feed.emit(Duration.ZERO, START, logs::add);

    assertThat(logs).hasSize(60 * TrafficFeed.RATE / 10);
    assertThat(new String(logs.get(0), StandardCharsets.UTF_8)).contains("2026-11-20T09:59:00");
  }

  @Test
  void theSameSeedGivesTheSameLogs() {
    assertThat(run(List.of(), Duration.ofSeconds(1)))
        .isEqualTo(run(List.of(), Duration.ofSeconds(1)));
  }

  @Test
  void nothingInTheBackgroundLooksLikeAnIncident() {
    List<JsonNode> logs = run(List.of(), MINUTE);

    assertThat(counts(logs, log -> isError(log) ? service(log) + host(log) : "").values())
        .allMatch(errors -> errors <= 5);
    assertThat(counts(logs, log -> isFailedLogin(log) ? address(log) : "").values())
        .allMatch(failures -> failures <= 3);
    Map<String, Integer> requests = counts(logs, TrafficFeedTest::service);
    assertThat(requests).hasSizeGreaterThanOrEqualTo(10);
    assertThat(requests.values()).allMatch(count -> count > 500);
    long bad = logs.stream().filter(log -> status(log) >= 500).count();
    assertThat(bad).isLessThan(logs.size() / 200);
  }

  @Test
  void anErrorBurstIsOneServiceOnOneHost() {
    List<JsonNode> logs = run(incident(Incident.Kind.ERROR_BURST, Set.of("checkout", "web-3")));

    Map<String, Integer> errors =
        counts(logs, log -> isError(log) ? service(log) + "@" + host(log) : "");
    assertThat(errors.get("checkout@web-3")).isGreaterThan(500);
    errors.remove("checkout@web-3");
    assertThat(errors.values()).allMatch(count -> count < 10);
  }

  @Test
  void bruteForceIsOneAddressThatFailsToLogIn() {
    List<JsonNode> logs = run(incident(Incident.Kind.BRUTE_FORCE, Set.of("203.0.113.7", "auth")));

    assertThat(counts(logs, log -> isFailedLogin(log) ? address(log) : ""))
        .containsEntry("203.0.113.7", 300);
  }

  @Test
  void theErrorRatioOfPaymentsRises() {
    List<JsonNode> logs = run(incident(Incident.Kind.ERROR_RATIO, Set.of("payments")));

    List<JsonNode> payments = logs.stream().filter(log -> service(log).equals("payments")).toList();
    int tenth = payments.size() / 10;
    long early = failed(payments.subList(0, tenth));
    long late = failed(payments.subList(payments.size() - tenth, payments.size()));
    assertThat(late).isGreaterThan(early * 2).isGreaterThan(tenth / 4);
  }

  private static long failed(List<JsonNode> logs) {
    return logs.stream().filter(log -> status(log) >= 500).count();
  }

  @Test
  void aSilentServiceLogsNothingAndComesBack() {
    Incident silence =
        new Incident(
            Incident.Kind.SILENCE,
            "mailer is silent",
            Set.of("mailer"),
            Duration.ofSeconds(10),
            Duration.ofSeconds(20));

    List<JsonNode> logs = run(List.of(silence), Duration.ofSeconds(40));

    assertThat(counts(logs, log -> service(log).equals("mailer") ? second(log) : ""))
        .containsKeys("09", "31")
        .doesNotContainKeys("11", "20", "29");
    assertThat(told).containsExactly("begin mailer is silent", "end mailer is silent");
  }

  private List<JsonNode> run(Incident incident) {
    return run(List.of(incident), incident.end());
  }

  private List<JsonNode> run(List<Incident> incidents, Duration length) {
    TrafficFeed feed =
        new TrafficFeed(
            incidents,
            Duration.ZERO,
            42,
            incident -> told.add("begin " + incident.description()),
            incident -> told.add("end " + incident.description()));
    List<JsonNode> logs = new ArrayList<>();
    Duration step = Duration.ofMillis(50);
    for (Duration at = step; at.compareTo(length) <= 0; at = at.plus(step)) {
      feed.emit(at, START.plus(at), log -> logs.add(parse(log)));
    }
    return logs;
  }

  private static Incident incident(Incident.Kind kind, Set<String> marks) {
    return new Incident(
        kind, kind.toString(), marks, Duration.ofSeconds(0), Duration.ofSeconds(30));
  }

  private static Map<String, Integer> counts(List<JsonNode> logs, Function<JsonNode, String> key) {
    Map<String, Integer> counts = new TreeMap<>();
    logs.forEach(log -> counts.merge(key.apply(log), 1, Integer::sum));
    counts.remove("");
    return counts;
  }

  private static JsonNode parse(byte[] log) {
    try {
      return JSON.readTree(log);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String service(JsonNode log) {
    return log.path("service").path("name").asText();
  }

  private static String host(JsonNode log) {
    return log.path("host").path("name").asText();
  }

  private static String address(JsonNode log) {
    return log.path("source").path("ip").asText();
  }

  private static String second(JsonNode log) {
    return log.path("@timestamp").asText().substring(17, 19);
  }

  private static int status(JsonNode log) {
    return log.path("http").path("response").path("status_code").asInt();
  }

  private static boolean isError(JsonNode log) {
    return log.path("log").path("level").asText().equals("error");
  }

  private static boolean isFailedLogin(JsonNode log) {
    return log.path("event").path("outcome").asText().equals("failure");
  }
}
