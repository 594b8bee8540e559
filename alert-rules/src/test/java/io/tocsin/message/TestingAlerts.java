package io.tocsin.message;

import io.tocsin.alert.Alert;
import io.tocsin.alert.Alert.Count;
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
import org.jspecify.annotations.Nullable;

/**
 * An alert of {@code checkout-errors} in the making: what is not set has a usual value. A rule
 * whose name ends with {@code -silent} is one of absence.
 */
public record TestingAlerts(
    String rule,
    Map<String, String> group,
    Map<String, String> labels,
    Map<String, String> annotations,
    @Nullable List<String> receivers,
    @Nullable String recordOnly,
    @Nullable String level,
    @Nullable String unit,
    double value,
    long startsAt,
    @Nullable String supersededBy,
    Map<String, List<Count>> top) {
  /** When the usual alert starts. */
  public static final long START = Instant.parse("2026-08-22T10:05:00Z").toEpochMilli();

  /** The usual alert: of one host, without levels, by the routes. */
  public static TestingAlerts alert() {
    return new TestingAlerts(
        "checkout-errors",
        Map.of("host.name", "web-1"),
        Map.of("severity", "critical"),
        Map.of("summary", "{{ host.name }}: {{ value }} checkout errors"),
        null,
        null,
        null,
        null,
        101,
        START,
        null,
        Map.of());
  }

  /** The usual alert of another rule, for a host. */
  public static TestingAlerts alert(String rule, String host) {
    return alert().rule(rule).host(host);
  }

  private boolean isOfAbsence() {
    return rule.endsWith("-silent");
  }

  public TestingAlerts rule(String name) {
    return new TestingAlerts(
        name,
        group,
        labels,
        annotations,
        receivers,
        recordOnly,
        level,
        unit,
        value,
        startsAt,
        supersededBy,
        top);
  }

  public TestingAlerts host(String host) {
    return new TestingAlerts(
        rule,
        Map.of("host.name", host),
        labels,
        annotations,
        receivers,
        recordOnly,
        level,
        unit,
        value,
        startsAt,
        supersededBy,
        top);
  }

  public TestingAlerts labels(Map<String, String> all) {
    return new TestingAlerts(
        rule,
        group,
        all,
        annotations,
        receivers,
        recordOnly,
        level,
        unit,
        value,
        startsAt,
        supersededBy,
        top);
  }

  public TestingAlerts annotations(Map<String, String> all) {
    return new TestingAlerts(
        rule,
        group,
        labels,
        all,
        receivers,
        recordOnly,
        level,
        unit,
        value,
        startsAt,
        supersededBy,
        top);
  }

  public TestingAlerts to(String... names) {
    return new TestingAlerts(
        rule,
        group,
        labels,
        annotations,
        List.of(names),
        recordOnly,
        level,
        unit,
        value,
        startsAt,
        supersededBy,
        top);
  }

  public TestingAlerts recordOnly(String why) {
    return new TestingAlerts(
        rule,
        group,
        labels,
        annotations,
        receivers,
        why,
        level,
        unit,
        value,
        startsAt,
        supersededBy,
        top);
  }

  public TestingAlerts level(String reached) {
    return new TestingAlerts(
        rule,
        group,
        labels,
        annotations,
        receivers,
        recordOnly,
        reached,
        unit,
        value,
        startsAt,
        supersededBy,
        top);
  }

  public TestingAlerts value(double number, @Nullable String inUnit) {
    return new TestingAlerts(
        rule,
        group,
        labels,
        annotations,
        receivers,
        recordOnly,
        level,
        inUnit,
        number,
        startsAt,
        supersededBy,
        top);
  }

  public TestingAlerts startsAt(long millis) {
    return new TestingAlerts(
        rule,
        group,
        labels,
        annotations,
        receivers,
        recordOnly,
        level,
        unit,
        value,
        millis,
        supersededBy,
        top);
  }

  public TestingAlerts supersededBy(String id) {
    return new TestingAlerts(
        rule,
        group,
        labels,
        annotations,
        receivers,
        recordOnly,
        level,
        unit,
        value,
        startsAt,
        id,
        top);
  }

  public TestingAlerts top(Map<String, List<Count>> all) {
    return new TestingAlerts(
        rule,
        group,
        labels,
        annotations,
        receivers,
        recordOnly,
        level,
        unit,
        value,
        startsAt,
        supersededBy,
        all);
  }

  public String id() {
    return AlertIds.alert(AlertIds.key(rule, group), startsAt);
  }

  public Alert firing() {
    return in(State.FIRING, null);
  }

  public Alert ended(EndReason reason) {
    return in(State.ENDED, reason);
  }

  public Alert retracted() {
    return in(State.RETRACTED, null);
  }

  public AlertRecord fired() {
    return record(Transition.FIRED, firing());
  }

  public AlertRecord escalated() {
    return record(Transition.ESCALATED, firing());
  }

  public AlertRecord amended() {
    return record(Transition.AMENDED, firing());
  }

  public AlertRecord hasEnded() {
    return record(Transition.ENDED, ended(EndReason.RECOVERED));
  }

  public AlertRecord wasRetracted() {
    return record(Transition.RETRACTED, retracted());
  }

  public AlertRecord settledFiring() {
    return record(Transition.SETTLED, firing());
  }

  public AlertRecord settledEnded() {
    return record(Transition.SETTLED, ended(EndReason.RECOVERED));
  }

  /** It fires, and its logs came from these topics. */
  public AlertRecord firedOf(String... topics) {
    return of(record(Transition.FIRED, firing()), topics);
  }

  /** It is over; before it its logs came from these topics. */
  public AlertRecord endedOf(String... topics) {
    return of(record(Transition.ENDED, ended(EndReason.RECOVERED)), topics);
  }

  private static AlertRecord of(AlertRecord record, String... topics) {
    long watermark = record.evidence().watermarkMillis();
    Evidence evidence = new Evidence(watermark, 0, 0, List.of(topics));
    return new AlertRecord(record.transition(), record.slotMillis(), record.alert(), evidence);
  }

  private AlertRecord record(Transition transition, Alert alert) {
    Long resolvedAt = alert.resolvedAt();
    long slot = resolvedAt == null ? alert.firedAt() : resolvedAt;
    return new AlertRecord(transition, slot, alert, new Evidence(slot + 65_000, 0, 0));
  }

  private Alert in(State state, @Nullable EndReason reason) {
    return new Alert(
        id(),
        AlertIds.key(rule, group),
        rule,
        group,
        state,
        reason,
        level,
        startsAt,
        startsAt + 60_000,
        state == State.ENDED ? startsAt + 600_000 : null,
        value,
        value + 9,
        state == State.ENDED ? 2_050 : 0,
        List.of(new Reading("count()", ">", value, 100.0)),
        List.of(new Sample(startsAt + 1, "payment \"refused\" for <jane> & co")),
        top,
        supersededBy,
        new RuleFacts(
            "Checkout is failing.",
            "service.name: checkout",
            isOfAbsence() ? "count()[5m] == 0" : "count()[5m] > 100",
            300_000,
            unit,
            labels,
            annotations,
            receivers,
            isOfAbsence(),
            recordOnly));
  }
}
