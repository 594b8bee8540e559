package io.tocsin.engine;

import io.tocsin.alert.AlertRecord;
import io.tocsin.slot.GroupKey;

/** Takes what the engine has to say. */
public interface EngineOutput {

  /** Something happened to an alert. */
  void say(AlertRecord record);

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
