package io.tocsin.notify;

import io.tocsin.alert.Alert;
import io.tocsin.alert.Alert.State;
import io.tocsin.alert.AlertRecord;
import io.tocsin.alert.DeliveryRecord.Outcome;
import io.tocsin.message.Notification;
import io.tocsin.notify.Batch.Told;
import io.tocsin.notify.GroupState.Failure;
import io.tocsin.receiver.Grouping;
import io.tocsin.receiver.Receiver;
import io.tocsin.silence.Silences;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Decides for one receiver what to send and when. It has no state of its own. */
public final class Notifier {
  /**
   * How much further than an alert the settled logs must be before an alert that did not settle
   * counts as one that never will: slots are at most a minute, and a rule may hold them open.
   */
  static final Duration SETTLING = Duration.ofMinutes(5);

  /**
   * How long what is over is remembered, in event time. A job that goes back to a checkpoint says
   * again what it said since, and nobody should hear it twice; alerts older than this are not
   * addressed to anybody any more.
   */
  static final Duration REMEMBERED = Duration.ofHours(2);

  private final Receiver receiver;
  private final Quiet quiet;
  private final Reporter reporter;

  /** Decides for this receiver, which nobody has silenced anything for. */
  public Notifier(Receiver receiver) {
    this(new Quiet(Silences.NONE, Darkness.NONE, receiver), Journal.NONE);
  }

  /** Decides for the receiver that is to be told nothing of what is quiet. */
  public Notifier(Quiet quiet, Journal journal) {
    this.receiver = quiet.receiver();
    this.quiet = quiet;
    this.reporter = new Reporter(receiver, journal);
  }

  /**
   * A record has been read.
   *
   * @param addressed whether the alert is for this receiver; where it is not, only what the
   *     receiver was told before matters
   */
  public GroupState heard(
      GroupState group,
      TrackedAlerts alerts,
      AlertRecord record,
      boolean addressed,
      long nowMillis) {
    Alert alert = record.alert();
    boolean sendable = addressed && alert.facts().recordOnly() == null;
    TrackedAlert known = alerts.get(alert.id());
    if (known == null && (!sendable || alert.state() == State.RETRACTED)) {
      return group;
    }
    TrackedAlert now =
        known == null ? TrackedAlert.first(record, sendable) : known.hearing(record, sendable);
    String heir = alert.supersededBy();
    if (known != null && heir != null && now.alert().state() == State.RETRACTED) {
      return inherit(group, alerts, known, heir, nowMillis);
    }
    return keep(group, alerts, alert.id(), known, now, nowMillis);
  }

  /**
   * The start of an alert has moved, and so its id: to the receiver it is the same alert, so what
   * was said of the old one is taken to be said of the new one.
   */
  private GroupState inherit(
      GroupState group, TrackedAlerts alerts, TrackedAlert old, String heirId, long nowMillis) {
    GroupState without = keep(group, alerts, old.alert().id(), old, null, nowMillis);
    if (old.said() == null) {
      return without;
    }
    TrackedAlert heir = alerts.get(heirId);
    TrackedAlert now =
        heir == null
            ? TrackedAlert.first(Retraction.heir(old.latest(), heirId), old.addressed())
                .saying(old.said())
            : heir.said() == null ? heir.saying(old.said()) : heir;
    return keep(without, alerts, heirId, heir, now, nowMillis);
  }

  /** Time has passed, or silences have changed: what is held back may be another thing now. */
  public GroupState reviewed(GroupState group, TrackedAlerts alerts, long nowMillis) {
    List<TrackedAlert> changed = new ArrayList<>();
    for (TrackedAlert alert : alerts.all()) {
      if (!Objects.equals(alert.held(), quiet.of(alert.latest(), nowMillis))) {
        changed.add(alert);
      }
    }
    GroupState now = group.by(nowMillis);
    for (TrackedAlert alert : changed) {
      now = keep(now, alerts, alert.alert().id(), alert, alert, nowMillis);
    }
    return now;
  }

  /** When {@link #reviewed} may have something to do; empty if nothing changes by itself. */
  public OptionalLong reviewAt(GroupState group, long nowMillis) {
    return group.alerts() == 0 ? OptionalLong.empty() : quiet.changesAfter(nowMillis);
  }

  /**
   * No log before this time will change anything any more.
   *
   * @param settledMillis in event time
   */
  public GroupState settled(
      GroupState group, TrackedAlerts alerts, long settledMillis, long nowMillis) {
    List<TrackedAlert> due = new ArrayList<>();
    for (TrackedAlert alert : alerts.all()) {
      OptionalLong at = settlesAt(alert);
      if (at.isPresent() && at.getAsLong() <= settledMillis) {
        due.add(alert);
      }
    }
    GroupState now = group;
    for (TrackedAlert alert : due) {
      boolean forgotten = alert.lastWord() && alert.unsaid(receiver.sendEnded()) == null;
      TrackedAlert next = forgotten ? null : alert.settledOrNot();
      now = keep(now, alerts, alert.alert().id(), alert, next, nowMillis);
    }
    return now;
  }

  /**
   * The event time, in milliseconds, from which {@link #settled} has something to say of an alert;
   * empty if that depends on what is still to be heard.
   */
  public static OptionalLong settlesAt(TrackedAlert tracked) {
    Alert alert = tracked.alert();
    if (tracked.settled() && alert.state() == State.FIRING) {
      return OptionalLong.empty();
    }
    Long resolvedAt = alert.resolvedAt();
    long said = resolvedAt == null ? alert.firedAt() : resolvedAt;
    long settles = said + SETTLING.toMillis();
    return OptionalLong.of(tracked.lastWord() ? settles + REMEMBERED.toMillis() : settles);
  }

  /** When to look at the group again; empty if nothing will happen by itself. */
  public OptionalLong nextAt(GroupState group) {
    Grouping grouping = receiver.grouping();
    Failure failure = group.failure();
    if (failure != null) {
      return OptionalLong.of(failure.notBefore());
    }
    Long newsSince = group.newsSince();
    Long lastSent = group.lastSent();
    if (newsSince != null) {
      long gathered = newsSince + grouping.groupWait().toMillis();
      long spaced = lastSent == null ? gathered : lastSent + grouping.groupInterval().toMillis();
      return OptionalLong.of(Math.max(gathered, spaced));
    }
    if (lastSent == null) {
      return OptionalLong.empty();
    }
    if (group.firing() > 0) {
      return OptionalLong.of(lastSent + grouping.repeatInterval().toMillis());
    }
    return group.alerts() > 0
        ? OptionalLong.empty()
        : OptionalLong.of(lastSent + grouping.groupInterval().toMillis());
  }

  /** Whether the group need not be kept. */
  public boolean isOver(GroupState group, long nowMillis) {
    Long lastSent = group.lastSent();
    return group.alerts() == 0
        && (lastSent == null
            || lastSent + receiver.grouping().groupInterval().toMillis() <= nowMillis);
  }

  /** What is to be sent now; null if nothing is. */
  public @Nullable Batch due(GroupState group, TrackedAlerts alerts, long nowMillis) {
    OptionalLong nextAt = nextAt(group);
    boolean nothing = group.news() == 0 && group.firing() == 0;
    if (nothing || nextAt.isEmpty() || nextAt.getAsLong() > nowMillis) {
      return null;
    }
    return new BatchMaker(receiver).make(group, alerts);
  }

  /**
   * One message in the place of those of several groups: for a receiver that takes so few that they
   * would wait for long.
   *
   * @param batches at least one
   */
  public Notification merged(List<Batch> batches) {
    return BatchMaker.merged(receiver, batches);
  }

  /**
   * The receiver has taken it.
   *
   * @param thread where it keeps it; null if it has no threads
   */
  public GroupState delivered(
      GroupState group,
      TrackedAlerts alerts,
      Batch batch,
      @Nullable String thread,
      long nowMillis) {
    reporter.news(Outcome.SENT, alerts, batch, "", nowMillis);
    return said(group, alerts, batch, thread, nowMillis);
  }

  private GroupState said(
      GroupState group,
      TrackedAlerts alerts,
      Batch batch,
      @Nullable String thread,
      long nowMillis) {
    GroupState now = group;
    for (Told told : batch.told()) {
      TrackedAlert known = alerts.get(told.id());
      if (known != null) {
        Said said = Said.after(known.said(), told.status(), told.level());
        now = keep(now, alerts, told.id(), known, known.saying(said), nowMillis);
      }
    }
    return now.sent(thread, nowMillis);
  }

  /**
   * The receiver has not taken it. It is tried again later, or given up; what is given up counts as
   * said, so that the next news goes out as if it had been.
   */
  public Verdict failed(
      GroupState group, TrackedAlerts alerts, Batch batch, Answer answer, long nowMillis) {
    Failure before = group.failure();
    int attempts = before == null ? 1 : before.attempts() + 1;
    long since = before == null ? nowMillis : before.since();
    if (answer instanceof Answer.Later later) {
      if (nowMillis - since < receiver.giveUpAfter().toMillis()) {
        if (before == null) {
          reporter.news(Outcome.RETRYING, alerts, batch, later.reason(), nowMillis);
        }
        Duration asked = later.after();
        long backoff = Backoff.millis(attempts, receiver.name() + batch.notification().groupKey());
        long wait = asked == null ? backoff : Math.max(backoff, asked.toMillis());
        return new Verdict(group.failing(new Failure(attempts, since, nowMillis + wait)), null);
      }
      return giveUp(group, alerts, batch, attempts, since, nowMillis, false, later.reason());
    }
    String reason = answer instanceof Answer.Refused refused ? refused.reason() : "taken";
    return giveUp(group, alerts, batch, attempts, since, nowMillis, true, reason);
  }

  /** What follows from a failure. */
  public record Verdict(GroupState group, @Nullable DeadLetter deadLetter) {}

  private Verdict giveUp(
      GroupState group,
      TrackedAlerts alerts,
      Batch batch,
      int attempts,
      long since,
      long nowMillis,
      boolean refused,
      String reason) {
    Notification notification = batch.notification();
    DeadLetter letter =
        new DeadLetter(
            receiver.name(),
            notification.groupKey(),
            notification.idempotencyKey(),
            batch.told().stream().map(Told::id).toList(),
            attempts,
            since,
            nowMillis,
            refused,
            reason);
    reporter.news(Outcome.GIVEN_UP, alerts, batch, reason, nowMillis);
    return new Verdict(said(group, alerts, batch, group.thread(), nowMillis), letter);
  }

  /** Puts an alert in the place of what was known of it; null is none. */
  private GroupState keep(
      GroupState group,
      TrackedAlerts alerts,
      String id,
      @Nullable TrackedAlert old,
      @Nullable TrackedAlert now,
      long nowMillis) {
    TrackedAlert kept = now == null ? null : now.holding(quiet.of(now.latest(), nowMillis));
    if (kept != null) {
      alerts.put(id, kept);
    } else {
      alerts.remove(id);
    }
    GroupState next = group.replacing(old, kept, receiver.sendEnded(), nowMillis);
    reporter.kept(old, kept, nextAt(next), nowMillis);
    return next;
  }
}
