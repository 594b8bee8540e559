package io.tocsin.kql;

import io.tocsin.document.Document;
import io.tocsin.document.FieldIndex;
import io.tocsin.field.FieldCatalogue;
import java.util.ArrayList;
import java.util.List;

/**
 * A filter, compiled: selects logs as Elasticsearch would with the fields of the catalogue mapped.
 *
 * <p>Compares bytes and allocates nothing, but for values of text fields that are not ASCII, dates
 * other than event time, and text where a number is wanted. Not thread-safe.
 */
public final class KqlMatcher {
  private final Kql filter;
  private final LogTest test;

  KqlMatcher(Kql filter, LogTest test) {
    this.filter = filter;
    this.test = test;
  }

  /**
   * Compiles one filter.
   *
   * @param fields gets the fields that the filter reads; documents must be read for them
   */
  public static KqlMatcher compile(
      Kql filter, FieldCatalogue catalogue, FieldIndex.Builder fields) {
    return new KqlCompiler(catalogue, fields).compile(filter);
  }

  /** The filter that this was made of. */
  public Kql filter() {
    return filter;
  }

  /** Whether the filter selects this log. */
  public boolean matches(Document document) {
    return test.test(document);
  }

  /** Whether the filter selects this log, and what each part of it says. */
  public Evaluation explain(Document document) {
    return explain(filter, test, document);
  }

  private static Evaluation explain(Kql kql, LogTest test, Document document) {
    List<Evaluation> parts = new ArrayList<>();
    if (kql instanceof Kql.And and && test instanceof LogTest.AllOf all) {
      for (int i = 0; i < all.parts().length; i++) {
        parts.add(explain(and.operands().get(i), all.parts()[i], document));
      }
    } else if (kql instanceof Kql.Or or && test instanceof LogTest.AnyOf any) {
      for (int i = 0; i < any.parts().length; i++) {
        parts.add(explain(or.operands().get(i), any.parts()[i], document));
      }
    } else if (kql instanceof Kql.Not not && test instanceof LogTest.Negation negation) {
      parts.add(explain(not.operand(), negation.part(), document));
    }
    return new Evaluation(kql, test.test(document), parts);
  }
}
