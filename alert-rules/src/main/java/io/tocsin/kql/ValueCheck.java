package io.tocsin.kql;

import io.tocsin.diagnostic.Code;
import io.tocsin.field.Field;
import io.tocsin.field.FieldType;
import java.math.BigDecimal;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Checks the value of one clause against the type of its field. */
final class ValueCheck {
  /** More stars than this make a wildcard slow, here and in Elasticsearch. */
  static final int MAX_STARS = 10;

  private static final Pattern DATE_MATH = Pattern.compile("now\\b.*|.*\\|\\|.*");

  /** What is wrong with a value. */
  record Problem(boolean error, Code code, String message, @Nullable String hint) {
    static Problem type(String message, @Nullable String hint) {
      return new Problem(true, Code.KQL_TYPE, message, hint);
    }
  }

  /**
   * What became of a value.
   *
   * @param value as it is meant; null if it does not fit
   */
  record Outcome(@Nullable KqlValue value, @Nullable Problem problem) {
    static Outcome of(KqlValue value) {
      return new Outcome(value, null);
    }

    static Outcome error(Problem problem) {
      return new Outcome(null, problem);
    }

    /** Whether the field takes the value. */
    boolean fits() {
      return value != null;
    }
  }

  private ValueCheck() {}

  /** Checks the value of {@code field: value}. */
  static Outcome value(@Nullable Field field, KqlValue value) {
    if (field == null) {
      return unmapped(value);
    }
    return switch (field.type()) {
      case KEYWORD, FLATTENED -> unmapped(value);
      case TEXT -> text(field, value);
      case LONG, DOUBLE, BOOLEAN, DATE, IP -> exact(field, value);
      case OBJECT -> Outcome.error(object(field));
    };
  }

  /** Checks a value that is matched as a whole. */
  static Outcome unmapped(KqlValue value) {
    return value instanceof KqlValue.Wildcard wildcard
        ? wildcard(wildcard)
        : Outcome.of(whole(value.wholeText()));
  }

  private static Outcome wildcard(KqlValue.Wildcard wildcard) {
    if (wildcard.stars() > MAX_STARS) {
      return Outcome.error(
          new Problem(
              true,
              Code.KQL_WILDCARD,
              "wildcard with %d stars, at most %d are allowed"
                  .formatted(wildcard.stars(), MAX_STARS),
              null));
    }
    return Outcome.of(wildcard);
  }

  /** A value for which quotes make no difference, in the spelling without where there is one. */
  private static KqlValue whole(String text) {
    return KqlPrinter.isPlain(text) ? new KqlValue.Words(text) : new KqlValue.Phrase(text);
  }

  private static Outcome text(Field field, KqlValue value) {
    if (value instanceof KqlValue.Wildcard wildcard) {
      return wildcard(wildcard);
    }
    String text = value.wholeText();
    List<String> terms = TermCursor.of(text);
    if (terms.isEmpty()) {
      return new Outcome(
          value,
          new Problem(
              false,
              Code.KQL_NEVER,
              "'%s' has no word in it, and so is found nowhere in %s".formatted(text, field.name()),
              "text is searched by its words; punctuation is not part of them"));
    }
    return Outcome.of(terms.size() == 1 ? oneTerm(terms.get(0), value) : value);
  }

  private static KqlValue oneTerm(String term, KqlValue value) {
    return KqlPrinter.isPlain(term) || value instanceof KqlValue.Bool ? whole(term) : value;
  }

  private static Outcome exact(Field field, KqlValue value) {
    if (value instanceof KqlValue.Wildcard) {
      String hint = field.type() == FieldType.IP ? "10.0.0.0/8" : ">= and <";
      return Outcome.error(
          new Problem(
              true,
              Code.KQL_WILDCARD,
              "wildcard on %s, a field of type %s".formatted(field.name(), field.type()),
              "wildcards are for keyword and text; write " + hint));
    }
    String text = value.wholeText();
    return switch (field.type()) {
      case BOOLEAN -> bool(field, text);
      case DATE -> date(field, text);
      case IP -> ip(field, text, true);
      case LONG, DOUBLE -> equal(field, text);
      case KEYWORD, TEXT, FLATTENED, OBJECT -> Outcome.of(value);
    };
  }

  private static Outcome equal(Field field, String text) {
    Outcome outcome = NumberCheck.check(field, text);
    if (field.type() == FieldType.LONG && outcome.value() instanceof KqlValue.Words words) {
      BigDecimal number = new BigDecimal(words.text());
      if (number.stripTrailingZeros().scale() > 0) {
        String message = "%s holds whole numbers, and is never %s";
        Problem problem =
            new Problem(false, Code.KQL_NEVER, message.formatted(field.name(), words.text()), null);
        return new Outcome(words, problem);
      }
    }
    return outcome;
  }

  private static Outcome bool(Field field, String text) {
    return text.equals("true") || text.equals("false")
        ? Outcome.of(new KqlValue.Bool(text.equals("true")))
        : Outcome.error(
            Problem.type(
                "expected true or false for %s, got '%s'".formatted(field.name(), text), null));
  }

  private static Outcome date(Field field, String text) {
    if (DATE_MATH.matcher(text).matches()) {
      return Outcome.error(
          new Problem(
              true,
              Code.KQL_DATE_MATH,
              "'%s' is relative to a now that a rule does not have".formatted(text),
              "a rule says how far it looks back by 'over' or a window"));
    }
    return DateText.first(text).isPresent()
        ? Outcome.of(whole(text))
        : Outcome.error(
            Problem.type(
                "expected a date for %s, got '%s'".formatted(field.name(), text),
                "write \"2026-11-20T10:05:00Z\", or milliseconds since the epoch"));
  }

  private static Outcome ip(Field field, String text, boolean networkToo) {
    IpRange range = IpRange.of(text);
    boolean fits = range != null && (networkToo || text.indexOf('/') < 0);
    return fits
        ? Outcome.of(whole(text))
        : Outcome.error(
            Problem.type(
                "expected an IP address for %s, got '%s'".formatted(field.name(), text),
                networkToo ? "a network is written as 10.0.0.0/8" : null));
  }

  private static Problem object(Field field) {
    return Problem.type(
        "%s is an object and has no value of its own".formatted(field.name()),
        "name a field in it; '%s: *' asks for any".formatted(field.name()));
  }

  /** Checks the bound of a range. */
  static Outcome bound(@Nullable Field field, Comparison comparison, String bound) {
    if (field == null) {
      return NumberCheck.unmapped(bound);
    }
    return switch (field.type()) {
      case LONG, DOUBLE -> NumberCheck.check(field, bound);
      case DATE -> date(field, bound);
      case IP -> ip(field, bound, false);
      case KEYWORD, TEXT, FLATTENED -> textBound(field, comparison, bound);
      case OBJECT -> Outcome.error(object(field));
      case BOOLEAN ->
          Outcome.error(
              Problem.type(
                  "%s is true or false and has no order".formatted(field.name()),
                  "write '%s: true'".formatted(field.name())));
    };
  }

  private static Outcome textBound(Field field, Comparison comparison, String bound) {
    Problem problem = null;
    if (NumberTests.literal(bound) != null) {
      String message = "%s is a %s, so '%s %s' compares letter by letter: '10' is below '9'";
      problem =
          new Problem(
              false,
              Code.KQL_TYPE,
              message.formatted(field.name(), field.type(), comparison.symbol(), bound),
              null);
    }
    return new Outcome(new KqlValue.Words(bound), problem);
  }
}
