package io.tocsin.condition;

import io.tocsin.diagnostic.Code;
import io.tocsin.diagnostic.Fragment;
import io.tocsin.diagnostic.Nearest;
import io.tocsin.diagnostic.Span;
import io.tocsin.field.Quantity;
import io.tocsin.field.Unit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * Gives meaning to the syntax of one text: names are looked up, numbers and conditions told apart,
 * units brought together. Of two operands both are checked, so that all mistakes are reported.
 */
final class Typing {
  private final ConditionCheck check;
  private final Fragment text;
  private final Windows windows;
  private final UnitRules units;

  Typing(ConditionCheck check, Fragment text, Windows windows) {
    this.check = check;
    this.text = text;
    this.windows = windows;
    this.units = new UnitRules(text, check.diagnostics);
  }

  /** Whether a syntax is a condition by its form alone. */
  static boolean isCondition(Syntax syntax) {
    return syntax instanceof Syntax.Joined
        || syntax instanceof Syntax.Opposite
        || syntax instanceof Syntax.Binary binary
            && ComparisonOperator.of(binary.operator()) != null;
  }

  /** The condition; null if it has errors. */
  @Nullable Condition truth(Syntax syntax) {
    if (!check.hasRoom(text, syntax)) {
      return null;
    }
    if (syntax instanceof Syntax.Joined joined) {
      return joined(joined);
    }
    if (syntax instanceof Syntax.Opposite opposite) {
      Condition operand = truth(opposite.operand());
      return operand == null ? null : new Condition.Not(operand);
    }
    if (syntax instanceof Syntax.Binary binary) {
      ComparisonOperator operator = ComparisonOperator.of(binary.operator());
      if (operator != null) {
        return comparison(operator, binary);
      }
    }
    if (syntax instanceof Syntax.Name name
        && check.isCondition(name)
        && check.scope.definitions().let().get(name.name()) instanceof Definition.Macro macro) {
      return check.isCircular(name.name(), text, name) || !isWindow(name.window())
          ? null
          : check.conditionOf(name.name(), macro.text(), windows.with(name.window()));
    }
    if (number(syntax) != null) {
      error(
          Code.EXPRESSION_TYPE,
          syntax.span(),
          "expected a condition, got a number",
          "compare it, as in 'count() > 100'");
    }
    return null;
  }

  private @Nullable Condition joined(Syntax.Joined joined) {
    List<Condition> operands = new ArrayList<>();
    boolean whole = true;
    for (Syntax each : joined.operands()) {
      Condition operand = truth(each);
      if (operand == null) {
        whole = false;
      } else if (joined.conjunction() && operand instanceof Condition.And and) {
        operands.addAll(and.operands());
      } else if (!joined.conjunction() && operand instanceof Condition.Or or) {
        operands.addAll(or.operands());
      } else {
        operands.add(operand);
      }
    }
    if (!whole) {
      return null;
    }
    return joined.conjunction() ? new Condition.And(operands) : new Condition.Or(operands);
  }

  private @Nullable Condition comparison(ComparisonOperator operator, Syntax.Binary binary) {
    UnitRules.Pair sides = pair(binary);
    if (sides == null) {
      return null;
    }
    boolean leftIsFixed = sides.left().readsNoTerm();
    if (leftIsFixed && sides.right().readsNoTerm()) {
      String message = "expected a comparison that reads logs, got one of fixed numbers";
      error(Code.CONDITION_CONSTANT, binary.span(), message, null);
      return null;
    }
    // What is asked about stands on the left, as alerts show it.
    return leftIsFixed
        ? new Condition.Comparison(operator.mirrored(), sides.right(), sides.left())
        : new Condition.Comparison(operator, sides.left(), sides.right());
  }

  private UnitRules.@Nullable Pair pair(Syntax.Binary binary) {
    Expression left = number(binary.left());
    Expression right = number(binary.right());
    return left == null || right == null ? null : units.same(binary, left, right);
  }

  /** The number; null if it has errors. */
  @Nullable Expression number(Syntax syntax) {
    if (!check.hasRoom(text, syntax)) {
      return null;
    }
    if (check.isCondition(syntax)) {
      error(Code.EXPRESSION_TYPE, syntax.span(), "expected a number, got a condition", null);
      return null;
    }
    if (syntax instanceof Syntax.Number number) {
      return Expression.Constant.of(number.quantity());
    }
    if (syntax instanceof Syntax.Negative negative) {
      Expression operand = number(negative.operand());
      return operand == null ? null : new Expression.Negation(operand);
    }
    if (syntax instanceof Syntax.Binary binary) {
      return arithmetic(binary);
    }
    if (syntax instanceof Syntax.Call call) {
      return isWindow(call.window()) ? call(call) : null;
    }
    return name((Syntax.Name) syntax);
  }

  private @Nullable Expression arithmetic(Syntax.Binary binary) {
    Expression left = number(binary.left());
    Expression right = number(binary.right());
    if (left == null || right == null) {
      return null;
    }
    return switch (binary.operator()) {
      case "+" -> units.added(ArithmeticOperator.PLUS, binary, left, right);
      case "-" -> units.added(ArithmeticOperator.MINUS, binary, left, right);
      case "*" -> units.product(binary, left, right);
      case "/" -> units.quotient(binary, left, right);
      default -> throw new IllegalStateException("no operator: " + binary.operator());
    };
  }

  private @Nullable Expression call(Syntax.Call call) {
    CallReader.Call read = new CallReader(check, text).read(call);
    if (read == null) {
      return null;
    }
    Windows its = windows.with(call.window());
    if (its.lengthMillis() == 0) {
      String message = "expected a window, got none, and the rule has no 'over'";
      String hint = "such as '" + call.function().text() + "(…)[5m]', or 'over: 5m' for all";
      error(Code.WINDOW_INVALID, call.span(), message, hint);
      return null;
    }
    Term term = new Term(read.measure(), read.filter(), its.lengthMillis(), its.offsetMillis());
    return new Expression.TermValue(check.terms.place(term), term, read.unit());
  }

  private @Nullable Expression name(Syntax.Name name) {
    Definition definition = check.scope.definitions().let().get(name.name());
    if (definition instanceof Definition.Macro macro) {
      return check.isCircular(name.name(), text, name) || !isWindow(name.window())
          ? null
          : check.numberOf(name.name(), macro.text(), windows.with(name.window()));
    }
    if (definition instanceof Definition.Table table) {
      return table(name, table);
    }
    Span span = new Span(name.span().start(), name.span().start() + name.name().length());
    error(Code.NAME_UNKNOWN, span, "unknown name '" + name.name() + "'", hint(name.name()));
    return null;
  }

  private @Nullable String hint(String name) {
    if (check.scope.definitions().filters().containsKey(name)) {
      return "'" + name + "' is a filter: write 'count(" + name + ")'";
    }
    if (Functions.isFunction(name)) {
      return "write '" + name + (name.equals("count") ? "()'" : "(field)'");
    }
    Collection<String> known = new ArrayList<>(check.scope.definitions().let().keySet());
    known.addAll(Functions.NAMES);
    String nearest = Nearest.hint(name, known);
    return nearest == null ? "names are defined under 'let'" : nearest;
  }

  private @Nullable Expression table(Syntax.Name name, Definition.Table table) {
    if (name.window().isWritten()) {
      String message = "'" + name.name() + "' is a table, which has no window";
      error(Code.WINDOW_INVALID, name.window().span(), message, null);
      return null;
    }
    Map<String, Double> numbers = new LinkedHashMap<>();
    table.numbers().forEach((group, number) -> numbers.put(group, number(number, table.unit())));
    OptionalDouble otherwise =
        table.otherwise() == null
            ? OptionalDouble.empty()
            : OptionalDouble.of(number(table.otherwise(), table.unit()));
    boolean isPercentage =
        table.unit() == Unit.NONE
            && table.numbers().values().stream().anyMatch(each -> each.unit() == Unit.PERCENT);
    return new Expression.TableValue(
        name.name(), table.field(), numbers, otherwise, table.unit(), isPercentage);
  }

  private static double number(Quantity number, Unit unit) {
    return number.in(unit).doubleValue();
  }

  private boolean isWindow(Syntax.Window window) {
    String problem = WindowLength.problem(window, check.scope.width());
    if (problem == null) {
      return true;
    }
    error(Code.WINDOW_INVALID, window.span(), problem, null);
    return false;
  }

  private void error(Code code, Span span, String message, @Nullable String hint) {
    check.diagnostics.error(code, text, span, message, hint);
  }
}
