package io.tocsin.condition;

import java.util.List;
import java.util.Random;

/** Conditions over every function, without mistakes. */
final class RandomConditions {
  private RandomConditions() {}

  /** The text of a condition of at most {@code 1 << depth} comparisons. */
  static String condition(Random random, int depth) {
    if (depth > 0 && random.nextBoolean()) {
      String left = condition(random, depth - 1);
      String right = condition(random, depth - 1);
      return switch (random.nextInt(3)) {
        case 0 -> "not (" + left + ")";
        case 1 -> "(" + left + " or " + right + ")";
        default -> "(" + left + " and " + right + ")";
      };
    }
    String operator = List.of(">", ">=", "<", "<=", "==", "!=").get(random.nextInt(6));
    String left = aggregate(random) + " * " + (random.nextInt(5) - 1);
    return left + " " + operator + " " + number(random, 2);
  }

  private static String number(Random random, int depth) {
    if (depth > 0 && random.nextInt(3) == 0) {
      String operator = List.of("+", "-", "*", "/").get(random.nextInt(4));
      return "(" + number(random, depth - 1) + " " + operator + " " + aggregate(random) + ")";
    }
    return random.nextBoolean() ? aggregate(random) : Integer.toString(random.nextInt(12));
  }

  private static String aggregate(Random random) {
    String function =
        List.of(
                "count()",
                "count(where a)",
                "distinct(url.path)",
                "sum(event.severity)",
                "avg(event.severity)",
                "min(event.severity)",
                "max(event.severity)",
                "p90(event.severity)")
            .get(random.nextInt(8));
    String signed = random.nextInt(6) == 0 ? "-" + function : function;
    return random.nextInt(3) == 0 ? signed + " offset 5m" : signed;
  }
}
