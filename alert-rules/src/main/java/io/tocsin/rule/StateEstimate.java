package io.tocsin.rule;

import io.tocsin.aggregate.Aggregate;
import io.tocsin.diagnostic.Code;
import io.tocsin.diagnostic.Diagnostics;
import io.tocsin.diagnostic.Fragment;
import io.tocsin.slot.Series;
import java.util.Comparator;
import java.util.List;

/**
 * How much state a rule can come to: groups times slots times aggregates, each as large as it gets.
 */
final class StateEstimate {
  /** Beyond this a rule is refused. */
  private static final long MOST_BYTES = 100_000_000_000L;

  private final RuleDraft draft;
  private final long slots;
  private final long groups;

  /**
   * The estimate of a rule.
   *
   * @param reachMillis how far back it looks from the end of a slot
   */
  StateEstimate(RuleDraft draft, long reachMillis) {
    this.draft = draft;
    this.slots = (reachMillis + draft.times().late()) / draft.times().width().millis() + 1;
    this.groups = draft.by().isEmpty() ? 1 : draft.counting().groupLimit();
  }

  void check(List<Series> series, Diagnostics diagnostics) {
    long perSlot = series.stream().mapToLong(each -> each.aggregate().bytes()).sum();
    double bytes = (double) groups * slots * perSlot;
    if (bytes <= MOST_BYTES) {
      return;
    }
    Aggregate largest =
        series.stream()
            .map(Series::aggregate)
            .max(Comparator.comparingLong(Aggregate::bytes))
            .orElseThrow();
    Fragment text = draft.name().fragment();
    String message =
        "up to %.0f GB of state: %d groups, %d slots, %d bytes in each"
            .formatted(bytes / 1e9, groups, slots, perSlot);
    String hint =
        "most of it is "
            + largest.canonical()
            + "; shorten the windows, lower limits.groups, or do without it";
    diagnostics.error(Code.STATE_TOO_LARGE, text, text.span(), message, hint);
  }
}
