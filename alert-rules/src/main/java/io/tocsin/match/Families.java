package io.tocsin.match;

import io.tocsin.field.Field;
import io.tocsin.field.FieldCatalogue;
import io.tocsin.field.FieldType;
import io.tocsin.kql.ClauseField;
import io.tocsin.kql.Kql;
import io.tocsin.kql.WholeNumberSteps;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Which filters are remembered together: those that the same fields decide, and those of other
 * fields too where that makes few answers more. A log is looked up once a family.
 */
final class Families {
  /** Fewer filters are sooner asked than looked up. */
  private static final int LEAST_FILTERS = 4;

  /** With what a family remembers, this bounds the memory: some tens of megabytes at the worst. */
  private static final int MOST_FAMILIES = 32;

  /** Families become one as long as its answers stay in the processor's nearer caches. */
  private static final int MOST_ANSWERS_TOGETHER = 4_096;

  /** Of a field of which nobody knows how many classes its values have. */
  private static final long UNKNOWN = Long.MAX_VALUE;

  private final List<Kql> filters;
  private final FieldCatalogue catalogue;
  private final int mostAnswers;
  private final Map<String, Set<Kql>> clauses = new HashMap<>();
  private final Map<String, Long> classes = new HashMap<>();

  /**
   * Some filters.
   *
   * @param fields in the order of their names
   * @param members the places of the filters
   */
  record Members(Set<String> fields, List<Integer> members) {}

  /**
   * Families of some filters.
   *
   * @param mostAnswers families become one as long as it has no more
   */
  private Families(List<Kql> filters, FieldCatalogue catalogue, int mostAnswers) {
    this.filters = filters;
    this.catalogue = catalogue;
    this.mostAnswers = mostAnswers;
  }

  /** Those of some filters that are worth remembering, the largest first. */
  static List<Members> of(List<Kql> filters, FieldCatalogue catalogue) {
    return new Families(filters, catalogue, MOST_ANSWERS_TOGETHER)
        .all().stream()
            .filter(family -> family.members().size() >= LEAST_FILTERS)
            .sorted(bySize())
            .limit(MOST_FAMILIES)
            .toList();
  }

  /** Those of some filters that have no more answers than so many. */
  static List<Members> ofFewAnswers(List<Kql> filters, FieldCatalogue catalogue, int mostAnswers) {
    Families families = new Families(filters, catalogue, mostAnswers);
    return families.all().stream()
        .filter(family -> families.answers(family.fields()) <= mostAnswers)
        .toList();
  }

  /** The different clauses on a field in some of the filters. */
  static Collection<Kql> clauses(
      String field, Collection<Integer> of, List<Kql> filters, FieldCatalogue catalogue) {
    Set<Kql> clauses = new LinkedHashSet<>();
    for (int filter : of) {
      for (Kql clause : ClauseField.clauses(filters.get(filter))) {
        if (field.equals(ClauseField.of(clause, catalogue))) {
          clauses.add(clause);
        }
      }
    }
    return clauses;
  }

  private List<Members> all() {
    Map<Set<String>, List<Integer>> byFields = new LinkedHashMap<>();
    for (int filter = 0; filter < filters.size(); filter++) {
      Set<String> deciding = deciding(filters.get(filter));
      if (deciding != null && deciding.size() <= Family.MOST_FIELDS) {
        byFields.computeIfAbsent(deciding, unused -> new ArrayList<>()).add(filter);
      }
    }
    List<Members> families = new ArrayList<>();
    byFields.entrySet().stream()
        .map(family -> new Members(family.getKey(), family.getValue()))
        .sorted(bySize())
        .forEach(family -> join(family, families));
    return families;
  }

  private static Comparator<Members> bySize() {
    return Comparator.comparingInt(family -> -family.members().size());
  }

  /** The fields that decide a filter; null if they do not alone. */
  private @Nullable Set<String> deciding(Kql filter) {
    Set<String> deciding = new TreeSet<>();
    for (Kql clause : ClauseField.clauses(filter)) {
      String field = ClauseField.of(clause, catalogue);
      if (field == null) {
        return null;
      }
      deciding.add(field);
      clauses.computeIfAbsent(field, unused -> new LinkedHashSet<>()).add(clause);
    }
    return deciding;
  }

  /** Puts some filters to the family with which they have the fewest answers, or by themselves. */
  private void join(Members some, List<Members> families) {
    int best = -1;
    long fewest = mostAnswers + 1L;
    for (int i = 0; i < families.size() && i < MOST_FAMILIES; i++) {
      long answers = answers(union(families.get(i).fields(), some.fields()));
      if (answers < fewest) {
        best = i;
        fewest = answers;
      }
    }
    if (best < 0) {
      families.add(some);
      return;
    }
    Members family = families.get(best);
    List<Integer> members = new ArrayList<>(family.members());
    members.addAll(some.members());
    families.set(best, new Members(union(family.fields(), some.fields()), members));
  }

  private static Set<String> union(Set<String> some, Set<String> others) {
    Set<String> union = new TreeSet<>(some);
    union.addAll(others);
    return union;
  }

  /** How many answers there can be to logs with one value a field. */
  private long answers(Set<String> fields) {
    if (fields.size() > Family.MOST_FIELDS) {
      return UNKNOWN;
    }
    long answers = 1;
    for (String field : fields) {
      long ofField = classes.computeIfAbsent(field, this::classes);
      if (ofField > mostAnswers) {
        return UNKNOWN;
      }
      answers *= ofField;
    }
    return answers;
  }

  /** How many classes one value of a field can have, with that of none at all. */
  private long classes(String name) {
    Collection<Kql> asked = clauses.getOrDefault(name, Set.of());
    Set<String> named = NamedValues.of(name, asked, catalogue);
    if (named != null) {
      return named.size() + 2L;
    }
    WholeNumberSteps steps = WholeNumberSteps.of(name, asked, catalogue);
    if (steps != null) {
      return steps.places() + 1L;
    }
    Field field = catalogue.find(name);
    return field != null && field.type() == FieldType.BOOLEAN ? 3 : UNKNOWN;
  }
}
