package io.tocsin.notify;

import io.tocsin.alert.Alert;
import io.tocsin.alert.Alert.State;
import io.tocsin.alert.AlertRecord;
import io.tocsin.alert.Transition;
import io.tocsin.message.Notice.Status;
import org.jspecify.annotations.Nullable;

/**
 * What is known of an alert and what its receiver was told.
 *
 * @param latest what is known
 * @param addressed whether it may be sent to this receiver; what was said before is taken back or
 *     ended all the same
 * @param settled whether its start can no longer change
 * @param lastWord whether nothing more will be heard of it
 * @param said null if the receiver was told nothing yet
 * @param held why the receiver is told nothing of it for now; null if it may be
 */
public record TrackedAlert(
    AlertRecord latest,
    boolean addressed,
    boolean settled,
    boolean lastWord,
    @Nullable Said said,
    @Nullable Hold held) {

  /** An alert that was not known before. */
  static TrackedAlert first(AlertRecord record, boolean addressed) {
    return new TrackedAlert(record, addressed, isSettled(record), isLastWord(record), null, null);
  }

  /** The alert as it is known. */
  public Alert alert() {
    return latest.alert();
  }

  /**
   * The same after one more record. What is settled outranks the rest; among the rest the later
   * record counts, but a crash of the job that writes them repeats some: that an alert fires is a
   * repetition once it is over, since logs that reopen it amend it.
   */
  TrackedAlert hearing(AlertRecord record, boolean nowAddressed) {
    if (lastWord && record.transition() != Transition.SETTLED) {
      return this;
    }
    boolean nowSettled = settled || isSettled(record);
    if (alert().state() == State.ENDED && isFiringAgain(record)) {
      return new TrackedAlert(latest, addressed, nowSettled, lastWord, said, held);
    }
    return new TrackedAlert(record, nowAddressed, nowSettled, isLastWord(record), said, held);
  }

  private static boolean isFiringAgain(AlertRecord record) {
    return record.alert().state() == State.FIRING && record.transition() != Transition.AMENDED;
  }

  private static boolean isSettled(AlertRecord record) {
    return record.transition() == Transition.SETTLED;
  }

  private static boolean isLastWord(AlertRecord record) {
    return isSettled(record) && record.alert().state() != State.FIRING;
  }

  /**
   * The same, now that all that was to settle has: what never settled never was. An alert that
   * settled while it fired is heard of again.
   */
  TrackedAlert settledOrNot() {
    if (settled) {
      boolean last = alert().state() != State.FIRING;
      return new TrackedAlert(latest, addressed, true, last, said, held);
    }
    AlertRecord retracted = Retraction.of(latest);
    return new TrackedAlert(retracted, addressed, false, true, said, held);
  }

  /** The same with what the receiver was told. */
  TrackedAlert saying(@Nullable Said nowSaid) {
    return new TrackedAlert(latest, addressed, settled, lastWord, nowSaid, held);
  }

  /**
   * The same, held back or no longer. What came and went while it was held back was nobody's
   * business.
   */
  TrackedAlert holding(@Nullable Hold now) {
    boolean cameAndWent = now != null && said == null && alert().state() == State.ENDED;
    return new TrackedAlert(latest, addressed && !cameAndWent, settled, lastWord, said, now);
  }

  /** What the receiver should be told now; null if it knows, or if it is to be told nothing. */
  @Nullable Status news(boolean sendEnded) {
    return held == null ? unsaid(sendEnded) : null;
  }

  /** What the receiver does not know; null if it knows. */
  @Nullable Status unsaid(boolean sendEnded) {
    Status told = said == null ? null : said.status();
    return switch (alert().state()) {
      case FIRING -> addressed && (told != Status.FIRING || isNewLevel()) ? Status.FIRING : null;
      case ENDED -> {
        boolean unheard = told == null ? addressed : told != Status.ENDED;
        yield sendEnded && unheard ? Status.ENDED : null;
      }
      case RETRACTED -> {
        boolean unheard = told != null && told != Status.WITHDRAWN;
        yield sendEnded && unheard ? Status.WITHDRAWN : null;
      }
    };
  }

  private boolean isNewLevel() {
    String level = alert().level();
    return level != null && said != null && !said.levels().contains(level);
  }

  /** Whether it fires and the receiver knows, and may be reminded. */
  boolean isKnownToFire() {
    return held == null
        && alert().state() == State.FIRING
        && said != null
        && said.status() == Status.FIRING;
  }
}
