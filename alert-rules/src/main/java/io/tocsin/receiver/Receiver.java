package io.tocsin.receiver;

import java.time.Duration;
import java.util.List;

/**
 * Somebody who is told of alerts.
 *
 * @param name as rules and routes name it
 * @param grouping which alerts go into one message, and how often
 * @param timeout the longest that a request may take, from its start to the end of its answer
 * @param giveUpAfter how long a message is tried again before it becomes a dead letter
 * @param largestMessage the most alerts in one message; the others are counted in it
 * @param sendEnded whether the receiver wants to hear that an alert is over
 * @param mutes when it wants to hear of nothing
 */
public record Receiver(
    String name,
    Channel channel,
    Grouping grouping,
    Duration timeout,
    Duration giveUpAfter,
    int largestMessage,
    boolean sendEnded,
    List<MuteTime> mutes) {
  /** A request's time limit, unless the receiver sets one. */
  public static final Duration TIMEOUT = Duration.ofSeconds(10);

  /** How long a message is tried, unless the receiver says so. */
  public static final Duration GIVE_UP_AFTER = Duration.ofHours(1);

  /** Copies the list. */
  public Receiver {
    mutes = List.copyOf(mutes);
  }
}
