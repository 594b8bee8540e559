package io.tocsin.flink.source;

import io.tocsin.document.Document;
import io.tocsin.document.RawRecord;
import io.tocsin.document.Undecodable;
import io.tocsin.rule.RuleBundle;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the source hands to the operator that is chained to it, which must be chained: a log is a
 * view that is valid only during the call that hands it over.
 */
public sealed interface SourceElement {

  /** A log. The object and its document are reused for the next one. */
  final class Log implements SourceElement {
    private Document document;
    private RawRecord record;

    /** A log, and the record that held it. */
    public Log(Document document, RawRecord record) {
      this.document = document;
      this.record = record;
    }

    Log set(Document document, RawRecord record) {
      this.document = document;
      this.record = record;
      return this;
    }

    /** The log as rules see it, by the fields of the rules in force. */
    public Document document() {
      return document;
    }

    /** The record that held the log, perhaps among others. */
    public RawRecord record() {
      return record;
    }
  }

  /** A record, or what was left of it after the logs before this element, that is no log. */
  record DeadLetter(RawRecord record, Undecodable reason) implements SourceElement {}

  /**
   * A rule set, before the first log of the slot from which it is in force; before every other
   * element the one with which the job starts. After a restart those that are still in force come
   * again, oldest first.
   *
   * <p>Whoever takes these elements keeps a {@link RulesInForce}, as the source does, so that both
   * know the same rule sets and number the fields that they read in the same way.
   *
   * @param number counts the changes; a set replaces what those before it say of its slots, also
   *     where it begins with the same slot
   * @param fromSlotMillis the start of the first slot that it governs, in milliseconds since the
   *     epoch, a whole minute; {@link RulesInForce#BEGINNING} for all time
   * @param forgetBeforeMillis what was superseded by this time is needed no more
   */
  record Rules(RuleBundle bundle, long number, long fromSlotMillis, long forgetBeforeMillis)
      implements SourceElement {}

  /** Rule files are refused; said again for as long as it is so, by one reader. */
  record RulesRefused(Refusal refusal) implements SourceElement {}

  /**
   * The broker has said where all partitions of this reader end: nobody was blind then.
   *
   * @param atMillis when it was asked, in milliseconds since the epoch
   * @param silentSince for each topic of this reader that ever had a log, since when it has had
   *     none; {@link io.tocsin.clock.ClockState#NONE} for one that is not silent. Null while that
   *     is not known
   * @param silentPartitions how many of its partitions have had none for {@link
   *     io.tocsin.clock.Sight#SILENT}
   */
  record Seen(long atMillis, @Nullable Map<String, Long> silentSince, int silentPartitions)
      implements SourceElement {}
}
