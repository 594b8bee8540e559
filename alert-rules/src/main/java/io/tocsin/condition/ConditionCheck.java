package io.tocsin.condition;

import io.tocsin.diagnostic.Code;
import io.tocsin.diagnostic.Diagnostics;
import io.tocsin.diagnostic.Fragment;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** Reads one text, and whatever names it uses. */
final class ConditionCheck {
  /** Names can use names: what they expand to together is bounded. */
  private static final int MOST_PARTS = 5_000;

  private static final int DEEPEST = 20;

  final ConditionScope scope;
  final Terms terms;
  final Diagnostics diagnostics;

  /** The names that are being expanded, the innermost first. */
  private final Deque<String> expanding = new ArrayDeque<>();

  private int parts;

  ConditionCheck(ConditionScope scope, Terms terms, Diagnostics diagnostics) {
    this.scope = scope;
    this.terms = terms;
    this.diagnostics = diagnostics;
  }

  @Nullable Condition condition(Fragment text) {
    Syntax syntax = parse(text);
    return syntax == null ? null : typing(text, new Windows(scope.overMillis(), 0)).truth(syntax);
  }

  @Nullable Expression number(Fragment text) {
    Syntax syntax = parse(text);
    return syntax == null ? null : typing(text, new Windows(scope.overMillis(), 0)).number(syntax);
  }

  /** Reads a text that may be a condition or a number. */
  void either(Fragment text) {
    Syntax syntax = parse(text);
    if (syntax != null) {
      Typing typing = typing(text, new Windows(scope.overMillis(), 0));
      if (isCondition(syntax)) {
        typing.truth(syntax);
      } else {
        typing.number(syntax);
      }
    }
  }

  /** Expands a name into the number that it stands for. */
  @Nullable Expression numberOf(String name, Fragment definition, Windows windows) {
    Syntax syntax = parse(definition);
    if (syntax == null) {
      return null;
    }
    expanding.push(name);
    Expression expression = typing(definition, windows).number(syntax);
    expanding.pop();
    return expression;
  }

  /** Expands a name into the condition that it stands for. */
  @Nullable Condition conditionOf(String name, Fragment definition, Windows windows) {
    Syntax syntax = parse(definition);
    if (syntax == null) {
      return null;
    }
    expanding.push(name);
    Condition condition = typing(definition, windows).truth(syntax);
    expanding.pop();
    return condition;
  }

  /** Whether one more part can be read; where not, that is reported. */
  boolean hasRoom(Fragment text, Syntax syntax) {
    parts++;
    if (parts <= MOST_PARTS && expanding.size() <= DEEPEST) {
      return true;
    }
    String message = "expands to more than " + MOST_PARTS + " parts, or deeper than " + DEEPEST;
    diagnostics.error(Code.CONDITION_TOO_LARGE, text, syntax.span(), message, null);
    return false;
  }

  /** Whether a name is used in its own definition; where so, that is reported. */
  boolean isCircular(String name, Fragment text, Syntax use) {
    if (!expanding.contains(name)) {
      return false;
    }
    diagnostics.error(
        Code.NAME_CYCLE, text, use.span(), "'" + name + "' is defined by itself", null);
    return true;
  }

  private Typing typing(Fragment text, Windows windows) {
    return new Typing(this, text, windows);
  }

  private @Nullable Syntax parse(Fragment text) {
    try {
      return ConditionGrammar.parse(text.text());
    } catch (ConditionSyntaxException mistake) {
      String message = String.valueOf(mistake.getMessage());
      diagnostics.error(mistake.code, text, mistake.span, message, mistake.hint);
      return null;
    }
  }

  /** Whether a syntax is a condition, by its form or by what the name that it is stands for. */
  boolean isCondition(Syntax syntax) {
    return isCondition(syntax, 0);
  }

  private boolean isCondition(Syntax syntax, int depth) {
    if (syntax instanceof Syntax.Name name
        && depth < DEEPEST
        && scope.definitions().let().get(name.name()) instanceof Definition.Macro macro) {
      Syntax meant = parse(macro.text());
      return meant != null && isCondition(meant, depth + 1);
    }
    return Typing.isCondition(syntax);
  }
}
