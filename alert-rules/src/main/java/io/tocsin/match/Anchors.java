package io.tocsin.match;

import io.tocsin.field.FieldCatalogue;
import io.tocsin.kql.Kql;
import io.tocsin.kql.Requirement;
import io.tocsin.match.Anchor.Alternative;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Chooses what each filter is found by.
 *
 * <p>A filter is asked of every log that has its anchor, so the best anchor is rare in logs and
 * shared with few filters. How rare it is in logs is guessed from the filters themselves: a field
 * of which they name many values has many.
 */
final class Anchors {
  /** Values of so many fields are looked up together, at most. */
  static final int MOST_FIELDS = 3;

  private static final int MOST_COMBINATIONS = 32;
  private static final double CHANCE_OF_A_NUMBER = 0.3;
  private static final double CHANCE_OF_A_PART = 0.8;
  private static final double CHANCE_OF_ANY_VALUE = 0.9;

  /** Of the words of a phrase, a number of some digits is in the fewest logs. */
  private static final double A_NUMBER_IS_RARER = 0.5;

  private final Map<Alternative, Integer> sharers = new HashMap<>();
  private final Map<String, Integer> numberSharers = new HashMap<>();
  private final Map<String, Set<String>> valuesOf = new HashMap<>();
  private final Map<String, Set<String>> piecesOf = new HashMap<>();
  private final List<List<Requirement>> required = new ArrayList<>();

  /** A way to find a filter, and what it costs a log, in filters asked. */
  private record Choice(List<Alternative> alternatives, double cost) {}

  private Anchors(List<List<Requirement>> required) {
    this.required.addAll(required);
    for (List<Requirement> operands : required) {
      Set<Alternative> named = new HashSet<>();
      operands.forEach(operand -> collect(operand, named));
      Combination all = combination(operands);
      if (all != null) {
        named.addAll(all.alternatives());
      }
      named.forEach(this::note);
    }
  }

  /** The anchors of these filters, in their order. */
  static List<Anchor> of(List<Kql> filters, FieldCatalogue catalogue) {
    List<List<Requirement>> required =
        filters.stream()
            .map(
                filter ->
                    operands(filter).stream()
                        .map(operand -> Requirement.of(operand, catalogue))
                        .toList())
            .toList();
    Anchors anchors = new Anchors(required);
    return required.stream().map(anchors::choose).toList();
  }

  /** The parts of a filter that must all hold. */
  static List<Kql> operands(Kql filter) {
    return filter instanceof Kql.And and ? and.operands() : List.of(filter);
  }

  private static void collect(Requirement requirement, Set<Alternative> out) {
    if (requirement instanceof Requirement.AllOf all) {
      all.parts().forEach(part -> collect(part, out));
    } else if (requirement instanceof Requirement.AnyOf any) {
      any.parts().forEach(part -> collect(part, out));
    } else if (!(requirement instanceof Requirement.Nothing)) {
      out.add(alternative(requirement));
    }
  }

  private static Alternative alternative(Requirement leaf) {
    if (leaf instanceof Requirement.Equal equal) {
      return new Anchor.Values(List.of(equal));
    }
    if (leaf instanceof Requirement.Contains contains) {
      return new Anchor.Piece(contains);
    }
    if (leaf instanceof Requirement.Within within) {
      return new Anchor.Number(within);
    }
    if (leaf instanceof Requirement.Present present) {
      return new Anchor.Value(present.field());
    }
    throw new IllegalArgumentException("not one thing that can be looked up: " + leaf);
  }

  private void note(Alternative alternative) {
    sharers.merge(alternative, 1, Integer::sum);
    if (alternative instanceof Anchor.Values values) {
      values.values().forEach(each -> add(each.field(), each.text(), valuesOf));
    } else if (alternative instanceof Anchor.Piece piece) {
      add(piece.contains().field(), piece.contains().text(), piecesOf);
    } else if (alternative instanceof Anchor.Number number) {
      numberSharers.merge(number.within().field(), 1, Integer::sum);
    }
  }

  private static void add(String field, String text, Map<String, Set<String>> to) {
    to.computeIfAbsent(field, unused -> new HashSet<>()).add(text);
  }

  private Anchor choose(List<Requirement> operands) {
    Choice best = null;
    List<Integer> covered = List.of();
    for (int i = 0; i < operands.size(); i++) {
      Choice choice = best(operands.get(i));
      if (choice != null && (best == null || choice.cost() < best.cost())) {
        best = choice;
        covered = operands.get(i).isExact() && isWhole(operands.get(i)) ? List.of(i) : List.of();
      }
    }
    Combination combination = combination(operands);
    if (combination != null) {
      Choice choice = priced(combination.alternatives());
      if (best == null || choice.cost() < best.cost()) {
        return new Anchor(choice.alternatives(), combination.operands());
      }
    }
    return new Anchor(best == null ? List.of() : best.alternatives(), covered);
  }

  /** Whether every part of the requirement is among its alternatives. */
  private static boolean isWhole(Requirement requirement) {
    return requirement instanceof Requirement.AnyOf any
        ? any.parts().stream().allMatch(Anchors::isWhole)
        : requirement instanceof Requirement.Equal;
  }

  private @Nullable Choice best(Requirement requirement) {
    if (requirement instanceof Requirement.Nothing) {
      return null;
    }
    if (requirement instanceof Requirement.AllOf all) {
      Choice best = null;
      for (Requirement part : all.parts()) {
        Choice choice = best(part);
        if (choice != null && (best == null || choice.cost() < best.cost())) {
          best = choice;
        }
      }
      return best;
    }
    if (requirement instanceof Requirement.AnyOf any) {
      List<Alternative> together = new ArrayList<>();
      for (Requirement part : any.parts()) {
        Choice choice = best(part);
        if (choice == null) {
          return null;
        }
        together.addAll(choice.alternatives());
      }
      return priced(together);
    }
    return priced(List.of(alternative(requirement)));
  }

  private Choice priced(List<Alternative> alternatives) {
    double cost = 0;
    for (Alternative each : alternatives) {
      cost += chance(each) * sharers(each);
    }
    return new Choice(alternatives, cost);
  }

  private double chance(Alternative alternative) {
    if (alternative instanceof Anchor.Values values) {
      double chance = 1;
      for (String field : values.fields()) {
        chance /= 1 + valuesOf.getOrDefault(field, Set.of()).size();
      }
      return chance;
    }
    if (alternative instanceof Anchor.Piece piece) {
      if (!piece.contains().word()) {
        // What names have in common, such as "host-1", is in many of them.
        return CHANCE_OF_A_PART;
      }
      double usual = 1.0 / (1 + piecesOf.getOrDefault(piece.contains().field(), Set.of()).size());
      return isNumber(piece.contains().text()) ? usual * A_NUMBER_IS_RARER : usual;
    }
    return alternative instanceof Anchor.Number ? CHANCE_OF_A_NUMBER : CHANCE_OF_ANY_VALUE;
  }

  private static boolean isNumber(String text) {
    return text.chars().allMatch(sign -> sign >= '0' && sign <= '9');
  }

  private int sharers(Alternative alternative) {
    return alternative instanceof Anchor.Number number
        ? numberSharers.getOrDefault(number.within().field(), 1)
        : sharers.getOrDefault(alternative, 1);
  }

  /**
   * Equalities in several fields, looked up as one.
   *
   * @param operands those of the filter that it is made of
   */
  private record Combination(List<Alternative> alternatives, List<Integer> operands) {}

  private static @Nullable Combination combination(List<Requirement> operands) {
    TreeMap<String, List<Requirement.Equal>> byField = new TreeMap<>();
    List<Integer> used = new ArrayList<>();
    int combinations = 1;
    for (int i = 0; i < operands.size() && byField.size() < MOST_FIELDS; i++) {
      List<Requirement.Equal> equals = equalsOfOneField(operands.get(i));
      if (!equals.isEmpty()
          && combinations * equals.size() <= MOST_COMBINATIONS
          && byField.putIfAbsent(equals.get(0).field(), equals) == null) {
        combinations *= equals.size();
        used.add(i);
      }
    }
    if (used.size() < 2) {
      return null;
    }
    List<List<Requirement.Equal>> product = List.of(List.of());
    for (List<Requirement.Equal> equals : byField.values()) {
      List<List<Requirement.Equal>> longer = new ArrayList<>();
      for (List<Requirement.Equal> begun : product) {
        for (Requirement.Equal next : equals) {
          List<Requirement.Equal> one = new ArrayList<>(begun);
          one.add(next);
          longer.add(one);
        }
      }
      product = longer;
    }
    List<Alternative> alternatives = new ArrayList<>();
    product.forEach(one -> alternatives.add(new Anchor.Values(List.copyOf(one))));
    return new Combination(alternatives, List.copyOf(used));
  }

  private static List<Requirement.Equal> equalsOfOneField(Requirement requirement) {
    List<Requirement> parts =
        requirement instanceof Requirement.AnyOf any ? any.parts() : List.of(requirement);
    List<Requirement.Equal> equals = new ArrayList<>();
    for (Requirement part : parts) {
      if (!(part instanceof Requirement.Equal equal)
          || !equal.field().equals(equals.isEmpty() ? equal.field() : equals.get(0).field())) {
        return List.of();
      }
      equals.add(equal);
    }
    equals.sort(Comparator.comparing(Requirement.Equal::text));
    return equals;
  }
}
