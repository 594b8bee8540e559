package io.tocsin.engine;

import org.jspecify.annotations.Nullable;

/**
 * Where logs are counted that some filters select.
 *
 * @param together what is counted for all logs, whatever their group; null if nothing is
 * @param inGroups what is counted by groups, and what must see each of its logs
 */
record Places(@Nullable Together together, InGroup[] inGroups) {

  /**
   * What is counted by one grouping.
   *
   * @param grouping its place
   * @param bundles what is counted at once
   * @param numbers of what else is counted
   * @param size how much that is in all
   */
  record InGroup(int grouping, Bundle[] bundles, int[] numbers, int size) {}
}
