package io.tocsin.flink.delivery;

import io.tocsin.alert.Alert;
import io.tocsin.alert.Alert.Reading;
import io.tocsin.alert.Alert.Sample;
import io.tocsin.alert.Alert.State;
import io.tocsin.alert.AlertIds;
import io.tocsin.alert.AlertRecord;
import io.tocsin.alert.AlertRecord.Evidence;
import io.tocsin.alert.EndReason;
import io.tocsin.alert.RuleFacts;
import io.tocsin.alert.Transition;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Records of the alert that a rule has for a host. */
record TestingRecords(String rule, String host) {
  static final long START = Instant.parse("2026-08-22T10:05:00Z").toEpochMilli();

  static TestingRecords alert(String rule, String host) {
    return new TestingRecords(rule, host);
  }

  AlertRecord fired() {
    return record(Transition.FIRED, State.FIRING);
  }

  AlertRecord ended() {
    return record(Transition.ENDED, State.ENDED);
  }

  AlertRecord settled() {
    return record(Transition.SETTLED, State.ENDED);
  }

  String id() {
    return AlertIds.alert(AlertIds.key(rule, Map.of("host.name", host)), START);
  }

  private AlertRecord record(Transition transition, State state) {
    boolean ended = state == State.ENDED;
    Alert alert =
        new Alert(
            id(),
            AlertIds.key(rule, Map.of("host.name", host)),
            rule,
            Map.of("host.name", host),
            state,
            ended ? EndReason.RECOVERED : null,
            null,
            START,
            START + 60_000,
            ended ? START + 600_000 : null,
            101.0,
            110.0,
            List.of(new Reading("count()", ">", 101.0, 100.0)),
            List.of(new Sample(START + 1, "payment refused")),
            Map.of(),
            null,
            new RuleFacts(
                "Checkout is failing.",
                "service.name: checkout",
                "count()[5m] > 100",
                300_000,
                null,
                Map.of("severity", "critical"),
                Map.of("summary", "{{ host.name }}: {{ value }} errors"),
                null,
                null));
    long slot = ended ? START + 600_000 : START + 60_000;
    return new AlertRecord(transition, slot, alert, new Evidence(slot + 65_000, 0, 0));
  }
}
