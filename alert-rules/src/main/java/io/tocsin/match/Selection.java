package io.tocsin.match;

import io.tocsin.document.Document;
import io.tocsin.document.FieldIndex;
import io.tocsin.field.FieldCatalogue;
import io.tocsin.kql.Kql;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.IntConsumer;

/**
 * Says of each log which filters select it, and remembers: logs of which the fields that decide are
 * alike are selected by the same filters.
 *
 * <p>Filters that are decided by a few fields make {@link Families}; what a log has in each of
 * these fields is put into a {@link FieldClasses class}, once for all families. What depends on
 * words of a text or on time, and what few filters have in common, is asked anew for each log.
 *
 * <p>Not thread-safe.
 *
 * @param <T> what some filters mean to whoever asks: made once for all logs that are alike
 */
public final class Selection<T> {
  private static final int MOST_VALUES = 1 << 13;

  /** Of a family. */
  private static final int MOST_ANSWERS = 1 << 13;

  private final FieldClasses[] fields;
  private final int[] classes;
  private final Family<T>[] families;
  private final FilterSet others;
  private final List<T> meaningOfOther;
  private Consumer<T> out = unused -> {};
  private final IntConsumer other = this::other;

  @SuppressWarnings("unchecked") // there are no others in the list
  private Selection(
      List<FieldClasses> fields,
      List<Family<T>> families,
      FilterSet others,
      List<T> meaningOfOther) {
    this.fields = fields.toArray(FieldClasses[]::new);
    this.classes = new int[this.fields.length];
    this.families = (Family<T>[]) families.toArray(Family[]::new);
    this.others = others;
    this.meaningOfOther = List.copyOf(meaningOfOther);
  }

  /**
   * A selection by different filters.
   *
   * @param fields gets the fields that the filters read; documents must be read for them
   * @param meaning makes of the places of some filters in the list, of which there is one at least,
   *     what is handed out where a log meets them
   */
  public static <T> Selection<T> of(
      List<Kql> filters,
      FieldCatalogue catalogue,
      FieldIndex.Builder fields,
      Function<int[], T> meaning) {
    return of(filters, catalogue, fields, meaning, MOST_VALUES, MOST_ANSWERS);
  }

  /**
   * The same, which remembers no more than this.
   *
   * @param mostValues of a field
   * @param mostAnswers of a family
   */
  static <T> Selection<T> of(
      List<Kql> filters,
      FieldCatalogue catalogue,
      FieldIndex.Builder fields,
      Function<int[], T> meaning,
      int mostValues,
      int mostAnswers) {
    List<Families.Members> families = Families.of(filters, catalogue);
    List<String> names =
        families.stream().flatMap(family -> family.fields().stream()).distinct().toList();
    List<Family<T>> remembering = new ArrayList<>();
    Set<Integer> remembered = new LinkedHashSet<>();
    for (Families.Members family : families) {
      List<Integer> members = family.members();
      FilterSet set = FilterSet.of(members.stream().map(filters::get).toList(), catalogue, fields);
      int[] places = family.fields().stream().mapToInt(names::indexOf).toArray();
      remembering.add(new Family<>(places, set, array(members), meaning, mostAnswers));
      remembered.addAll(members);
    }
    List<FieldClasses> classes = new ArrayList<>();
    for (String name : names) {
      Collection<Kql> clauses = Families.clauses(name, remembered, filters, catalogue);
      classes.add(new FieldClasses(name, clauses, catalogue, fields, mostValues));
    }
    List<Integer> others = new ArrayList<>();
    for (int filter = 0; filter < filters.size(); filter++) {
      if (!remembered.contains(filter)) {
        others.add(filter);
      }
    }
    return new Selection<>(
        classes,
        remembering,
        FilterSet.of(others.stream().map(filters::get).toList(), catalogue, fields),
        others.stream().map(filter -> meaning.apply(new int[] {filter})).toList());
  }

  /**
   * Which filters few logs tell apart: those of one list are met by a log in no more than so many
   * combinations, if each of the fields that decide them has one value.
   *
   * @return places in the list of filters; some are in none
   */
  public static List<List<Integer>> ofFewAnswers(
      List<Kql> filters, FieldCatalogue catalogue, int mostAnswers) {
    return Families.ofFewAnswers(filters, catalogue, mostAnswers).stream()
        .map(Families.Members::members)
        .toList();
  }

  private static int[] array(List<Integer> numbers) {
    return numbers.stream().mapToInt(Integer::intValue).toArray();
  }

  /**
   * Hands out what the filters mean that select a log: each is in one meaning, and in no other of
   * this log.
   */
  public void match(Document log, Consumer<T> meanings) {
    for (int i = 0; i < fields.length; i++) {
      classes[i] = fields[i].of(log);
    }
    for (Family<T> family : families) {
      family.match(log, classes, meanings);
    }
    out = meanings;
    others.match(log, other);
  }

  private void other(int filter) {
    out.accept(meaningOfOther.get(filter));
  }
}
