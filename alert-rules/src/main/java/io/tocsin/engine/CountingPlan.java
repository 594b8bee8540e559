package io.tocsin.engine;

import io.tocsin.aggregate.Aggregate;
import io.tocsin.document.Document;
import io.tocsin.document.FieldIndex;
import io.tocsin.kql.Kql;
import io.tocsin.kql.KqlParser;
import io.tocsin.match.FilterSet;
import io.tocsin.rule.RuleSet;
import io.tocsin.slot.GroupKey;
import io.tocsin.slot.Grouping;
import io.tocsin.slot.Series;
import io.tocsin.slot.SlotWidth;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How the logs of a rule set are counted: each distinct filter is matched once, each grouping's key
 * found once, whatever the number of series that want them.
 */
final class CountingPlan {
  private final FilterSet filters;
  private final Counted[][] countedByFilter;
  private final GroupingPlan[] groupings;

  /**
   * A series as it is counted here.
   *
   * @param grouping the place of its grouping in the plan
   * @param field the ordinal of the aggregate's field; -1 if it reads none
   */
  record Counted(long seriesId, Aggregate aggregate, int grouping, SlotWidth width, int field) {}

  CountingPlan(RuleSet rules, FieldIndex.Builder fields) {
    Map<String, List<Counted>> byFilter = new LinkedHashMap<>();
    Map<Grouping, Integer> groupingNumbers = new LinkedHashMap<>();
    for (Series series : rules.series()) {
      String field = series.aggregate().field();
      byFilter
          .computeIfAbsent(series.filter(), unused -> new ArrayList<>())
          .add(
              new Counted(
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
            .map(grouping -> new GroupingPlan(grouping, fields))
            .toArray(GroupingPlan[]::new);
  }

  /** Hands out every series that counts the log, with the key of its group. */
  void count(Document log, Sink sink) {
    for (GroupingPlan grouping : groupings) {
      grouping.forget();
    }
    filters.match(
        log,
        filter -> {
          for (Counted counted : countedByFilter[filter]) {
            GroupKey key = groupings[counted.grouping()].key(log);
            if (key == null) {
              sink.leftOut(counted);
            } else {
              sink.count(counted, key);
            }
          }
        });
  }

  /** Takes what a log counts for. */
  interface Sink {
    void count(Counted counted, GroupKey key);

    /** The log has no value, or several, in a field of the grouping. */
    void leftOut(Counted counted);
  }

  /** Finds the key of a log's group, once a log. */
  private static final class GroupingPlan {
    private final Grouping grouping;
    private final int[] fields;
    private final @Nullable GroupKey only;
    private @Nullable GroupKey key;
    private boolean found;

    GroupingPlan(Grouping grouping, FieldIndex.Builder index) {
      this.grouping = grouping;
      this.fields = grouping.fields().stream().mapToInt(index::ordinal).toArray();
      this.only = fields.length == 0 ? grouping.onlyKey() : null;
    }

    void forget() {
      found = false;
    }

    @Nullable GroupKey key(Document log) {
      if (only != null) {
        return only;
      }
      if (!found) {
        key = find(log);
        found = true;
      }
      return key;
    }

    private @Nullable GroupKey find(Document log) {
      String[] values = new String[fields.length];
      for (int i = 0; i < fields.length; i++) {
        if (log.size(fields[i]) != 1) {
          return null;
        }
        values[i] = log.text(fields[i], 0).toString();
      }
      return grouping.key(Arrays.asList(values));
    }
  }
}
