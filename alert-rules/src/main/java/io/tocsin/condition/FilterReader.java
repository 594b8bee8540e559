package io.tocsin.condition;

import io.tocsin.diagnostic.Fragment;
import org.jspecify.annotations.Nullable;

/** Reads the filters that aggregates have of their own. */
@FunctionalInterface
public interface FilterReader {

  /**
   * The canonical KQL of a filter, empty for one that selects every log; null if it has errors,
   * which have been reported.
   */
  @Nullable String canonical(Fragment kql);
}
