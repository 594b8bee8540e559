package io.tocsin.kql;

import java.util.List;
import java.util.stream.Collectors;

/** Trees as short text, for tables of expectations. */
final class KqlDump {
  private KqlDump() {}

  static String of(Kql kql) {
    if (kql instanceof Kql.And and) {
      return "(and " + of(and.operands()) + ")";
    }
    if (kql instanceof Kql.Or or) {
      return "(or " + of(or.operands()) + ")";
    }
    if (kql instanceof Kql.Not not) {
      return "(not " + of(not.operand()) + ")";
    }
    if (kql instanceof Kql.Match match) {
      return "(is " + match.field() + " " + of(match.value()) + ")";
    }
    if (kql instanceof Kql.Exists exists) {
      return "(exists " + exists.field() + ")";
    }
    if (kql instanceof Kql.Range range) {
      return "(range %s %s %s)"
          .formatted(range.field(), range.comparison().symbol(), range.bound());
    }
    return "all";
  }

  private static String of(List<Kql> operands) {
    return operands.stream().map(KqlDump::of).collect(Collectors.joining(" "));
  }

  private static String of(KqlValue value) {
    if (value instanceof KqlValue.Words words) {
      return "words[" + words.text() + "]";
    }
    if (value instanceof KqlValue.Phrase phrase) {
      return "phrase[" + phrase.text() + "]";
    }
    if (value instanceof KqlValue.Wildcard wildcard) {
      return "wildcard[" + String.join(",", wildcard.pieces()) + "]";
    }
    return "bool[" + ((KqlValue.Bool) value).value() + "]";
  }
}
