package io.tocsin.flink.alerting;

import io.tocsin.rule.RuleBundle;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What every subtask behind the shuffle must know, sent to all of them by every subtask before it,
 * ahead of the watermark that could need it. Each is said many times, and saying it again changes
 * nothing.
 */
public sealed interface Control {

  /**
   * Rules are in force.
   *
   * @param number counts the changes: a higher one is said later
   * @param fromSlotMillis from this slot, in milliseconds since the epoch
   * @param forgetBeforeMillis what was superseded by this time is needed no more
   */
  record Rules(RuleBundle bundle, long number, long fromSlotMillis, long forgetBeforeMillis)
      implements Control {}

  /**
   * The source has a log as early as this.
   *
   * @param eventTimeMillis its event time, in milliseconds since the epoch
   */
  record Began(long eventTimeMillis) implements Control {}

  /**
   * A reader of the source was not blind then.
   *
   * @param reader its subtask
   * @param atMillis in milliseconds since the epoch
   * @param silentSince for each of its topics that ever had a log, since when it has had none;
   *     {@link io.tocsin.clock.ClockState#NONE} for one that is not silent
   * @param silentPartitions how many of its partitions have had none for {@link
   *     io.tocsin.clock.Sight#SILENT}
   */
  record Seen(
      int reader, long atMillis, @Nullable Map<String, Long> silentSince, int silentPartitions)
      implements Control {}
}
