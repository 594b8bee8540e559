package io.tocsin.document;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** One record of each shipper, as it writes them unless it is told otherwise. */
class ShipperTest {

  @Test
  void filebeat() {
    assertThat(
            read(
                ecs(),
                "filebeat.ndjson",
                "@timestamp",
                "log.level",
                "service.name",
                "host.name",
                "message",
                "log.offset",
                "event.dataset",
                "container.image.name"))
        .containsExactly(
            "[2026-11-20T10:04:58.417Z] [ERROR] [checkout] [web-3] "
                + "[payment declined: card processor timed out after 30s] [88213:88213] "
                + "[checkout.log] [registry.example/checkout:1.42]");
  }

  @Test
  void fluentBitWithItsFloatTimestampAndALineToDissect() {
    SourceSpec spec =
        ecs().withParse(new ParseStep.Dissect("log", "%{} %{} %{log.level} %{message}"));
    assertThat(
            read(
                spec,
                "fluent-bit-float.ndjson",
                "@timestamp",
                "log.level",
                "message",
                "event.original",
                "kubernetes.pod_name",
                "kubernetes.labels.app.kubernetes.io/name",
                "log"))
        .containsExactly(
            "[2026-11-20T10:04:58.417233Z] [ERROR] [payment declined] "
                + "[2026-11-20 10:04:58 ERROR payment declined] [checkout-7d9f] [checkout] []");
  }

  @Test
  void fluentBitWithIsoTimestampAndJsonInTheLine() {
    SourceSpec spec = ecs().withParse(new ParseStep.Json("log", ""));
    assertThat(
            read(
                spec,
                "fluent-bit-iso.ndjson",
                "@timestamp",
                "log.level",
                "message",
                "service.name"))
        .containsExactly("[2026-11-20T10:04:58.417233Z] [ERROR] [payment declined] [checkout]");
  }

  @Test
  void vector() {
    assertThat(
            read(
                ecs(),
                "vector.ndjson",
                "@timestamp",
                "host.name",
                "log.level",
                "message",
                "file.path",
                "timestamp"))
        .containsExactly(
            "[2026-11-20T10:04:58.417233114Z] [web-3] [ERROR] [payment declined] "
                + "[/var/log/checkout.log] []");
  }

  @Test
  void rsyslog() {
    assertThat(read(ecs(), "rsyslog.ndjson", "@timestamp", "host.name", "log.level", "facility"))
        .containsExactly("[2026-11-20T10:04:58.417233Z] [web-3] [ERROR] [auth]");
  }

  @Test
  void openTelemetryCollector() {
    assertThat(
            read(
                SourceSpec.of(SourceFormat.OTLP),
                "otel-collector.json",
                "@timestamp",
                "service.name",
                "host.name",
                "log.level",
                "message",
                "http.response.status_code",
                "took",
                "retried",
                "error.type",
                "cart.items",
                "trace.id",
                "span.id",
                "log.logger",
                "kubernetes.namespace",
                "kubernetes.pod.name",
                "service.environment",
                "process.command_args",
                "queue.depth"))
        .containsExactly(
            "[2026-11-20T10:04:58.417233114Z] [checkout] [web-3.internal] [ERROR] "
                + "[payment declined] [502:502] [30.25:30.25] [true:true] [TimeoutException] [3:3] "
                + "[5b8efff798038103d269b633813fc60c] [eee19b7ec3c1b174] "
                + "[com.example.checkout.Payment] [shop] [checkout-7d9f] [production] "
                + "[java, -jar] []",
            "[2026-11-20T10:04:59.000Z] [checkout] [web-3] [WARN] [slow] [] [] [] [] [] [] [] "
                + "[com.example.checkout.Payment] [shop] [checkout-7d9f] [production] "
                + "[java, -jar] [12:12]");
  }

  @Test
  void plainTextWithGrok() {
    SourceSpec spec =
        SourceSpec.of(SourceFormat.TEXT)
            .withParse(new ParseStep.Grok("message", List.of("%{COMBINEDAPACHELOG}"), Map.of()))
            .withTimestamp(
                "timestamp", new TimestampFormat.Pattern("dd/MMM/yyyy:HH:mm:ss Z", "UTC"));
    assertThat(
            read(
                spec,
                "nginx.txt",
                "@timestamp",
                "source.address",
                "user.name",
                "http.response.status_code",
                "url.original",
                "user_agent.original"))
        .containsExactly(
            "[2026-11-20T10:04:58.000Z] [203.0.113.9] [frank] [401:401] [/login] [curl/8.5.0]");
  }

  @Test
  void plainTextWithDissect() {
    SourceSpec spec =
        SourceSpec.of(SourceFormat.TEXT)
            .withParse(
                new ParseStep.Dissect(
                    "message",
                    "%{+ts} %{+ts} %{log.level} [%{process.thread.name}] %{log.logger} - %{message}"))
            .withTimestamp(
                "ts", new TimestampFormat.Pattern("yyyy-MM-dd HH:mm:ss,SSS", "Europe/Berlin"));
    assertThat(read(spec, "application.txt", "@timestamp", "log.level", "log.logger", "message"))
        .containsExactly(
            "[2026-11-20T10:04:58.417Z] [ERROR] [checkout.Payment] "
                + "[payment declined for order 1234]");
  }

  private static SourceSpec ecs() {
    return SourceSpec.of(SourceFormat.ECS);
  }

  private static List<String> read(SourceSpec spec, String file, String... fields) {
    try (InputStream in = ShipperTest.class.getResourceAsStream("shippers/" + file)) {
      assertThat(in).as(file).isNotNull();
      return Logs.of(spec).all(Logs.record(in.readAllBytes()), fields);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
