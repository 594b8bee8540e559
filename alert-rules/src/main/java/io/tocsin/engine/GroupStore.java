package io.tocsin.engine;

import io.tocsin.slot.SeriesSlots;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where the state of one group is kept: in memory, or in a state backend.
 *
 * <p>What was put is the store's: whoever changes it puts it again.
 */
public interface GroupStore {

  /** The slots of a series; null if there are none. */
  @Nullable SeriesSlots slots(long seriesId);

  /** Keeps the slots of a series. */
  void putSlots(long seriesId, SeriesSlots slots);

  /** Drops the slots of a series. */
  void removeSlots(long seriesId);

  /** The series that have slots, in no order; a copy. */
  List<Long> series();

  /** The state of a rule; null if it has none. */
  @Nullable RuleState rule(String name);

  /** Keeps the state of a rule. */
  void putRule(String name, RuleState state);

  /** Drops the state of a rule. */
  void removeRule(String name);

  /** The rules that have a state, in no order; a copy. */
  List<String> rules();
}
