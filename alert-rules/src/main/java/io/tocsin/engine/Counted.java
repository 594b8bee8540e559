package io.tocsin.engine;

import io.tocsin.aggregate.Aggregate;
import io.tocsin.document.FieldIndex;
import io.tocsin.slot.GroupKey;
import io.tocsin.slot.Series;
import io.tocsin.slot.SlotWidth;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The series that share filter, grouping and width, and so count the same logs.
 *
 * @param number its place among those of the grouping; all without fields are numbered together
 * @param grouping the place of its grouping in the plan
 * @param onlyKey the key of its group if there is only one, for want of fields; else null
 * @param countSeries the series that only count, of which there is one at most
 * @param aggregated the others
 * @param onlyLines whether its logs are looked at for their lines, if for anything
 * @param looks whether logs are looked at that are not drawn
 * @param drawnEvery of how many logs one is drawn at least, for lines; {@link #NONE_DRAWN} if none
 */
record Counted(
    int number,
    int grouping,
    @Nullable GroupKey onlyKey,
    SlotWidth width,
    long[] countSeries,
    Aggregated[] aggregated,
    boolean onlyLines,
    boolean looks,
    int drawnEvery) {

  /** Where no lines are drawn: so seldom that it is of no matter if one is. A power of two. */
  static final int NONE_DRAWN = 1 << 30;

  /**
   * A series that looks at its logs.
   *
   * @param field the ordinal of the aggregate's field; -1 if it reads none
   * @param by the ordinal of the field whose numbers rank its lines; -1 if none does
   */
  record Aggregated(long seriesId, Aggregate aggregate, int field, int by) {

    /** Of how many logs one is drawn, and looked at; 1 if it is each. */
    int every() {
      return aggregate instanceof Aggregate.Samples samples ? samples.every() : 1;
    }
  }

  static Counted of(int number, int grouping, List<Series> alike, FieldIndex.Builder fields) {
    boolean byFields = !alike.get(0).grouping().fields().isEmpty();
    Aggregated[] aggregated =
        alike.stream()
            .filter(series -> !(series.aggregate() instanceof Aggregate.Count))
            .map(series -> aggregated(series, fields))
            .toArray(Aggregated[]::new);
    return new Counted(
        number,
        grouping,
        byFields ? null : alike.get(0).grouping().onlyKey(),
        alike.get(0).width(),
        alike.stream()
            .filter(series -> series.aggregate() instanceof Aggregate.Count)
            .mapToLong(Series::id)
            .toArray(),
        aggregated,
        alike.stream().allMatch(series -> isCountOrLines(series.aggregate())),
        Arrays.stream(aggregated).anyMatch(one -> one.every() == 1),
        Arrays.stream(aggregated)
            .mapToInt(Aggregated::every)
            .filter(every -> every > 1)
            .min()
            .orElse(NONE_DRAWN));
  }

  private static boolean isCountOrLines(Aggregate aggregate) {
    return aggregate instanceof Aggregate.Count || aggregate instanceof Aggregate.Samples;
  }

  private static Aggregated aggregated(Series series, FieldIndex.Builder fields) {
    String field = series.aggregate().field();
    int by =
        series.aggregate() instanceof Aggregate.Extremes extremes
            ? fields.ordinal(extremes.by())
            : -1;
    return new Aggregated(
        series.id(), series.aggregate(), field.isEmpty() ? -1 : fields.ordinal(field), by);
  }

  /** Whether its logs need not be looked at once there are enough lines. */
  boolean canHaveCell() {
    return onlyLines && width == SlotWidth.MINUTE;
  }

  /** How many series it stands for. */
  int size() {
    return countSeries.length + aggregated.length;
  }
}
