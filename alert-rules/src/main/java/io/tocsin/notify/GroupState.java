package io.tocsin.notify;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a group at a receiver, beside its alerts. Times are of the wall clock, in
 * milliseconds since the epoch.
 *
 * @param labels those that its alerts share
 * @param alerts how many are tracked
 * @param firing how many of them fire and the receiver knows
 * @param news how many of them the receiver should be told of
 * @param newsSince since when there is news; null if there is none
 * @param lastSent when the receiver took the last message; null if there was none
 * @param sequence how many messages it took
 * @param failure why the news is still here; null if it has not been tried
 * @param thread where the receiver keeps what it was told while something in the group fires; null
 *     if it has no threads
 */
public record GroupState(
    Map<String, String> labels,
    int alerts,
    int firing,
    int news,
    @Nullable Long newsSince,
    @Nullable Long lastSent,
    int sequence,
    @Nullable Failure failure,
    @Nullable String thread) {

  /** Copies the labels. */
  public GroupState {
    labels = Map.copyOf(labels);
  }

  /**
   * Tries that failed.
   *
   * @param attempts how many
   * @param since when the first began to fail
   * @param notBefore when the next may be
   */
  public record Failure(int attempts, long since, long notBefore) {}

  /** A group of which nothing is known. */
  public static GroupState of(Map<String, String> labels) {
    return new GroupState(labels, 0, 0, 0, null, null, 0, null, null);
  }

  /**
   * The same by a clock of which this is the time. Whoever goes on from a checkpoint may have one
   * that was set back since, and would wait until the old time is reached again.
   */
  GroupState by(long nowMillis) {
    long latest = Math.max(orNow(newsSince, nowMillis), orNow(lastSent, nowMillis));
    latest = Math.max(latest, failure == null ? nowMillis : failure.since());
    long ahead = latest - nowMillis;
    if (ahead <= 0) {
      return this;
    }
    return new GroupState(
        labels,
        alerts,
        firing,
        news,
        newsSince == null ? null : newsSince - ahead,
        lastSent == null ? null : lastSent - ahead,
        sequence,
        failure == null
            ? null
            : new Failure(failure.attempts(), failure.since() - ahead, failure.notBefore() - ahead),
        thread);
  }

  private static long orNow(@Nullable Long millis, long nowMillis) {
    return millis == null ? nowMillis : millis;
  }

  /** The same with one of its alerts in the place of another; null is none. */
  GroupState replacing(
      @Nullable TrackedAlert old, @Nullable TrackedAlert now, boolean sendEnded, long nowMillis) {
    int moreAlerts = (now == null ? 0 : 1) - (old == null ? 0 : 1);
    int moreFiring = firing(now) - firing(old);
    int moreNews = news(now, sendEnded) - news(old, sendEnded);
    return counting(alerts + moreAlerts, firing + moreFiring, news + moreNews, nowMillis);
  }

  private static int firing(@Nullable TrackedAlert alert) {
    return alert != null && alert.isKnownToFire() ? 1 : 0;
  }

  private static int news(@Nullable TrackedAlert alert, boolean sendEnded) {
    return alert != null && alert.news(sendEnded) != null ? 1 : 0;
  }

  private GroupState counting(int nowAlerts, int nowFiring, int nowNews, long nowMillis) {
    Long since = nowNews == 0 ? null : newsSince == null ? Long.valueOf(nowMillis) : newsSince;
    boolean nothingToTry = nowNews == 0 && nowFiring == 0;
    return new GroupState(
        labels,
        nowAlerts,
        nowFiring,
        nowNews,
        since,
        lastSent,
        sequence,
        nothingToTry ? null : failure,
        thread);
  }

  /**
   * The same after a message that the receiver took, or never will. Once nothing in the group fires
   * the next alert begins a thread of its own.
   */
  GroupState sent(@Nullable String inThread, long nowMillis) {
    Long since = news == 0 ? null : Long.valueOf(nowMillis);
    String next = news == 0 && firing == 0 ? null : inThread;
    return new GroupState(labels, alerts, firing, news, since, nowMillis, sequence + 1, null, next);
  }

  /** The same after a message that failed. */
  GroupState failing(Failure nowFailing) {
    return new GroupState(
        labels, alerts, firing, news, newsSince, lastSent, sequence, nowFailing, thread);
  }
}
