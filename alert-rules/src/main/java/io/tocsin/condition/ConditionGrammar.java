package io.tocsin.condition;

import io.tocsin.diagnostic.Code;
import io.tocsin.diagnostic.Span;
import io.tocsin.field.Quantity;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Reads conditions by recursive descent.
 *
 * <pre>
 * condition  = and { "or" and }
 * and        = not { "and" not }
 * not        = "not" not | comparison
 * comparison = sum [ ( "&gt;" | "&gt;=" | "&lt;" | "&lt;=" | "==" | "!=" ) sum ]
 * sum        = product { ( "+" | "-" ) product }
 * product    = signed { ( "*" | "/" ) signed }
 * signed     = "-" signed | primary
 * primary    = number | "(" condition ")" | name [ "(" arguments ")" ] [ "[" length "]" ] [ "offset" length ]
 * </pre>
 */
final class ConditionGrammar {
  private static final Set<String> COMPARISONS = Set.of(">", ">=", "<", "<=", "==", "!=");

  private static final int LONGEST = 20_000;
  private static final int DEEPEST = 100;

  private final List<Token> tokens;
  private int next;
  private int depth;

  private ConditionGrammar(String text) {
    if (text.length() > LONGEST) {
      String message = "expected at most " + LONGEST + " characters, got " + text.length();
      throw new ConditionSyntaxException(Code.CONDITION_TOO_LARGE, new Span(0, 1), message, null);
    }
    this.tokens = ConditionScanner.scan(text);
  }

  /**
   * Reads a text.
   *
   * @throws ConditionSyntaxException if it is no condition and no number
   */
  static Syntax parse(String text) {
    ConditionGrammar grammar = new ConditionGrammar(text);
    Syntax syntax = grammar.condition();
    Token rest = grammar.peek();
    if (rest.kind() != Token.Kind.END) {
      boolean value = rest.kind() == Token.Kind.NUMBER || rest.kind() == Token.Kind.NAME;
      throw ConditionSyntaxException.expected(
          "an operator or the end", rest, value ? "join two conditions by 'and' or 'or'" : null);
    }
    return syntax;
  }

  private Syntax condition() {
    return joined("or", false, () -> joined("and", true, this::not));
  }

  private Syntax joined(String keyword, boolean conjunction, Supplier<Syntax> operand) {
    Syntax first = operand.get();
    List<Syntax> operands = new ArrayList<>(List.of(first));
    while (peek().isKeyword(keyword)) {
      take();
      operands.add(operand.get());
    }
    if (operands.size() == 1) {
      return first;
    }
    Span span = first.span().to(operands.get(operands.size() - 1).span());
    return new Syntax.Joined(span, conjunction, operands);
  }

  private Syntax not() {
    if (!peek().isKeyword("not")) {
      return comparison();
    }
    Token not = take();
    Syntax operand = nested(not, this::not);
    return new Syntax.Opposite(not.span().to(operand.span()), operand);
  }

  private Syntax comparison() {
    Syntax left = sum();
    if (!isComparison(peek())) {
      return left;
    }
    Token operator = take();
    Syntax right = sum();
    if (isComparison(peek())) {
      Span span = left.span().to(peek().span());
      throw new ConditionSyntaxException(
          Code.COMPARISON_CHAINED,
          span,
          "expected one comparison, got two in a row",
          "write 'a < b and b < c' for 'a < b < c'");
    }
    return new Syntax.Binary(left.span().to(right.span()), operator.text(), left, right);
  }

  private static boolean isComparison(Token token) {
    return token.kind() == Token.Kind.SYMBOL && COMPARISONS.contains(token.text());
  }

  private Syntax sum() {
    return operations(Set.of("+", "-"), () -> operations(Set.of("*", "/"), this::signed));
  }

  private Syntax operations(Set<String> operators, Supplier<Syntax> operand) {
    Syntax left = operand.get();
    int count = 0;
    while (peek().kind() == Token.Kind.SYMBOL && operators.contains(peek().text())) {
      Token operator = take();
      limit(++count, operator);
      Syntax right = operand.get();
      left = new Syntax.Binary(left.span().to(right.span()), operator.text(), left, right);
    }
    return left;
  }

  private Syntax signed() {
    if (!peek().isSymbol("-")) {
      return primary();
    }
    Token minus = take();
    Syntax operand = nested(minus, this::signed);
    return new Syntax.Negative(minus.span().to(operand.span()), operand);
  }

  private Syntax primary() {
    Token token = peek();
    if (token.kind() == Token.Kind.NUMBER) {
      take();
      return new Syntax.Number(token.span(), quantity(token));
    }
    if (token.isSymbol("(")) {
      take();
      Syntax inner = nested(token, this::condition);
      expect(")");
      return inner;
    }
    if (token.kind() != Token.Kind.NAME || ConditionScanner.isKeyword(token.text())) {
      throw ConditionSyntaxException.expected("a value", token, null);
    }
    take();
    Token arguments = peek().kind() == Token.Kind.ARGUMENTS ? take() : null;
    Syntax.Window window = window();
    Span end = window.isWritten() ? window.span() : token.span();
    if (arguments == null) {
      return new Syntax.Name(token.span().to(end), token.text(), window);
    }
    Span parentheses = new Span(token.span().start(), arguments.span().end() + 1);
    return new Syntax.Call(parentheses.to(end), token, arguments.span(), window);
  }

  private Syntax.Window window() {
    Span start = peek().span();
    Span end = new Span(start.start(), start.start());
    Long length = null;
    if (peek().isSymbol("[")) {
      take();
      length = length();
      end = expect("]").span();
    }
    long offset = 0;
    if (peek().isKeyword("offset")) {
      take();
      end = peek().span();
      offset = length();
    }
    return new Syntax.Window(start.to(end), length, offset);
  }

  private long length() {
    Token token = take();
    if (token.kind() != Token.Kind.NUMBER) {
      throw ConditionSyntaxException.expected("a length of time such as 15m", token, null);
    }
    Quantity quantity = quantity(token);
    Long millis = quantity.isTime() ? quantity.wholeMillis() : null;
    if (millis == null) {
      throw ConditionSyntaxException.expected("a length of time such as 15m", token, null);
    }
    return millis;
  }

  private static Quantity quantity(Token token) {
    Quantity quantity = Quantity.parse(token.text());
    if (quantity == null) {
      throw new ConditionSyntaxException(
          Code.QUANTITY_INVALID,
          token.span(),
          "expected a number, with a unit or without, got " + token.shown(),
          "units are %, ns us ms s m h d w, B kB MB GB TB KiB MiB GiB TiB");
    }
    return quantity;
  }

  private Syntax nested(Token at, Supplier<Syntax> inner) {
    limit(++depth, at);
    Syntax syntax = inner.get();
    depth--;
    return syntax;
  }

  private static void limit(int reached, Token at) {
    if (reached > DEEPEST) {
      String message = "expected at most " + DEEPEST + " parts in one another";
      throw new ConditionSyntaxException(Code.CONDITION_TOO_LARGE, at.span(), message, null);
    }
  }

  private Token expect(String symbol) {
    Token token = take();
    if (!token.isSymbol(symbol)) {
      throw ConditionSyntaxException.expected("'" + symbol + "'", token, null);
    }
    return token;
  }

  private Token peek() {
    return tokens.get(next);
  }

  private Token take() {
    Token token = tokens.get(next);
    if (token.kind() != Token.Kind.END) {
      next++;
    }
    return token;
  }
}
