package io.tocsin.rule;

import io.tocsin.slot.SlotWidth;
import io.tocsin.yaml.YamlMapping;
import io.tocsin.yaml.YamlNode;
import io.tocsin.yaml.YamlScalar;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A rule as its mapping says it, before its filters and conditions are parsed.
 *
 * @param name checked
 * @param enabled whether it is to be evaluated at all
 * @param by checked names, in the file's order
 */
record RuleDraft(
    YamlScalar name,
    boolean enabled,
    Message message,
    Counting counting,
    Deciding deciding,
    Times times,
    List<String> by) {

  /**
   * What is said when an alert is raised, to whom and when.
   *
   * @param receivers null to go by the routes
   */
  record Message(
      String description,
      Map<String, String> labels,
      Map<String, String> annotations,
      @Nullable List<String> receivers,
      boolean shadow,
      Rule.ActiveTimes active) {}

  /**
   * What is counted.
   *
   * @param where null for every log
   * @param samples how many lines are kept
   * @param top fields whose commonest values are kept
   * @param rollup whether what is counted is published
   */
  record Counting(
      @Nullable YamlScalar where,
      @Nullable YamlMapping filters,
      int samples,
      List<String> top,
      List<List<String>> expected,
      int groupLimit,
      boolean rollup) {}

  /**
   * What the counts must come to.
   *
   * @param when a text, or a mapping of levels; null if it is missing, which was reported
   */
  record Deciding(
      @Nullable YamlNode when,
      @Nullable YamlScalar resolveWhen,
      @Nullable YamlScalar given,
      @Nullable YamlScalar value,
      @Nullable YamlMapping let) {}

  /**
   * The durations, in milliseconds.
   *
   * @param over the window of aggregates that name none; 0 if each must name one
   * @param forWritten where {@code for} stands; null if it is left out
   * @param forgetAfter null for what the windows ask for
   * @param forgetWritten where {@code forget_after} stands; null if it is left out
   */
  record Times(
      SlotWidth width,
      long over,
      long forMillis,
      @Nullable YamlScalar forWritten,
      long keepFiring,
      long noData,
      long late,
      long waiting,
      @Nullable Long forgetAfter,
      @Nullable YamlScalar forgetWritten,
      long maxAge) {}
}
