package io.tocsin.kql;

import io.tocsin.document.FieldIndex;
import io.tocsin.field.FieldCatalogue;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Compiles filters that will look at the same logs, one filter after the other.
 *
 * <p>The matchers of one compiler share scratch space: they must stay in one thread.
 */
public final class KqlCompiler {
  private final ClauseCompiler clauses;
  private final @Nullable LogNumber current;
  private final Map<Kql, LogTest> known = new HashMap<>();

  private KqlCompiler(
      FieldCatalogue catalogue, FieldIndex.Builder fields, @Nullable LogNumber current) {
    this.clauses = new ClauseCompiler(catalogue, fields);
    this.current = current;
  }

  /**
   * A compiler for logs of these fields.
   *
   * @param fields gets the fields that the filters read
   */
  public KqlCompiler(FieldCatalogue catalogue, FieldIndex.Builder fields) {
    this(catalogue, fields, null);
  }

  /**
   * A compiler of filters that ask a clause that several of them have once a log. They must be told
   * of each log by {@link #nextLog}.
   *
   * @param fields gets the fields that the filters read
   */
  public static KqlCompiler sharing(FieldCatalogue catalogue, FieldIndex.Builder fields) {
    return new KqlCompiler(catalogue, fields, new LogNumber());
  }

  /** The filters will be asked about another log. */
  public void nextLog() {
    if (current != null) {
      current.next();
    }
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
    if (current == null) {
      return clause(kql);
    }
    return known.computeIfAbsent(kql, one -> new LogTest.Once(clause(one), current));
  }

  private LogTest clause(Kql kql) {
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
