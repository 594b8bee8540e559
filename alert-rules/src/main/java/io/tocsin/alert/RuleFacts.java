package io.tocsin.alert;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a message needs to know of the rule, carried by each of its alerts so that whoever reads
 * {@code tocsin.alerts} needs no rule files.
 *
 * @param description one sentence; empty if the rule has none
 * @param where the rule's KQL in canonical form; empty for every log
 * @param condition {@code when} as it was understood
 * @param windowMillis the longest window that the condition looks at, in milliseconds
 * @param unit the unit of the value, such as {@code ns} or {@code B}; {@code ratio} for a share, of
 *     which 0.05 is read as 5 %; null for a plain number
 * @param labels the rule's labels
 * @param annotations the rule's annotations: templates, rendered when a message is sent
 * @param receivers the names of receivers; null to go by the routes, empty for nobody
 * @param ofAbsence whether the condition can come to hold because logs are missing: a source that
 *     is silent as a whole makes it hold
 * @param recordOnly why it is recorded but sent to nobody ({@code shadow}, {@code max_age}); null
 *     if it may be sent
 */
public record RuleFacts(
    String description,
    String where,
    String condition,
    long windowMillis,
    @Nullable String unit,
    Map<String, String> labels,
    Map<String, String> annotations,
    @Nullable List<String> receivers,
    boolean ofAbsence,
    @Nullable String recordOnly) {

  /** The same facts of an alert that is to be recorded only. */
  public RuleFacts recordedOnly(String why) {
    return new RuleFacts(
        description,
        where,
        condition,
        windowMillis,
        unit,
        labels,
        annotations,
        receivers,
        ofAbsence,
        why);
  }
}
