package io.tocsin.engine;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Says where logs are counted that are selected by the same filters, and what of it is counted at
 * once.
 *
 * <p>What has no fields is one thing for all logs that are alike. In groups it pays where few kinds
 * of logs are told apart: else a group has hardly a log of a kind until what was counted is taken.
 */
final class PlacesMaker {
  /** Filters that logs are told apart by in so many ways are counted together in a group. */
  static final int FEW_ANSWERS = 64;

  /** Of a grouping. Logs with several values in one field can be told apart in more ways. */
  private static final int MOST_BUNDLES = 256;

  private static final int ALONE = -1;

  private final List<List<Counted>> ofFilters;

  /** Which filters belong together; {@link #ALONE} for those that do not. */
  private final int[] families;

  /** By their grouping, and the numbers of what is in them. */
  private final Map<Integer, Map<List<Integer>, Bundle>> bundles = new HashMap<>();

  /**
   * Places of what is counted.
   *
   * @param ofFilters by the places of the filters that select its logs
   * @param fewAnswers places of filters of which few kinds of logs are told apart
   */
  PlacesMaker(List<List<Counted>> ofFilters, List<List<Integer>> fewAnswers) {
    this.ofFilters = ofFilters;
    this.families = new int[ofFilters.size()];
    Arrays.fill(families, ALONE);
    for (int family = 0; family < fewAnswers.size(); family++) {
      for (int filter : fewAnswers.get(family)) {
        families[filter] = family;
      }
    }
  }

  /** Where logs are counted that these filters select. */
  Places places(int[] filters) {
    List<Integer> together = new ArrayList<>();
    Map<Integer, Map<Integer, List<Integer>>> byGrouping = new TreeMap<>();
    for (int filter : filters) {
      for (Counted one : ofFilters.get(filter)) {
        if (one.onlyKey() != null && one.canHaveCell()) {
          together.add(one.number());
        } else {
          byGrouping
              .computeIfAbsent(one.grouping(), unused -> new TreeMap<>())
              .computeIfAbsent(
                  one.canHaveCell() ? families[filter] : ALONE, unused -> new ArrayList<>())
              .add(one.number());
        }
      }
    }
    return new Places(
        together.isEmpty() ? null : new Together(sorted(together)),
        byGrouping.entrySet().stream()
            .map(one -> inGroup(one.getKey(), one.getValue()))
            .toArray(Places.InGroup[]::new));
  }

  private Places.InGroup inGroup(int grouping, Map<Integer, List<Integer>> byFamily) {
    List<Integer> numbers = new ArrayList<>();
    List<Bundle> ofGroup = new ArrayList<>();
    int size = 0;
    for (Map.Entry<Integer, List<Integer>> family : byFamily.entrySet()) {
      List<Integer> its = family.getValue();
      size += its.size();
      Bundle bundle = family.getKey() == ALONE || its.size() == 1 ? null : bundle(grouping, its);
      if (bundle == null) {
        numbers.addAll(its);
      } else {
        ofGroup.add(bundle);
      }
    }
    return new Places.InGroup(grouping, ofGroup.toArray(Bundle[]::new), sorted(numbers), size);
  }

  /** The bundle of these; null if there are too many. */
  private @Nullable Bundle bundle(int grouping, List<Integer> numbers) {
    Map<List<Integer>, Bundle> known = bundles.computeIfAbsent(grouping, unused -> new HashMap<>());
    List<Integer> its = numbers.stream().sorted().toList();
    Bundle bundle = known.get(its);
    if (bundle == null && known.size() < MOST_BUNDLES) {
      bundle = new Bundle(known.size(), sorted(its));
      known.put(its, bundle);
    }
    return bundle;
  }

  private static int[] sorted(List<Integer> numbers) {
    return numbers.stream().mapToInt(Integer::intValue).sorted().toArray();
  }
}
