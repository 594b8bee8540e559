package io.tocsin.kql;

import io.tocsin.field.Field;
import io.tocsin.field.FieldCatalogue;
import io.tocsin.field.FieldType;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Collection;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The whole numbers at which an answer of some clauses changes. Two numbers with no step between
 * them meet the same clauses.
 */
public final class WholeNumberSteps {
  private final long[] steps;

  private WholeNumberSteps(long[] steps) {
    this.steps = steps;
  }

  /**
   * The steps of clauses on one field; null if its values are no whole numbers.
   *
   * @param clauses all on this field
   */
  public static @Nullable WholeNumberSteps of(
      String name, Collection<Kql> clauses, FieldCatalogue catalogue) {
    Field field = catalogue.find(name);
    if (field == null || field.type() != FieldType.LONG) {
      return null;
    }
    TreeSet<Long> steps = new TreeSet<>();
    for (Kql clause : clauses) {
      Interval interval = interval(clause);
      steps.add(interval.low());
      if (interval.high() != Long.MAX_VALUE) {
        steps.add(interval.high() + 1);
      }
    }
    return new WholeNumberSteps(steps.stream().mapToLong(Long::longValue).toArray());
  }

  /** The numbers that meet a clause, as {@link ClauseCompiler} takes it. */
  private static Interval interval(Kql clause) {
    if (clause instanceof Kql.Range range) {
      return interval(range.comparison(), range.bound());
    }
    if (clause instanceof Kql.Match match && !(match.value() instanceof KqlValue.Wildcard)) {
      return interval(null, match.value().wholeText());
    }
    return clause instanceof Kql.Exists ? Interval.EVERYTHING : Interval.NOTHING;
  }

  private static Interval interval(@Nullable Comparison comparison, String text) {
    BigDecimal bound = NumberTests.literal(text);
    return bound == null ? Interval.NOTHING : Interval.of(comparison, bound);
  }

  /** How many places there are between and beside the steps. */
  public int places() {
    return steps.length + 1;
  }

  /** The place of a number, from 0. */
  public int placeOf(long number) {
    int found = Arrays.binarySearch(steps, number);
    return found < 0 ? -found - 1 : found + 1;
  }
}
