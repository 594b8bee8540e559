package io.tocsin.kql;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Writes filters as KQL. */
final class KqlPrinter {
  private KqlPrinter() {}

  /** The text of a filter; the values of one field in a disjunction share its name. */
  static String print(Kql kql) {
    if (kql instanceof Kql.And and) {
      return joined(and.operands(), " and ");
    }
    if (kql instanceof Kql.Or or) {
      return String.join(" or ", alternatives(or));
    }
    return clause(kql);
  }

  /** The text of a filter as part of a larger one: in parentheses where it needs them. */
  static String operand(Kql kql) {
    if (kql instanceof Kql.Or or) {
      List<String> alternatives = alternatives(or);
      String text = String.join(" or ", alternatives);
      return alternatives.size() > 1 ? "(" + text + ")" : text;
    }
    return kql instanceof Kql.And ? "(" + print(kql) + ")" : print(kql);
  }

  private static String joined(List<Kql> operands, String separator) {
    return operands.stream().map(KqlPrinter::operand).collect(Collectors.joining(separator));
  }

  private static List<String> alternatives(Kql.Or or) {
    Map<String, List<Kql>> byField =
        or.operands().stream()
            .collect(
                Collectors.groupingBy(
                    each ->
                        each instanceof Kql.Match match ? "=" + match.field() : "?" + operand(each),
                    LinkedHashMap::new,
                    Collectors.toList()));
    return byField.values().stream().map(KqlPrinter::alternative).toList();
  }

  private static String alternative(List<Kql> sameField) {
    if (sameField.size() == 1 || !(sameField.get(0) instanceof Kql.Match first)) {
      return operand(sameField.get(0));
    }
    return sameField.stream()
        .map(each -> value(((Kql.Match) each).value()))
        .collect(Collectors.joining(" or ", field(first.field()) + ": (", ")"));
  }

  private static String clause(Kql kql) {
    if (kql instanceof Kql.Not not) {
      return "not " + operand(not.operand());
    }
    if (kql instanceof Kql.Match match) {
      return field(match.field()) + ": " + value(match.value());
    }
    if (kql instanceof Kql.Exists exists) {
      return field(exists.field()) + ": *";
    }
    if (kql instanceof Kql.Range range) {
      String symbol = range.comparison().symbol();
      return field(range.field()) + " " + symbol + " " + bound(range.bound());
    }
    return "*: *";
  }

  private static String field(String name) {
    if (Kql.isPattern(name)) {
      return wildcard(List.of(name.split("\\*", -1)));
    }
    StringBuilder out = new StringBuilder();
    if (isPlain(name)) {
      out.append(name);
    } else {
      Spelling.quoted(name, out);
    }
    return out.toString();
  }

  private static String bound(String text) {
    StringBuilder out = new StringBuilder();
    if (isPlain(text)) {
      out.append(text);
    } else {
      Spelling.quoted(text, out);
    }
    return out.toString();
  }

  static String value(KqlValue value) {
    StringBuilder out = new StringBuilder();
    if (value instanceof KqlValue.Words words) {
      Spelling.unquoted(words.text(), out);
    } else if (value instanceof KqlValue.Phrase phrase) {
      Spelling.quoted(phrase.text(), out);
    } else if (value instanceof KqlValue.Wildcard wildcard) {
      out.append(wildcard(wildcard.pieces()));
    } else if (value instanceof KqlValue.Bool bool) {
      out.append(bool.value());
    }
    return out.toString();
  }

  private static String wildcard(List<String> pieces) {
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < pieces.size(); i++) {
      if (i > 0) {
        out.append('*');
      }
      Spelling.unquoted(pieces.get(i), out);
    }
    return out.toString();
  }

  /** Whether text reads the same with and without quotes, and needs no escape. */
  static boolean isPlain(String text) {
    return !text.isEmpty()
        && !Spelling.isReserved(text)
        && !Spelling.hasWordAt(text, text.length() - 3, "not")
        && text.chars().allMatch(KqlPrinter::isPlain);
  }

  private static boolean isPlain(int c) {
    return c >= 'a' && c <= 'z'
        || c >= 'A' && c <= 'Z'
        || c >= '0' && c <= '9'
        || "._-@/+%".indexOf(c) >= 0;
  }
}
