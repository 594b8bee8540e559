package io.tocsin.benchmark.workload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WorkloadTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final long START = 1_750_000_020_000L;
  private static final int LOGS = 20_000;

  @Test
  void allRulesAreInForce() {
    assertThat(RuleWorkload.rules(1_000).rules()).hasSize(1_000);
    assertThat(RuleWorkload.bundle(1_000)).isEqualTo(RuleWorkload.bundle(1_000));
  }

  @Test
  void usualLogsAreInOrderAndOfTheirLength() throws IOException {
    LogWorkload logs = new LogWorkload(1, START, LogShape.USUAL);
    long bytes = 0;
    long newest = 0;
    for (int i = 0; i < LOGS; i++) {
      byte[] log = logs.next();
      bytes += log.length;
      long millis = millis(JSON.readTree(log));
      assertThat(millis).isGreaterThanOrEqualTo(newest);
      newest = millis;
    }
    assertThat(bytes / LOGS).isBetween(440L, 510L);
    assertThat(newest).isCloseTo(START + 1_000, within(1L));
  }

  @Test
  void shapesAreWhatTheySay() throws IOException {
    LogShape shape = LogShape.USUAL.withSkew(0.9).withLate(0.2).withBytes(2_000).withHosts(10);
    LogWorkload logs = new LogWorkload(1, START, shape);
    Map<String, Integer> hosts = new HashMap<>();
    int late = 0;
    long bytes = 0;
    for (int i = 0; i < LOGS; i++) {
      long now = logs.nextMillis();
      byte[] log = logs.next();
      JsonNode json = JSON.readTree(log);
      bytes += log.length;
      late += millis(json) < now ? 1 : 0;
      hosts.merge(json.at("/host/name").asText(), 1, Integer::sum);
    }
    assertThat(hosts).hasSize(10);
    assertThat(hosts.getOrDefault("host-0.example.net", 0) / (double) LOGS)
        .isCloseTo(0.91, within(0.02));
    assertThat(late / (double) LOGS).isCloseTo(0.2, within(0.02));
    assertThat(bytes / LOGS).isBetween(1_950L, 2_050L);
  }

  @Test
  void shortLogsHaveWhatRulesAskFor() throws IOException {
    LogWorkload logs = new LogWorkload(1, START, LogShape.USUAL.withBytes(200));
    long bytes = 0;
    for (int i = 0; i < LOGS; i++) {
      byte[] log = logs.next();
      bytes += log.length;
      JsonNode json = JSON.readTree(log);
      assertThat(json.at("/message").asText()).contains(" by ").endsWith(" ms");
      assertThat(json.at("/service/name").asText()).startsWith("service-");
      assertThat(json.at("/event/duration").isIntegralNumber()).isTrue();
    }
    assertThat(bytes / LOGS).isBetween(190L, 230L);
  }

  private static long millis(JsonNode log) {
    return Instant.parse(log.get("@timestamp").asText()).toEpochMilli();
  }
}
