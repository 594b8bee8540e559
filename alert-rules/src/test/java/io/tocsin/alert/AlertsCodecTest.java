package io.tocsin.alert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tocsin.alert.AlertRecord.Evidence;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AlertsCodecTest {
  private static final long NOON = 1_790_000_040_000L / 60_000 * 60_000;

  private static final RuleFacts FACTS =
      new RuleFacts(
          "Checkout is failing.",
          "service.name: checkout",
          "count() > 100",
          300_000,
          null,
          Map.of("severity", "critical"),
          Map.of("summary", "{{ value }} errors"),
          null,
          true,
          null);

  private static Alert alert(Alert.State state) {
    boolean ended = state == Alert.State.ENDED;
    return new Alert(
        "id",
        "key",
        "checkout-errors",
        Map.of("host.name", "web-1"),
        state,
        ended ? EndReason.NO_DATA : null,
        "critical",
        NOON,
        NOON + 120_000,
        ended ? NOON + 600_000 : null,
        101.0,
        250.5,
        1_234,
        List.of(new Alert.Reading("count()", ">", 101.0, 100.0, "ratio")),
        List.of(new Alert.Sample(NOON + 1, "payment \"refused\" — déjà vu")),
        Map.of("url.path", List.of(new Alert.Count("/pay", 90))),
        null,
        ended ? FACTS.recordedOnly("shadow") : FACTS);
  }

  @Test
  void whatIsWrittenIsRead() {
    for (Alert.State state : Alert.State.values()) {
      AlertRecord record =
          new AlertRecord(
              Transition.FIRED,
              NOON,
              alert(state),
              new Evidence(NOON + 5, 3, 1, List.of("logs", "logs.\u00e9")));

      assertThat(AlertsCodec.read(AlertsCodec.write(record))).isEqualTo(record);
    }
  }

  @Test
  void aRecordFromBeforeTopicsWereKnownIsReadAsOneOfNone() {
    AlertRecord record =
        new AlertRecord(
            Transition.FIRED, NOON, alert(Alert.State.FIRING), new Evidence(NOON, 0, 0));
    String json = new String(AlertsCodec.write(record), StandardCharsets.UTF_8);
    assertThat(json).contains(",\"topics\":[]");

    assertThat(AlertsCodec.read(utf8(json.replace(",\"topics\":[]", "")))).isEqualTo(record);
  }

  @Test
  void anAlertThatFiresBeforeTheFirstWatermarkIsReadToo() {
    AlertRecord record =
        new AlertRecord(
            Transition.FIRED, NOON, alert(Alert.State.FIRING), new Evidence(Long.MIN_VALUE, 0, 0));

    assertThat(AlertsCodec.read(AlertsCodec.write(record))).isEqualTo(record);
  }

  @Test
  void heartbeatsAreReadWithAndWithoutAWatermark() {
    Heartbeat starting = new Heartbeat(1, 4, NOON, Long.MIN_VALUE, 300_000, NOON - 5);
    Heartbeat running =
        new Heartbeat(1, 4, NOON, NOON - 5_000, 300_000, null, 2, Map.of("logs", NOON - 60_000));

    assertThat(AlertsCodec.read(AlertsCodec.write(starting))).isEqualTo(starting);
    assertThat(AlertsCodec.read(AlertsCodec.write(running))).isEqualTo(running);
  }

  @Test
  void timesAreReadToTheMillisecondWhereverTheyAre() {
    for (long millis :
        new long[] {-62_135_596_800_001L, -1, 0, 1, NOON + 999, 9_300_000_000_001L}) {
      Heartbeat heartbeat = new Heartbeat(0, 1, millis, millis, 0, null);

      assertThat(AlertsCodec.read(AlertsCodec.write(heartbeat))).isEqualTo(heartbeat);
    }
  }

  @Test
  void whatBecameOfAnAlertIsKnownByItsTypeAlone() {
    byte[] delivery =
        AlertsCodec.write(
            new DeliveryRecord(
                DeliveryRecord.Outcome.SENT,
                "slack",
                NOON,
                "id",
                "key",
                "rule",
                Map.of("type", "delivery"),
                "firing",
                null,
                "",
                null));

    assertThat(AlertsCodec.isOfDelivery(delivery)).isTrue();
    assertThat(AlertsCodec.isOfDelivery(utf8("{\"a\":{\"type\":\"b\"},\"type\":\"delivery\"}")))
        .isTrue();
    AlertRecord alert =
        new AlertRecord(
            Transition.FIRED, NOON, alert(Alert.State.FIRING), new Evidence(NOON, 0, 0));
    assertThat(AlertsCodec.isOfDelivery(AlertsCodec.write(alert))).isFalse();
    for (String garbage : List.of("", "[]", "{", "{\"v\":1}", "{\"type\":{}}", "delivery")) {
      assertThat(AlertsCodec.isOfDelivery(utf8(garbage))).isFalse();
    }
  }

  @Test
  void whatALaterVersionWritesIsLeftAlone() {
    assertThat(AlertsCodec.read(utf8("{\"v\":2,\"type\":\"alert\"}"))).isNull();
    assertThat(AlertsCodec.read(utf8("{\"v\":1,\"type\":\"something-new\"}"))).isNull();
  }

  @Test
  void garbageIsRefusedWithAReason() {
    for (String garbage : List.of("", "[]", "{", "{\"v\":1}", "{\"v\":1,\"type\":\"alert\"}")) {
      assertThatThrownBy(() -> AlertsCodec.read(utf8(garbage)))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void idsFollowFromWhatAnAlertIs() {
    String key = AlertIds.key("a", Map.of("b", "c"));

    assertThat(key).hasSize(32).isEqualTo(AlertIds.key("a", Map.of("b", "c")));
    assertThat(key).isNotEqualTo(AlertIds.key("ab", Map.of("", "c")));
    assertThat(AlertIds.alert(key, NOON)).isNotEqualTo(AlertIds.alert(key, NOON + 60_000));
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
