package io.tocsin.engine;

import io.tocsin.aggregate.Aggregate;
import io.tocsin.aggregate.Partial;
import io.tocsin.document.Document;
import io.tocsin.document.FieldIndex;
import io.tocsin.kql.Kql;
import io.tocsin.kql.KqlParser;
import io.tocsin.match.FilterSet;
import io.tocsin.rule.RuleSet;
import io.tocsin.slot.Grouping;
import io.tocsin.slot.Series;
import io.tocsin.slot.SlotWidth;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.IntConsumer;

/**
 * Counts logs by the series of a rule set: each distinct filter is matched once, each grouping's
 * group and each width's slot found once, whatever the number of series that want them.
 */
final class CountingPlan {
  private static final SlotWidth[] WIDTHS = SlotWidth.values();
  private static final int NOT_FOUND = -2;

  private final FilterSet filters;
  private final Counted[][] countedByFilter;
  private final LocalGroups[] groupings;
  private final IntConsumer matched = this::count;

  /** Of the log at hand: its group in each grouping, and its slot of each width. */
  private final int[] groups;

  private final long[] slots = new long[WIDTHS.length];

  @SuppressWarnings("NullAway.Init") // set before each use
  private Document log;

  private long leftOut;
  private long unusable;
  private int size;

  /**
   * A series as it is counted here.
   *
   * @param number its place in the plan
   * @param grouping the place of its grouping in the plan
   * @param field the ordinal of the aggregate's field; -1 if it reads none
   */
  record Counted(
      int number, long seriesId, Aggregate aggregate, int grouping, SlotWidth width, int field) {}

  CountingPlan(RuleSet rules, FieldIndex.Builder fields) {
    Map<String, List<Counted>> byFilter = new LinkedHashMap<>();
    Map<Grouping, Integer> groupingNumbers = new LinkedHashMap<>();
    int number = 0;
    for (Series series : rules.series()) {
      String field = series.aggregate().field();
      byFilter
          .computeIfAbsent(series.filter(), unused -> new ArrayList<>())
          .add(
              new Counted(
                  number++,
                  series.id(),
                  series.aggregate(),
                  groupingNumbers.computeIfAbsent(
                      series.grouping(), unused -> groupingNumbers.size()),
                  series.width(),
                  field.isEmpty() ? -1 : fields.ordinal(field)));
    }
    List<Kql> kql = byFilter.keySet().stream().map(KqlParser::parseCanonical).toList();
    this.filters = FilterSet.of(kql, rules.fields(), fields);
    this.countedByFilter =
        byFilter.values().stream()
            .map(counted -> counted.toArray(Counted[]::new))
            .toArray(Counted[][]::new);
    this.groupings =
        groupingNumbers.keySet().stream()
            .map(grouping -> new LocalGroups(grouping, fields))
            .toArray(LocalGroups[]::new);
    this.groups = new int[groupings.length];
  }

  /** Counts a log. */
  void count(Document document) {
    log = document;
    Arrays.fill(groups, NOT_FOUND);
    for (int width = 0; width < WIDTHS.length; width++) {
      slots[width] = WIDTHS[width].slotOf(document.timestampMillis());
    }
    filters.match(document, matched);
  }

  private void count(int filter) {
    for (Counted counted : countedByFilter[filter]) {
      int group = group(counted.grouping());
      if (group == LocalGroups.LEFT_OUT) {
        leftOut++;
        continue;
      }
      LocalGroups grouping = groupings[counted.grouping()];
      long slot = slots[counted.width().ordinal()];
      Partial partial = grouping.partial(group, counted, slot);
      if (partial == null) {
        partial = grouping.begin(group, counted, slot);
        size++;
      }
      unusable += partial.add(log, counted.field());
    }
  }

  private int group(int grouping) {
    if (groups[grouping] == NOT_FOUND) {
      groups[grouping] = groupings[grouping].of(log);
    }
    return groups[grouping];
  }

  /** How many partial slots wait to be drained. */
  int size() {
    return size;
  }

  /** How often a log was left out of a series for want of one value in a field of {@code by}. */
  long leftOut() {
    return leftOut;
  }

  /** How many values could not be used, such as text where numbers are summed. */
  long unusable() {
    return unusable;
  }

  /** Hands out what was counted since it was last asked, and forgets it. */
  void drain(Consumer<GroupPartials> out) {
    for (LocalGroups grouping : groupings) {
      grouping.drain(out);
    }
    size = 0;
  }
}
