package io.tocsin.kql;

import java.util.ArrayList;
import java.util.List;

/**
 * A filter: the tree of a KQL text.
 *
 * <p>A field is named by its dotted name, or by a pattern, a name with {@code *} in it, which
 * stands for every field that it fits. Bare words are clauses on {@code message}; nested groups
 * ({@code a: {b: c}}) are clauses on dotted names. The tree keeps the order of the text; {@link
 * #canonical} is the same for filters that differ only in how they are written.
 */
public sealed interface Kql {

  /** The field that bare words search. */
  String DEFAULT_FIELD = "message";

  /** Every log. */
  record All() implements Kql {}

  /**
   * Logs that all operands select.
   *
   * @param operands at least two
   */
  record And(List<Kql> operands) implements Kql {
    /** Copies the list. */
    public And {
      operands = List.copyOf(operands);
    }
  }

  /**
   * Logs that one of the operands selects.
   *
   * @param operands at least two
   */
  record Or(List<Kql> operands) implements Kql {
    /** Copies the list. */
    public Or {
      operands = List.copyOf(operands);
    }
  }

  /** Logs that the operand does not select. */
  record Not(Kql operand) implements Kql {}

  /** Logs with this value in the field: {@code field: value}. */
  record Match(String field, KqlValue value) implements Kql {}

  /** Logs with any value in the field: {@code field: *}. */
  record Exists(String field) implements Kql {}

  /**
   * Logs with a value of the field on one side of a bound: {@code field >= value}.
   *
   * @param bound unescaped; a number, a date or text, as the field's type reads it
   */
  record Range(String field, Comparison comparison, String bound) implements Kql {}

  /** The filter that selects every log. */
  static Kql all() {
    return new All();
  }

  /** The filter that selects what both select. */
  static Kql and(Kql a, Kql b) {
    if (a instanceof All) {
      return b;
    }
    if (b instanceof All) {
      return a;
    }
    List<Kql> operands = new ArrayList<>();
    for (Kql side : List.of(a, b)) {
      if (side instanceof And and) {
        operands.addAll(and.operands());
      } else {
        operands.add(side);
      }
    }
    return new And(operands);
  }

  /** Whether a field of a clause is a pattern, and may stand for several fields. */
  static boolean isPattern(String field) {
    return field.indexOf('*') >= 0;
  }

  /**
   * The same filter in normal form: operands flattened, sorted and without repetition, no double
   * negation, nothing that is true or false of every log beside something that is not.
   */
  default Kql normal() {
    return NormalForm.of(this);
  }

  /**
   * KQL text of the normal form. Filters that differ in the order of operands, in parentheses, in
   * the case of keywords or in repetitions have the same, and parsing it gives {@link #normal}.
   */
  default String canonical() {
    return KqlPrinter.print(normal());
  }
}
