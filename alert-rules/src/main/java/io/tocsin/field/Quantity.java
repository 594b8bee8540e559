package io.tocsin.field;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A number with a unit: {@code 5m}, {@code 1.5s}, {@code 10MB}, {@code 5%}, {@code 300}.
 *
 * @param number exact, as written
 * @param unit {@link Unit#NONE} for a bare number
 */
public record Quantity(BigDecimal number, Unit unit) {
  private static final Pattern ONE = Pattern.compile("(\\d{1,18}(?:\\.\\d{1,18})?)([a-zA-Zµμ%]*)");
  private static final int NANO_DIGITS_OF_A_MILLI = 6;

  /** A duration of at most this can be computed with in milliseconds without overflow. */
  private static final BigDecimal LONGEST_MILLIS =
      BigDecimal.valueOf(Duration.ofDays(36_500).toMillis());

  /**
   * Reads a quantity; several of time in a row are added, as in {@code 1h30m}.
   *
   * @return null if the text is none, or its unit is unknown
   */
  public static @Nullable Quantity parse(String text) {
    Matcher matcher = ONE.matcher(text);
    Quantity sum = null;
    int at = 0;
    while (matcher.find() && matcher.start() == at) {
      Unit unit = Unit.of(matcher.group(2));
      if (unit == null) {
        return null;
      }
      Quantity next = new Quantity(new BigDecimal(matcher.group(1)), unit);
      if (sum != null && (!sum.isTime() || !next.isTime())) {
        return null;
      }
      sum =
          sum == null
              ? next
              : new Quantity(sum.in(Unit.NANOS).add(next.in(Unit.NANOS)), Unit.NANOS);
      at = matcher.end();
    }
    return at == text.length() ? sum : null;
  }

  /** Whether this can be given in that unit. */
  public boolean fits(Unit other) {
    return unit.dimension() == other.dimension();
  }

  /**
   * The number in another unit; exact wherever it has at most 34 digits, as it has from a larger to
   * a smaller unit.
   *
   * @throws IllegalArgumentException if the two units measure different things
   */
  public BigDecimal in(Unit other) {
    if (!fits(other)) {
      throw new IllegalArgumentException("no " + other + " can be made of " + this);
    }
    if (unit == other) {
      return number.stripTrailingZeros();
    }
    BigDecimal smallest = number.multiply(unit.factor(), MathContext.DECIMAL128);
    boolean isSmallest = other.factor().equals(BigDecimal.ONE);
    return (isSmallest ? smallest : smallest.divide(other.factor(), MathContext.DECIMAL128))
        .stripTrailingZeros();
  }

  /** Whether this is a length of time. */
  public boolean isTime() {
    return unit.dimension() == Unit.Dimension.TIME;
  }

  /** A length of time in milliseconds; null if it is no whole number of them, or over 100 years. */
  public @Nullable Long wholeMillis() {
    BigDecimal millis = in(Unit.NANOS).movePointLeft(NANO_DIGITS_OF_A_MILLI);
    boolean whole = millis.setScale(0, RoundingMode.FLOOR).compareTo(millis) == 0;
    return whole && millis.compareTo(LONGEST_MILLIS) <= 0 ? millis.longValueExact() : null;
  }

  /** As it is written, {@code 5m}. */
  @Override
  public String toString() {
    return number.toPlainString() + unit.symbol();
  }
}
