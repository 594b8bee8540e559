package io.tocsin.condition;

import io.tocsin.diagnostic.Code;
import io.tocsin.diagnostic.Fragment;
import io.tocsin.diagnostic.Nearest;
import io.tocsin.diagnostic.Span;
import io.tocsin.field.Field;
import io.tocsin.field.FieldType;
import io.tocsin.field.Unit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads calls: {@code count(bad)}, {@code p99(event.duration where url.path: "/pay")}. */
final class CallReader {
  private static final Pattern FILTER = Pattern.compile("(?i)where(?=[\\s(\"])\\s*");
  private static final Pattern FIELD = Pattern.compile("[^\\s,()\"':<>=]+");

  private final ConditionCheck check;
  private final Fragment text;

  CallReader(ConditionCheck check, Fragment text) {
    this.check = check;
    this.text = text;
  }

  /**
   * A call that was understood.
   *
   * @param filter canonical KQL; empty if there is none
   * @param unit that of its value
   */
  record Call(Measure measure, String filter, Unit unit) {}

  @Nullable Call read(Syntax.Call call) {
    String name = call.function().text();
    if (!Functions.isFunction(name)) {
      error(
          Code.FUNCTION_UNKNOWN,
          call.function().span(),
          "unknown function '" + name + "'",
          unknownHint(name));
      return null;
    }
    Span arguments = trimmed(call.arguments());
    if (name.equals("count")) {
      String filter = arguments.start() == arguments.end() ? "" : filterOfCount(arguments);
      return filter == null ? null : new Call(Measure.count(), filter, Unit.NONE);
    }
    Span field = fieldSpan(name, arguments);
    if (field == null) {
      return null;
    }
    Measure measure = Functions.of(name, part(field));
    Unit unit = measure == null ? null : unit(measure, field);
    Span rest = trimmed(new Span(field.end(), arguments.end()));
    String filter = rest.start() == rest.end() ? "" : filterBehindField(rest);
    return measure == null || unit == null || filter == null
        ? null
        : new Call(measure, filter, unit);
  }

  private static String unknownHint(String name) {
    String nearest = Nearest.hint(name, Functions.NAMES);
    return nearest == null ? "one of " + String.join(", ", Functions.NAMES) : nearest;
  }

  /** A count takes no field: what stands alone is the name of a filter. */
  private @Nullable String filterOfCount(Span span) {
    if (startsFilter(span)) {
      return filter(span);
    }
    String argument = part(span);
    String named = check.scope.definitions().filters().get(argument);
    if (named == null) {
      String nearest = Nearest.hint(argument, check.scope.definitions().filters().keySet());
      String example = "write 'count(where field: value)', or define it under 'filters'";
      error(
          Code.FUNCTION_ARGUMENT,
          span,
          "expected 'where' or the name of a filter, got '" + argument + "'",
          nearest == null ? example : nearest);
    }
    return named;
  }

  private @Nullable String filterBehindField(Span span) {
    if (startsFilter(span)) {
      return filter(span);
    }
    error(
        Code.FUNCTION_ARGUMENT,
        span,
        "expected 'where' behind the field, got '" + part(span) + "'",
        null);
    return null;
  }

  private boolean startsFilter(Span span) {
    String written = part(span);
    return written.equalsIgnoreCase("where") || FILTER.matcher(written).lookingAt();
  }

  private @Nullable String filter(Span span) {
    Matcher where = FILTER.matcher(part(span));
    if (!where.lookingAt()) {
      error(Code.FUNCTION_ARGUMENT, span, "expected a filter behind 'where', got nothing", null);
      return null;
    }
    Span kql = new Span(span.start() + where.end(), span.end());
    // A filter's name alone is the filter, and not a word to be searched in messages.
    String named = check.scope.definitions().filters().get(part(kql));
    return named != null ? named : check.scope.filters().canonical(text.part(kql));
  }

  private @Nullable Span fieldSpan(String function, Span arguments) {
    Matcher field = FIELD.matcher(part(arguments));
    if (arguments.start() == arguments.end() || startsFilter(arguments) || !field.lookingAt()) {
      Span span =
          arguments.start() == arguments.end()
              ? new Span(arguments.start(), arguments.start())
              : arguments;
      String message = "expected a field in " + function + "(…), got none";
      error(Code.FUNCTION_ARGUMENT, span, message, "write '" + function + "(field)'");
      return null;
    }
    return new Span(arguments.start(), arguments.start() + field.end());
  }

  /** The unit of what a function gives of a field; null if it cannot take the field. */
  private @Nullable Unit unit(Measure measure, Span span) {
    String name = measure.field();
    if (name.indexOf('*') >= 0) {
      argumentError(span, "expected one field, got a pattern");
      return null;
    }
    Field field = check.scope.fields().find(name);
    if (field == null) {
      String hint = check.scope.fields().hint(name);
      check.diagnostics.warning(
          Code.FIELD_UNKNOWN,
          text,
          span,
          "unknown field '" + name + "'",
          hint == null ? "declare it in fields.yaml if it is your own" : hint);
      return Unit.NONE;
    }
    boolean counts = measure.function() == Measure.Function.DISTINCT;
    if (field.type() == FieldType.OBJECT || field.type() == FieldType.FLATTENED) {
      argumentError(span, "expected a field with values, got an object, '" + name + "'");
      return null;
    }
    if (!counts && !field.type().isNumeric()) {
      String message = "%s takes numbers, and '%s' is of type %s";
      argumentError(span, message.formatted(measure.name() + "()", name, field.type()));
      return null;
    }
    return counts ? Unit.NONE : field.unit();
  }

  private Span trimmed(Span span) {
    String all = text.text();
    int start = span.start();
    int end = span.end();
    while (start < end && Character.isWhitespace(all.charAt(start))) {
      start++;
    }
    while (start < end && Character.isWhitespace(all.charAt(end - 1))) {
      end--;
    }
    return new Span(start, end);
  }

  private String part(Span span) {
    return text.text().substring(span.start(), span.end());
  }

  private void argumentError(Span span, String message) {
    error(Code.FUNCTION_ARGUMENT, span, message, null);
  }

  private void error(Code code, Span span, String message, @Nullable String hint) {
    check.diagnostics.error(code, text, span, message, hint);
  }
}
