package io.tocsin.kql;

import io.tocsin.document.FieldIndex;
import io.tocsin.field.FieldCatalogue;
import java.util.List;

/**
 * Compiles filters that will look at the same logs, one filter after the other.
 *
 * <p>The matchers of one compiler share scratch space: they must stay in one thread.
 */
public final class KqlCompiler {
  private final ClauseCompiler clauses;

  /**
   * A compiler for logs of these fields.
   *
   * @param fields gets the fields that the filters read
   */
  public KqlCompiler(FieldCatalogue catalogue, FieldIndex.Builder fields) {
    this.clauses = new ClauseCompiler(catalogue, fields);
  }

  /**
   * Compiles a filter. One whose values do not fit their fields, which a check would have refused,
   * is taken at its word: such a clause holds for no log.
   */
  public KqlMatcher compile(Kql filter) {
    return new KqlMatcher(filter, test(filter));
  }

  private LogTest test(Kql kql) {
    if (kql instanceof Kql.And and) {
      return LogTest.AllOf.of(tests(and.operands()));
    }
    if (kql instanceof Kql.Or or) {
      return LogTest.AnyOf.of(tests(or.operands()));
    }
    if (kql instanceof Kql.Not not) {
      return new LogTest.Negation(test(not.operand()));
    }
    if (kql instanceof Kql.Match match) {
      return clauses.match(match);
    }
    if (kql instanceof Kql.Exists exists) {
      return clauses.exists(exists);
    }
    if (kql instanceof Kql.Range range) {
      return clauses.range(range);
    }
    return new LogTest.Constant(true);
  }

  private List<LogTest> tests(List<Kql> operands) {
    return operands.stream().map(this::test).toList();
  }
}
