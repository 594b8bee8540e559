package io.tocsin.engine;

import io.tocsin.aggregate.Aggregate;
import io.tocsin.document.Document;
import io.tocsin.document.FieldIndex;
import io.tocsin.kql.Kql;
import io.tocsin.kql.KqlParser;
import io.tocsin.match.Selection;
import io.tocsin.rule.RuleSet;
import io.tocsin.slot.Grouping;
import io.tocsin.slot.Series;
import io.tocsin.slot.SlotWidth;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Counts logs by the series of a rule set: each distinct filter is matched once, each grouping's
 * group and each width's slot found once, whatever the number of series that want them.
 */
final class CountingPlan {
  /** When more groups and tallies are kept, all are forgotten: most may not be seen again. */
  private static final int MOST_TALLIES = 200_000;

  private static final SlotWidth[] WIDTHS = SlotWidth.values();

  /** What has no fields is counted in one table, whatever its key. */
  private static final Grouping NO_FIELDS = new Grouping(List.of(), 0);

  /** Its place among the groupings. */
  private static final int WITHOUT_FIELDS = 0;

  private final Selection<Places> filters;

  /** What is counted, by its grouping and its number there. */
  private final Counted[][] counted;

  private final LocalGroups[] groupings;
  private final Consumer<Places> matched = this::count;

  /** Of the log at hand: its group in each grouping, its slot of each width, its line. */
  private final @Nullable LocalGroup[] groups;

  private final int[] groupFoundIn;

  /** The log's minute, and its place in it, in milliseconds. */
  private long minute = Long.MIN_VALUE;

  private int offset;

  /** Logs of these times are in the same slots. */
  private long sameSlotsFrom = Long.MAX_VALUE;

  private long sameSlotsUntil = Long.MIN_VALUE;
  private final long[] slots = new long[WIDTHS.length];
  private final LogSample sample = new LogSample();

  /** Of so many logs one is drawn at least, for lines of anything. */
  private final int drawnEvery;

  private boolean isDrawn;

  @SuppressWarnings("NullAway.Init") // set before each use
  private Document log;

  private int logNumber;
  private long leftOut;
  private long unusable;

  /** What the series of one tally have in common. */
  private record Shared(String filter, Grouping grouping, SlotWidth width, boolean ofTopics) {
    static Shared of(Series series) {
      // Topics are asked of every log; a tally of their own leaves others as cheap as they are.
      boolean ofTopics = series.aggregate() instanceof Aggregate.Topics;
      return new Shared(series.filter(), series.grouping(), series.width(), ofTopics);
    }
  }

  CountingPlan(RuleSet rules, FieldIndex.Builder fields) {
    Map<Shared, List<Series>> alike =
        rules.series().stream()
            .collect(Collectors.groupingBy(Shared::of, LinkedHashMap::new, Collectors.toList()));
    Map<Grouping, Integer> places = new LinkedHashMap<>(Map.of(NO_FIELDS, WITHOUT_FIELDS));
    Map<String, List<Counted>> byFilter = new LinkedHashMap<>();
    Map<Grouping, Integer> numbers = new HashMap<>();
    alike.forEach(
        (shared, series) -> {
          Grouping by = shared.grouping().fields().isEmpty() ? NO_FIELDS : shared.grouping();
          int number = numbers.merge(by, 1, Integer::sum) - 1;
          if (number == LocalGroup.MOST_NUMBERS) {
            throw new IllegalArgumentException("too many series of " + by);
          }
          int grouping = places.computeIfAbsent(by, unused -> places.size());
          byFilter
              .computeIfAbsent(shared.filter(), unused -> new ArrayList<>())
              .add(Counted.of(number, grouping, series, fields));
        });
    List<Kql> kql = byFilter.keySet().stream().map(KqlParser::parseCanonical).toList();
    List<List<Counted>> ofFilters = List.copyOf(byFilter.values());
    PlacesMaker maker =
        new PlacesMaker(
            ofFilters, Selection.ofFewAnswers(kql, rules.fields(), PlacesMaker.FEW_ANSWERS));
    this.filters = Selection.of(kql, rules.fields(), fields, maker::places);
    this.counted = byPlace(ofFilters, numbers, places);
    this.drawnEvery =
        ofFilters.stream()
            .flatMap(List::stream)
            .mapToInt(Counted::drawnEvery)
            .min()
            .orElse(Counted.NONE_DRAWN);
    this.groupings =
        places.keySet().stream()
            .map(grouping -> new LocalGroups(grouping, numbers.getOrDefault(grouping, 0), fields))
            .toArray(LocalGroups[]::new);
    this.groups = new LocalGroup[groupings.length];
    this.groupFoundIn = new int[groupings.length];
  }

  private static Counted[][] byPlace(
      List<List<Counted>> all, Map<Grouping, Integer> sizes, Map<Grouping, Integer> places) {
    Counted[][] byPlace = new Counted[places.size()][];
    places.forEach(
        (grouping, place) -> byPlace[place] = new Counted[sizes.getOrDefault(grouping, 0)]);
    for (List<Counted> ofFilter : all) {
      for (Counted one : ofFilter) {
        byPlace[one.grouping()][one.number()] = one;
      }
    }
    return byPlace;
  }

  /** Counts a log. */
  void count(Document document) {
    log = document;
    if (++logNumber == 0) {
      // After 2^32 logs, none of which may be taken for this one.
      Arrays.fill(groupFoundIn, 0);
      logNumber = 1;
    }
    sample.begin(logNumber);
    isDrawn = sample.isDrawn(drawnEvery);
    long millis = document.timestampMillis();
    if (millis < sameSlotsFrom || millis >= sameSlotsUntil) {
      findSlots(millis);
    }
    offset = (int) (millis - minute);
    filters.match(document, matched);
  }

  private void findSlots(long millis) {
    sameSlotsFrom = Long.MIN_VALUE;
    sameSlotsUntil = Long.MAX_VALUE;
    for (int width = 0; width < WIDTHS.length; width++) {
      slots[width] = WIDTHS[width].slotOf(millis);
      sameSlotsFrom = Math.max(sameSlotsFrom, slots[width]);
      sameSlotsUntil = Math.min(sameSlotsUntil, slots[width] + WIDTHS[width].millis());
    }
    minute = slots[SlotWidth.MINUTE.ordinal()];
  }

  private void count(Places places) {
    Together together = places.together();
    if (together != null) {
      count(together);
    }
    for (Places.InGroup inGroup : places.inGroups()) {
      LocalGroup group = group(inGroup.grouping());
      if (group == null) {
        leftOut += inGroup.size();
        continue;
      }
      Counted[] ofGrouping = counted[inGroup.grouping()];
      for (Bundle bundle : inGroup.bundles()) {
        count(bundle, group, ofGrouping);
      }
      count(inGroup.numbers(), group, ofGrouping);
      if (isDrawn) {
        addDrawn(inGroup, group, ofGrouping);
      }
    }
  }

  /** Shows the log to what keeps its line, since it was drawn. */
  private void addDrawn(Places.InGroup inGroup, LocalGroup group, Counted[] ofGrouping) {
    for (Bundle bundle : inGroup.bundles()) {
      addDrawn(bundle.numbers(), group, ofGrouping);
    }
    addDrawn(inGroup.numbers(), group, ofGrouping);
  }

  private void addDrawn(int[] numbers, LocalGroup group, Counted[] ofGrouping) {
    for (int number : numbers) {
      Counted one = ofGrouping[number];
      if (sample.isDrawn(one.drawnEvery())) {
        group.tally(one, slots[one.width().ordinal()]).addDrawn(log, sample);
      }
    }
  }

  private void count(Together together) {
    LocalGroup group = groupings[WITHOUT_FIELDS].only();
    if (!group.count(together, minute, offset)) {
      count(together.numbers(), group, counted[WITHOUT_FIELDS]);
      group.open(together);
    }
    if (isDrawn) {
      addDrawn(together.numbers(), group, counted[WITHOUT_FIELDS]);
    }
  }

  private void count(Bundle bundle, LocalGroup group, Counted[] ofGrouping) {
    Together together = group.together(bundle);
    if (together == null || !group.count(together, minute, offset)) {
      count(bundle.numbers(), group, ofGrouping);
      group.open(bundle);
    }
  }

  private void count(int[] numbers, LocalGroup group, Counted[] ofGrouping) {
    int at = group.count(numbers, 0, minute, offset);
    while (at < numbers.length) {
      look(ofGrouping[numbers[at]], group);
      at = group.count(numbers, at + 1, minute, offset);
    }
  }

  private void look(Counted one, LocalGroup group) {
    Tally tally = group.tally(one, slots[one.width().ordinal()]);
    unusable += tally.add(log, sample);
    if (one.canHaveCell()) {
      group.openCell(tally);
    }
  }

  private @Nullable LocalGroup group(int grouping) {
    if (groupFoundIn[grouping] != logNumber) {
      groups[grouping] = groupings[grouping].of(log);
      groupFoundIn[grouping] = logNumber;
    }
    return groups[grouping];
  }

  /** How many partial slots wait to be drained. */
  int size() {
    int size = 0;
    for (LocalGroups grouping : groupings) {
      size += grouping.pending();
    }
    return size;
  }

  /** When the first of them ends; {@link Long#MAX_VALUE} if there is none. */
  long nextClose() {
    long next = Long.MAX_VALUE;
    for (LocalGroups grouping : groupings) {
      next = Math.min(next, grouping.nextClose());
    }
    return next;
  }

  /**
   * How often a log was left out of what is counted for want of one value in a field of {@code by}.
   */
  long leftOut() {
    return leftOut;
  }

  /** How many values could not be used, such as text where numbers are summed. */
  long unusable() {
    return unusable;
  }

  /** Hands out what was counted since it was last asked, and forgets it. */
  void drain(Consumer<GroupPartials> out) {
    int kept = 0;
    for (LocalGroups grouping : groupings) {
      grouping.drain(out);
      kept += grouping.kept();
    }
    if (kept > MOST_TALLIES) {
      for (LocalGroups grouping : groupings) {
        grouping.forget();
      }
    }
  }

  /** Hands out what was counted by groupings of which nothing is gained by waiting for more. */
  void drainScattered(Consumer<GroupPartials> out) {
    for (LocalGroups grouping : groupings) {
      if (grouping.isScattered()) {
        grouping.drainScattered(out);
      }
    }
  }

  /** The same of those of which that was so of late. */
  void drainStillScattered(Consumer<GroupPartials> out) {
    for (LocalGroups grouping : groupings) {
      if (grouping.isStillScattered()) {
        grouping.drainScattered(out);
      }
    }
  }
}
