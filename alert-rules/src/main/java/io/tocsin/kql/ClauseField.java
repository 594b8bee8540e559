package io.tocsin.kql;

import io.tocsin.field.Field;
import io.tocsin.field.FieldCatalogue;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which fields decide a filter: a filter says the same of logs that have the same values there. */
public final class ClauseField {
  private ClauseField() {}

  /** The clauses that a filter is made of, in its order; some may be there twice. */
  public static List<Kql> clauses(Kql filter) {
    List<Kql> clauses = new ArrayList<>();
    collect(filter, clauses);
    return clauses;
  }

  private static void collect(Kql filter, List<Kql> out) {
    if (filter instanceof Kql.And and) {
      and.operands().forEach(operand -> collect(operand, out));
    } else if (filter instanceof Kql.Or or) {
      or.operands().forEach(operand -> collect(operand, out));
    } else if (filter instanceof Kql.Not not) {
      collect(not.operand(), out);
    } else {
      out.add(filter);
    }
  }

  /**
   * The one field whose values decide a clause.
   *
   * @return null if several fields do, or none; or words of a text or instants, which hardly come
   *     again
   */
  public static @Nullable String of(Kql clause, FieldCatalogue catalogue) {
    String name = name(clause);
    if (name == null || Kql.isPattern(name)) {
      return null;
    }
    Field field = catalogue.find(name);
    if (field == null) {
      // Whether an unmapped field exists is also a question to the fields below it.
      return clause instanceof Kql.Exists ? null : name;
    }
    return switch (field.type()) {
      case KEYWORD, LONG, DOUBLE, BOOLEAN, IP -> name;
      case TEXT, DATE, FLATTENED, OBJECT -> null;
    };
  }

  private static @Nullable String name(Kql clause) {
    if (clause instanceof Kql.Match match) {
      return match.field();
    }
    if (clause instanceof Kql.Exists exists) {
      return exists.field();
    }
    return clause instanceof Kql.Range range ? range.field() : null;
  }
}
