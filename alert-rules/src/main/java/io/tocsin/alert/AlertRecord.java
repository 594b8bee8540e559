package io.tocsin.alert;

import java.util.List;

/**
 * Something happened to an alert; the record carries the alert whole.
 *
 * @param slotMillis the slot in which it happened, in milliseconds since the epoch
 * @param evidence how complete the logs behind it were
 */
public record AlertRecord(Transition transition, long slotMillis, Alert alert, Evidence evidence)
    implements AlertsRecord {

  /** The id of this transition: the same in every run over the same logs. */
  public String id() {
    return AlertIds.transition(alert.id(), transition, slotMillis);
  }

  /**
   * How complete the logs were when a record was made.
   *
   * @param watermarkMillis every log before it had been read; {@link Long#MIN_VALUE} before the
   *     first watermark
   * @param lateLogs how many logs came after their slot had closed and changed it
   * @param silentPartitions how many partitions that have had logs had none for a minute or longer,
   *     by the clock of the broker, when the record was made; 0 in a replay
   * @param topics of an alert that may be for want of logs, the topics that its group's last logs
   *     before it came from, by name; empty where that is not known or does not matter
   */
  public record Evidence(
      long watermarkMillis, long lateLogs, int silentPartitions, List<String> topics) {

    /** Copies the list. */
    public Evidence {
      topics = List.copyOf(topics);
    }

    /** One that knows of no topic. */
    public Evidence(long watermarkMillis, long lateLogs, int silentPartitions) {
      this(watermarkMillis, lateLogs, silentPartitions, List.of());
    }
  }
}
