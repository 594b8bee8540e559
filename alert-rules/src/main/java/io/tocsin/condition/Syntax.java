package io.tocsin.condition;

import io.tocsin.diagnostic.Span;
import io.tocsin.field.Quantity;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A condition as it is written, before anything is known of its names and types. */
sealed interface Syntax {

  /** Where it stands in its text. */
  Span span();

  /** A number. */
  record Number(Span span, Quantity quantity) implements Syntax {}

  /**
   * A function of logs.
   *
   * @param arguments what stands between its parentheses
   */
  record Call(Span span, Token function, Span arguments, Window window) implements Syntax {}

  /** Something that {@code let} defines. */
  record Name(Span span, String name, Window window) implements Syntax {}

  /** {@code + - * /} and the comparisons. */
  record Binary(Span span, String operator, Syntax left, Syntax right) implements Syntax {}

  /** A number with the other sign. */
  record Negative(Span span, Syntax operand) implements Syntax {}

  /** {@code and} or {@code or}, of two or more. */
  record Joined(Span span, boolean conjunction, List<Syntax> operands) implements Syntax {}

  /** {@code not}. */
  record Opposite(Span span, Syntax operand) implements Syntax {}

  /**
   * What stands behind an aggregate or a name.
   *
   * @param span where it stands; empty if there is none
   * @param length between the brackets, or null if there are none
   * @param offset behind {@code offset}; 0 if there is none
   */
  record Window(Span span, @Nullable Long length, long offset) {
    boolean isWritten() {
      return length != null || offset != 0;
    }
  }
}
