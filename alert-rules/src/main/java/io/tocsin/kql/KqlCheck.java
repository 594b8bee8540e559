package io.tocsin.kql;

import io.tocsin.diagnostic.Code;
import io.tocsin.diagnostic.Diagnostics;
import io.tocsin.diagnostic.Span;
import io.tocsin.field.Field;
import io.tocsin.field.FieldCatalogue;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Checks a parsed filter against the types of its fields, and puts its values as they are meant.
 */
final class KqlCheck {
  private final ParsedKql parsed;
  private final FieldCatalogue catalogue;
  private final Diagnostics diagnostics;
  private boolean failed;

  KqlCheck(ParsedKql parsed, FieldCatalogue catalogue, Diagnostics diagnostics) {
    this.parsed = parsed;
    this.catalogue = catalogue;
    this.diagnostics = diagnostics;
  }

  /** The filter as it is meant; null if something in it is an error. */
  @Nullable Kql check() {
    Kql checked = check(parsed.tree());
    if (failed) {
      return null;
    }
    Kql normal = checked.normal();
    boolean constant = normal instanceof Kql.All || normal.equals(new Kql.Not(Kql.all()));
    if (constant && !(parsed.tree() instanceof Kql.All)) {
      boolean always = normal instanceof Kql.All;
      diagnostics.warning(
          always ? Code.KQL_ALWAYS : Code.KQL_NEVER,
          parsed.text(),
          parsed.text().span(),
          always ? "filter matches every log" : "filter matches no log",
          always ? "leave it out if that is meant" : null);
    }
    return checked;
  }

  private Kql check(Kql kql) {
    if (kql instanceof Kql.And and) {
      return new Kql.And(check(and.operands()));
    }
    if (kql instanceof Kql.Or or) {
      return new Kql.Or(check(or.operands()));
    }
    if (kql instanceof Kql.Not not) {
      return new Kql.Not(check(not.operand()));
    }
    if (kql instanceof Kql.All) {
      return kql;
    }
    return clause(kql, parsed.place(kql));
  }

  private List<Kql> check(List<Kql> operands) {
    List<Kql> checked = new ArrayList<>();
    operands.forEach(operand -> checked.add(check(operand)));
    return checked;
  }

  private Kql clause(Kql clause, ParsedKql.Place place) {
    if (clause instanceof Kql.Exists exists) {
      field(exists.field(), place);
      return clause;
    }
    if (clause instanceof Kql.Range range) {
      Field field = field(range.field(), place);
      ValueCheck.Outcome bound =
          Kql.isPattern(range.field())
              ? ValueCheck.Outcome.of(new KqlValue.Words(range.bound()))
              : ValueCheck.bound(field, range.comparison(), range.bound());
      KqlValue value = report(bound, place.value());
      return value == null
          ? clause
          : new Kql.Range(range.field(), range.comparison(), value.wholeText());
    }
    Kql.Match match = (Kql.Match) clause;
    Field field = field(match.field(), place);
    misread(match, place);
    ValueCheck.Outcome outcome =
        Kql.isPattern(match.field())
            ? ValueCheck.unmapped(match.value())
            : ValueCheck.value(field, match.value());
    KqlValue value = report(outcome, place.value());
    return value == null ? clause : new Kql.Match(match.field(), value);
  }

  /** What is known of a field; a warning where that is nothing. */
  private @Nullable Field field(String name, ParsedKql.Place place) {
    if (Kql.isPattern(name)) {
      if (catalogue.matching(name).isEmpty()) {
        unknown("no known field fits '" + name + "'", null, place.field());
      }
      return null;
    }
    Field field = catalogue.find(name);
    if (field == null) {
      String hint = catalogue.hint(name);
      unknown(
          "unknown field '" + name + "'",
          hint == null ? "declare it in fields.yaml if it is your own" : hint,
          place.field());
    }
    return field;
  }

  private void unknown(String message, @Nullable String hint, Span span) {
    diagnostics.warning(Code.FIELD_UNKNOWN, parsed.text(), span, message, hint);
  }

  /** The value as it is meant, if it fits the field. */
  private @Nullable KqlValue report(ValueCheck.Outcome outcome, Span span) {
    ValueCheck.Problem problem = outcome.problem();
    if (problem != null && problem.error()) {
      failed = true;
      diagnostics.error(problem.code(), parsed.text(), span, problem.message(), problem.hint());
    } else if (problem != null) {
      diagnostics.warning(problem.code(), parsed.text(), span, problem.message(), problem.hint());
    }
    return outcome.value();
  }

  private void misread(Kql.Match match, ParsedKql.Place place) {
    if (!(match.value() instanceof KqlValue.Words words)) {
      return;
    }
    boolean bare = place.field().equals(place.value());
    String written = parsed.text().text().substring(place.value().start(), place.value().end());
    Suspicion suspicion = Suspicion.of(words.text(), written, bare);
    if (suspicion != null) {
      diagnostics.warning(
          Code.KQL_MISREAD, parsed.text(), place.value(), suspicion.message(), suspicion.hint());
    }
  }
}
