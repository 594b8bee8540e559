package io.tocsin.notify;

import java.util.List;

/**
 * A notification that its receiver never took.
 *
 * @param receiver its name
 * @param groupKey the group, as Alertmanager names one
 * @param idempotencyKey the key that it was sent with
 * @param alerts the ids of the alerts that it told of
 * @param attempts how often it was tried
 * @param since when it was tried first, in milliseconds since the epoch
 * @param at when it was given up, in milliseconds since the epoch
 * @param refused whether its receiver refused it; else it could not be had, or said to come again
 * @param reason the last answer
 */
public record DeadLetter(
    String receiver,
    String groupKey,
    String idempotencyKey,
    List<String> alerts,
    int attempts,
    long since,
    long at,
    boolean refused,
    String reason) {

  /** Copies the ids. */
  public DeadLetter {
    alerts = List.copyOf(alerts);
  }
}
