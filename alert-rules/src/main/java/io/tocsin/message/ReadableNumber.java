package io.tocsin.message;

import io.tocsin.rule.Rule;
import java.math.BigDecimal;
import java.math.MathContext;
import org.jspecify.annotations.Nullable;

/** A number as a person reads it. */
public final class ReadableNumber {
  private static final MathContext FOUR_DIGITS = new MathContext(4);
  private static final int PERCENT = 100;
  private static final Scale[] TIMES = {
    new Scale(86_400e9, "d"),
    new Scale(3_600e9, "h"),
    new Scale(60e9, "m"),
    new Scale(1e9, "s"),
    new Scale(1e6, "ms"),
    new Scale(1e3, "µs"),
    new Scale(1, "ns")
  };
  private static final Scale[] SIZES = {
    new Scale(1e12, "TB"),
    new Scale(1e9, "GB"),
    new Scale(1e6, "MB"),
    new Scale(1e3, "KB"),
    new Scale(1, "B")
  };

  private ReadableNumber() {}

  private record Scale(double size, String unit) {}

  /**
   * Four digits where it is no whole number, and the unit that suits its size; {@code no value} for
   * null.
   *
   * @param unit that of the number, as alerts carry it: null for a plain one, {@code ratio} for a
   *     share, which is shown as a percentage
   */
  public static String of(@Nullable Double number, @Nullable String unit) {
    if (number == null) {
      return "no value";
    }
    if (unit == null) {
      return digits(number);
    }
    return switch (unit) {
      case "ns" -> scaled(number, TIMES);
      case "us", "µs" -> scaled(number * 1e3, TIMES);
      case "ms" -> scaled(number * 1e6, TIMES);
      case "s" -> scaled(number * 1e9, TIMES);
      case "bytes", "byte", "B" -> scaled(number, SIZES);
      case Rule.RATIO -> digits(number * PERCENT) + " %";
      default -> digits(number) + " " + unit;
    };
  }

  private static String scaled(double number, Scale[] scales) {
    for (Scale scale : scales) {
      if (Math.abs(number) >= scale.size) {
        return digits(number / scale.size) + scale.unit;
      }
    }
    return digits(number) + scales[scales.length - 1].unit;
  }

  private static String digits(double number) {
    if (!Double.isFinite(number)) {
      return Double.toString(number);
    }
    if (number == Math.rint(number) && Math.abs(number) < 1e15) {
      return Long.toString((long) number);
    }
    BigDecimal rounded = new BigDecimal(number).round(FOUR_DIGITS).stripTrailingZeros();
    return rounded.scale() < 0 ? rounded.toPlainString() : plain(rounded);
  }

  private static String plain(BigDecimal rounded) {
    return rounded.scale() > 9 ? rounded.toString() : rounded.toPlainString();
  }
}
