package io.tocsin.kql;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;

/** Brings filters to the one form that stands for all their spellings. */
final class NormalForm {
  private static final Kql ALL = new Kql.All();
  private static final Kql NONE = new Kql.Not(ALL);

  private NormalForm() {}

  static Kql of(Kql kql) {
    if (kql instanceof Kql.Not not) {
      return negated(of(not.operand()));
    }
    if (kql instanceof Kql.And and) {
      List<Kql> operands = operands(and.operands(), ALL, NONE, true);
      return operands.size() > 1 ? new Kql.And(operands) : single(operands, ALL);
    }
    if (kql instanceof Kql.Or or) {
      List<Kql> operands = operands(or.operands(), NONE, ALL, false);
      return operands.size() > 1 ? new Kql.Or(operands) : single(operands, NONE);
    }
    if (kql instanceof Kql.Match match
        && match.value() instanceof KqlValue.Wildcard wildcard
        && wildcard.isLoneStar()) {
      return of(new Kql.Exists(match.field()));
    }
    return kql instanceof Kql.Exists exists && exists.field().equals("*") ? ALL : kql;
  }

  private static Kql negated(Kql operand) {
    return operand instanceof Kql.Not not ? not.operand() : new Kql.Not(operand);
  }

  private static Kql single(List<Kql> operands, Kql ofNothing) {
    return operands.isEmpty() ? ofNothing : operands.get(0);
  }

  /**
   * The operands of a conjunction or disjunction, flattened, distinct and in order.
   *
   * @param neutral the operand that changes nothing
   * @param absorbing the operand beside which no other matters
   */
  private static List<Kql> operands(
      List<Kql> written, Kql neutral, Kql absorbing, boolean conjunction) {
    // Records print alike if and only if they are equal, so the text is both order and identity.
    TreeMap<String, Kql> sorted = new TreeMap<>(Comparator.naturalOrder());
    for (Kql operand : flattened(written, conjunction)) {
      if (operand.equals(absorbing)) {
        return List.of(absorbing);
      }
      if (!operand.equals(neutral)) {
        sorted.put(KqlPrinter.operand(operand), operand);
      }
    }
    Set<Kql> present = new HashSet<>(sorted.values());
    for (Kql operand : present) {
      if (operand instanceof Kql.Not not && present.contains(not.operand())) {
        return List.of(absorbing);
      }
    }
    return List.copyOf(sorted.values());
  }

  private static List<Kql> flattened(List<Kql> written, boolean conjunction) {
    List<Kql> flat = new ArrayList<>();
    for (Kql each : written) {
      Kql operand = of(each);
      if (conjunction && operand instanceof Kql.And and) {
        flat.addAll(and.operands());
      } else if (!conjunction && operand instanceof Kql.Or or) {
        flat.addAll(or.operands());
      } else {
        flat.add(operand);
      }
    }
    return flat;
  }
}
