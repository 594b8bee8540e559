package io.tocsin.notify;

import io.tocsin.alert.Alert;
import io.tocsin.alert.DeliveryRecord;
import io.tocsin.alert.DeliveryRecord.Outcome;
import io.tocsin.message.Notice.Status;
import io.tocsin.notify.Batch.Told;
import io.tocsin.receiver.Receiver;
import java.time.Instant;
import java.util.Locale;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Writes down what becomes of a receiver's alerts: once each, when it changes. */
final class Reporter {
  private final Receiver receiver;
  private final Journal journal;

  Reporter(Receiver receiver, Journal journal) {
    this.receiver = receiver;
    this.journal = journal;
  }

  /**
   * An alert is kept in the place of what was known of it; null is none.
   *
   * @param nextAt when the group has its next message
   */
  void kept(
      @Nullable TrackedAlert old, @Nullable TrackedAlert now, OptionalLong nextAt, long nowMillis) {
    Status unsaid = unsaid(now);
    if (now == null || unsaid == null) {
      return;
    }
    Hold held = now.held();
    Hold heldBefore = old == null ? null : old.held();
    boolean known = unsaid == unsaid(old);
    if (held != null) {
      if (!known || !held.equals(heldBefore)) {
        String kind = held.kind().name().toLowerCase(Locale.ROOT);
        add(Outcome.HELD, now.alert(), unsaid, kind + ": " + held.why(), null, nowMillis);
      }
    } else if ((!known || heldBefore != null)
        && nextAt.isPresent()
        && nextAt.getAsLong() > nowMillis) {
      String until = "until " + Instant.ofEpochMilli(nextAt.getAsLong()) + ", with its group";
      add(Outcome.WAITING, now.alert(), unsaid, until, null, nowMillis);
    }
  }

  private @Nullable Status unsaid(@Nullable TrackedAlert alert) {
    return alert == null ? null : alert.unsaid(receiver.sendEnded());
  }

  /** What became of the news in a batch. */
  void news(Outcome outcome, TrackedAlerts alerts, Batch batch, String detail, long nowMillis) {
    String key = batch.notification().idempotencyKey();
    for (Told told : batch.told()) {
      TrackedAlert known = alerts.get(told.id());
      if (known != null && isNews(told, known.said())) {
        add(outcome, known.alert(), told.status(), detail, key, nowMillis);
      }
    }
  }

  private static boolean isNews(Told told, @Nullable Said before) {
    return before == null
        || before.status() != told.status()
        || told.level() != null && !before.levels().contains(told.level());
  }

  private void add(
      Outcome outcome,
      Alert alert,
      Status status,
      String detail,
      @Nullable String notification,
      long nowMillis) {
    journal.add(
        new DeliveryRecord(
            outcome,
            receiver.name(),
            nowMillis,
            alert.id(),
            alert.key(),
            alert.rule(),
            alert.group(),
            status.name().toLowerCase(Locale.ROOT),
            alert.level(),
            detail,
            notification));
  }
}
