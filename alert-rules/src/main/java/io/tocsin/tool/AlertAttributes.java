package io.tocsin.tool;

import io.tocsin.alert.Alert;
import io.tocsin.field.Quantity;
import io.tocsin.field.Unit;
import io.tocsin.message.MessageValues;
import io.tocsin.template.MessageTemplate;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a test can ask of an alert, as text. */
final class AlertAttributes {
  /** In front of an annotation's name. */
  static final String ANNOTATION = "annotations.";

  private static final String NOTHING = "none";
  private static final Pattern NUMBER = Pattern.compile("-?\\d{1,330}(\\.\\d{1,330})?");

  private AlertAttributes() {}

  /** The attribute of this name; {@code none} if the alert has none. */
  static String of(@Nullable Alert alert, String name) {
    if (alert == null) {
      return NOTHING;
    }
    if (name.startsWith(ANNOTATION)) {
      String text = alert.facts().annotations().get(name.substring(ANNOTATION.length()));
      return text == null ? NOTHING : MessageTemplate.of(text).render(MessageValues.of(alert));
    }
    return switch (name) {
      case "value" -> number(alert.value());
      case "peak" -> number(alert.peak());
      case "level" -> alert.level() == null ? NOTHING : alert.level();
      case "reason" -> alert.reason() == null ? NOTHING : alert.reason().text();
      default -> throw new IllegalArgumentException("alerts have no " + name);
    };
  }

  /** The same for a person: a number that has a unit is followed by how a message shows it. */
  static String shown(@Nullable Alert alert, String name) {
    String plain = of(alert, name);
    boolean isNumber = name.equals("value") || name.equals("peak");
    if (alert == null || !isNumber || alert.facts().unit() == null || plain.equals(NOTHING)) {
      return plain;
    }
    Double number = name.equals("value") ? alert.value() : alert.peak();
    return plain + " (" + MessageValues.number(alert, number) + ")";
  }

  /**
   * Whether an attribute is as expected; a number as precisely as the expected one is written, in
   * the alert's unit or in the one that is written: {@code 6.9%}, {@code 3.5s}.
   */
  static boolean fits(String expected, @Nullable Alert alert, String name) {
    String got = of(alert, name);
    if (expected.equals(got)) {
      return true;
    }
    boolean negative = expected.startsWith("-");
    Quantity wanted = Quantity.parse(negative ? expected.substring(1) : expected);
    BigDecimal had = decimal(got);
    if (wanted == null || had == null) {
      return false;
    }
    BigDecimal number = negative ? wanted.number().negate() : wanted.number();
    if (wanted.unit() != Unit.NONE) {
      Unit unit = unit(alert);
      if (!wanted.fits(unit)) {
        return false;
      }
      had = had.multiply(new Quantity(BigDecimal.ONE, unit).in(wanted.unit()));
    }
    return had.setScale(Math.max(0, number.scale()), RoundingMode.HALF_EVEN).compareTo(number) == 0;
  }

  /** The unit of an alert's value; a share is a bare number. */
  private static Unit unit(@Nullable Alert alert) {
    String symbol = alert == null ? null : alert.facts().unit();
    Unit unit = symbol == null ? Unit.NONE : Unit.of(symbol);
    return unit == null ? Unit.NONE : unit;
  }

  private static @Nullable BigDecimal decimal(String text) {
    return NUMBER.matcher(text).matches() ? new BigDecimal(text) : null;
  }

  private static String number(@Nullable Double value) {
    return value == null || value.isInfinite()
        ? NOTHING
        : BigDecimal.valueOf(value).stripTrailingZeros().toPlainString();
  }
}
