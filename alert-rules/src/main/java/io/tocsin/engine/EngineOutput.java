package io.tocsin.engine;

import io.tocsin.alert.AlertRecord;
import io.tocsin.alert.Rollup;
import io.tocsin.slot.GroupKey;

/** Takes what the engine has to say. */
public interface EngineOutput {

  /** Something happened to an alert. */
  void say(AlertRecord record);

  /**
   * Logs were counted in a series, for all rules that read it; who counts none of that ignores it.
   *
   * @param logs how many, at least one
   */
  default void counted(long seriesId, long logs) {}

  /** A slot of a rule that asks for {@code rollup} has settled; who publishes none ignores it. */
  default void rollup(Rollup rollup) {}

  /**
   * A rule could not be evaluated for a group. Its state stays as it was, it is tried again with
   * the next slot, and other rules go on.
   *
   * @throws RuntimeException {@code why}, by whoever has nobody to tell
   */
  default void failed(String rule, GroupKey key, RuntimeException why) {
    throw why;
  }

  /**
   * Logs came too late to be counted: their slot had settled for the rule.
   *
   * @param slotMillis the slot they belong to
   * @param logs how many
   */
  void tooLate(String rule, GroupKey key, long slotMillis, long logs);

  /**
   * Logs were not counted for a rule, because their group is beyond the rule's limit of groups.
   *
   * @param slotMillis the slot they belong to
   * @param logs how many
   */
  void overLimit(String rule, GroupKey key, long slotMillis, long logs);
}
