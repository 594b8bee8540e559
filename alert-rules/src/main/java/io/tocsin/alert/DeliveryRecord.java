package io.tocsin.alert;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What became of an alert on its way to a receiver.
 *
 * @param outcome what
 * @param receiver its name; empty if it is for nobody
 * @param atMillis the wall clock of the delivery job, in milliseconds since the epoch
 * @param alertId of the alert
 * @param key of the alert
 * @param rule the rule's name
 * @param group the values of the fields in the rule's {@code by}
 * @param status what was to be said: {@code firing}, {@code ended} or {@code withdrawn}
 * @param level the alert's level; null without levels
 * @param detail why, or until when, for people; empty where there is nothing to add
 * @param notification the key of the notification; null before there is one
 */
public record DeliveryRecord(
    Outcome outcome,
    String receiver,
    long atMillis,
    String alertId,
    String key,
    String rule,
    Map<String, String> group,
    String status,
    @Nullable String level,
    String detail,
    @Nullable String notification)
    implements AlertsRecord {

  /** What can become of an alert. */
  public enum Outcome {
    /** It waits for company, or for the group's next message. */
    WAITING,
    /** It is held back by a silence or a mute time. */
    HELD,
    /** The receiver did not take it; it is tried again. */
    RETRYING,
    /** The receiver has taken it. */
    SENT,
    /** The receiver never took it. */
    GIVEN_UP,
    /** It is for nobody. */
    NOBODY
  }

  /** The same for the same thing, so that a repetition is known as one. */
  public String id() {
    String what =
        String.join(
            " ",
            outcome.name(),
            receiver,
            status,
            String.valueOf(level),
            outcome == Outcome.WAITING ? "" : detail,
            String.valueOf(notification));
    return AlertIds.delivery(alertId, what);
  }
}
