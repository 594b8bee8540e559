package io.tocsin.condition;

import io.tocsin.aggregate.Aggregate;

/**
 * A measure over a window: {@code count(where http.response.status_code >= 500)[15m] offset 1h}.
 *
 * @param measure what is read
 * @param filter the aggregate's own filter beside its rule's {@code where}, as canonical KQL; empty
 *     if it has none
 * @param windowMillis how long the window is, a whole number of slots
 * @param offsetMillis how far the window ends before the end of the slot that is evaluated, a whole
 *     number of slots
 */
public record Term(Measure measure, String filter, long windowMillis, long offsetMillis) {

  /** Checks the window. */
  public Term {
    if (windowMillis <= 0 || offsetMillis < 0) {
      throw new IllegalArgumentException("not a window: " + windowMillis + ", " + offsetMillis);
    }
  }

  /** What must be accumulated for it. */
  public Aggregate aggregate() {
    return measure.aggregate();
  }

  /** How far back it looks from the end of the slot that is evaluated, in milliseconds. */
  public long reachMillis() {
    return windowMillis + offsetMillis;
  }

  /** Whether logs in the slot that is evaluated count. */
  public boolean seesNewestSlot() {
    return offsetMillis == 0;
  }

  /** As it would be written, with its window and offset. */
  public String canonical() {
    String offset = offsetMillis == 0 ? "" : " offset " + WindowLength.text(offsetMillis);
    return "%s[%s]%s".formatted(counted(), WindowLength.text(windowMillis), offset);
  }

  /** As it would be written over the default window. */
  public String counted() {
    String separator = measure.field().isEmpty() || filter.isEmpty() ? "" : " ";
    String where = filter.isEmpty() ? "" : separator + "where " + filter;
    return "%s(%s%s)".formatted(measure.name(), measure.field(), where);
  }
}
