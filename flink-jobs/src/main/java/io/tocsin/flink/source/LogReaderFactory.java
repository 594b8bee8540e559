package io.tocsin.flink.source;

import io.tocsin.document.LogReader;
import io.tocsin.document.ReadStats;
import io.tocsin.rule.RuleBundle;
import java.io.Serializable;
import java.util.List;

/**
 * Makes the reader of logs for a list of rule sets.
 *
 * <p>Around a change several rule sets are in force, each for slots of its own, and a log is read
 * before its slot is known; so the reader gives the fields of all of them. The operator behind the
 * source makes the same field index from the same list. Where topics are decoded differently, the
 * reader goes by the record's topic.
 */
@FunctionalInterface
public interface LogReaderFactory extends Serializable {

  /**
   * A new reader, used by one thread.
   *
   * @param inForce the rule sets in force, oldest first, at least one
   * @param stats where the reader counts, as the one before it did
   */
  LogReader create(List<RuleBundle> inForce, ReadStats stats);
}
