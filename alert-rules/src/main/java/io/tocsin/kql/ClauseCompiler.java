package io.tocsin.kql;

import io.tocsin.document.FieldIndex;
import io.tocsin.field.Field;
import io.tocsin.field.FieldCatalogue;
import io.tocsin.field.FieldType;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Compiles clauses to tests, each by the type of its field. */
final class ClauseCompiler {
  private static final String TIMESTAMP = "@timestamp";
  private static final LogTest NEVER = new LogTest.Constant(false);

  /** A clause, of which the field is still open. */
  @FunctionalInterface
  private interface OnField {
    /**
     * The clause's test on a field.
     *
     * @param type null for a field that nobody knows
     */
    LogTest test(String name, @Nullable FieldType type);
  }

  private final FieldCatalogue catalogue;
  private final FieldIndex.Builder fields;
  private final TextTests texts = new TextTests(new TermCursor());

  ClauseCompiler(FieldCatalogue catalogue, FieldIndex.Builder fields) {
    this.catalogue = catalogue;
    this.fields = fields;
  }

  LogTest match(Kql.Match match) {
    return onFields(match.field(), (name, type) -> match(name, type, match.value()));
  }

  LogTest range(Kql.Range range) {
    return onFields(
        range.field(), (name, type) -> range(name, type, range.comparison(), range.bound()));
  }

  LogTest exists(Kql.Exists exists) {
    String name = exists.field();
    if (Kql.isPattern(name)) {
      boolean always = catalogue.matching(name).stream().anyMatch(f -> f.name().equals(TIMESTAMP));
      return always ? new LogTest.Constant(true) : any(name, ValueTest.always());
    }
    Field field = catalogue.find(name);
    if (field == null) {
      // Mapped when its first value came: as a field, or as an object that holds fields.
      return new LogTest.AnyOf(
          any(name, KeywordTests.present()), any(name + ".*", ValueTest.always()));
    }
    return switch (field.type()) {
      case KEYWORD -> any(name, KeywordTests.present());
      case TEXT -> any(name, ValueTest.always());
      case LONG -> any(name, NumberTests.whole(Interval.EVERYTHING));
      case DOUBLE -> any(name, NumberTests.floatingPresent());
      case BOOLEAN -> any(name, TypedTests.boolPresent());
      case DATE -> date(name, Interval.EVERYTHING);
      case IP -> any(name, IpRange.EVERYTHING.test());
      case FLATTENED, OBJECT -> any(name + ".*", ValueTest.always());
    };
  }

  /** The clause on its field, or on every field that its pattern stands for. */
  private LogTest onFields(String name, OnField clause) {
    if (!Kql.isPattern(name)) {
      Field field = catalogue.find(name);
      return clause.test(name, field == null ? null : field.type());
    }
    List<LogTest> tests = new ArrayList<>();
    for (Field field : catalogue.matching(name)) {
      // Keywords and unknown fields are matched alike, by the pattern itself.
      boolean apart = field.type() != FieldType.KEYWORD && !Kql.isPattern(field.name());
      LogTest test = apart ? clause.test(field.name(), field.type()) : NEVER;
      if (!test.equals(NEVER)) {
        tests.add(test);
      }
    }
    tests.add(clause.test(name, null));
    return LogTest.AnyOf.of(tests);
  }

  private LogTest match(String name, @Nullable FieldType type, KqlValue value) {
    if (value instanceof KqlValue.Wildcard wildcard) {
      return fitting(name, type, wildcard);
    }
    if (type == FieldType.TEXT && value instanceof KqlValue.Phrase phrase) {
      return any(name, texts.phrase(phrase.text()));
    }
    String text = value.wholeText();
    if (type == null) {
      return any(name, TypedTests.unmapped(text));
    }
    return switch (type) {
      case KEYWORD -> any(name, KeywordTests.equalTo(text));
      case FLATTENED -> any(name + ".*", KeywordTests.equalTo(text));
      case TEXT -> any(name, texts.anyTerm(text));
      case LONG, DOUBLE -> number(name, type, null, text);
      case BOOLEAN -> bool(name, text);
      case DATE -> date(name, null, text);
      case IP -> ip(name, null, text);
      case OBJECT -> NEVER;
    };
  }

  private LogTest fitting(String name, @Nullable FieldType type, KqlValue.Wildcard wildcard) {
    if (type == null) {
      return any(name, KeywordTests.fitting(wildcard));
    }
    return switch (type) {
      case KEYWORD -> any(name, KeywordTests.fitting(wildcard));
      case FLATTENED -> any(name + ".*", KeywordTests.fitting(wildcard));
      case TEXT -> any(name, texts.fitting(wildcard));
      case LONG, DOUBLE, BOOLEAN, DATE, IP, OBJECT -> NEVER;
    };
  }

  private LogTest range(
      String name, @Nullable FieldType type, Comparison comparison, String bound) {
    if (type == null) {
      return any(name, TypedTests.unmapped(comparison, bound));
    }
    return switch (type) {
      case KEYWORD -> any(name, KeywordTests.comparedWith(comparison, bound));
      case FLATTENED -> any(name + ".*", KeywordTests.comparedWith(comparison, bound));
      case TEXT -> any(name, texts.comparedWith(comparison, bound));
      case LONG, DOUBLE -> number(name, type, comparison, bound);
      case DATE -> date(name, comparison, bound);
      case IP -> ip(name, comparison, bound);
      case BOOLEAN, OBJECT -> NEVER;
    };
  }

  private LogTest number(
      String name, FieldType type, @Nullable Comparison comparison, String text) {
    BigDecimal number = NumberTests.literal(text);
    if (number == null) {
      return NEVER;
    }
    return any(
        name,
        type == FieldType.LONG
            ? NumberTests.whole(Interval.of(comparison, number))
            : NumberTests.floating(comparison, number.doubleValue()));
  }

  private LogTest bool(String name, String text) {
    return switch (text) {
      case "true" -> any(name, TypedTests.bool(true));
      case "false" -> any(name, TypedTests.bool(false));
      default -> NEVER;
    };
  }

  private LogTest date(String name, @Nullable Comparison comparison, String text) {
    OptionalLong first = DateText.first(text);
    OptionalLong last = DateText.last(text);
    return first.isEmpty() || last.isEmpty()
        ? NEVER
        : date(name, Interval.of(comparison, first.getAsLong(), last.getAsLong()));
  }

  /** Event time stands apart: it has a value in every log, whatever the log itself held. */
  private LogTest date(String name, Interval millis) {
    return name.equals(TIMESTAMP)
        ? new LogTest.EventTime(millis)
        : any(name, TypedTests.date(millis));
  }

  private LogTest ip(String name, @Nullable Comparison comparison, String text) {
    IpRange addresses = IpRange.of(text);
    if (addresses == null) {
      return NEVER;
    }
    return any(name, comparison == null ? addresses.test() : addresses.test(comparison));
  }

  private LogTest any(String name, ValueTest test) {
    return new LogTest.AnyValue(fields.ordinal(name), test);
  }
}
