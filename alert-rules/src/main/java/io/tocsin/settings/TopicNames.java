package io.tocsin.settings;

/**
 * The topics of the engine's own.
 *
 * @param alerts what the alerting job says
 * @param slots slot rollups
 * @param deadLetters what could not be read, indexed or delivered
 * @param silences which alerts nobody is told of; compacted
 */
public record TopicNames(String alerts, String slots, String deadLetters, String silences) {
  /** What they are called unless set. */
  public static final TopicNames DEFAULT =
      new TopicNames("tocsin.alerts", "tocsin.slots", "tocsin.dead-letters", "tocsin.silences");
}
