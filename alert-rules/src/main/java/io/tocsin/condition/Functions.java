package io.tocsin.condition;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The functions of logs, by the names that rules give them. */
final class Functions {
  /** For hints; every whole percentile can be asked for. */
  static final List<String> NAMES =
      List.of("count", "sum", "avg", "min", "max", "distinct", "p50", "p90", "p95", "p99");

  private Functions() {}

  static boolean isFunction(String name) {
    return name.equals("count") || of(name, "") != null;
  }

  /** A function of a field; null if there is none of this name. */
  static @Nullable Measure of(String name, String field) {
    return switch (name) {
      case "sum" -> Measure.of(Measure.Function.SUM, field);
      case "avg" -> Measure.of(Measure.Function.AVG, field);
      case "min" -> Measure.of(Measure.Function.MIN, field);
      case "max" -> Measure.of(Measure.Function.MAX, field);
      case "distinct" -> Measure.of(Measure.Function.DISTINCT, field);
      default -> percentile(name, field);
    };
  }

  private static @Nullable Measure percentile(String name, String field) {
    boolean isPercentile =
        name.length() >= 2
            && name.length() <= 3
            && name.charAt(0) == 'p'
            && name.charAt(1) >= '1'
            && name.substring(1).chars().allMatch(c -> c >= '0' && c <= '9');
    return isPercentile
        ? Measure.percentile(Integer.parseInt(name.substring(1)) / 100.0, field)
        : null;
  }
}
