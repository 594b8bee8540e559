package io.tocsin.tool;

import io.tocsin.alert.Alert;
import io.tocsin.message.MessageValues;
import io.tocsin.template.MessageTemplate;
import java.math.BigDecimal;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

/** What a test can ask of an alert, as text. */
final class AlertAttributes {
  /** In front of an annotation's name. */
  static final String ANNOTATION = "annotations.";

  private static final String NOTHING = "none";

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

  /** Whether a text is what was expected; numbers as precisely as the expected one is written. */
  static boolean fits(String expected, String got) {
    if (expected.equals(got)) {
      return true;
    }
    BigDecimal wanted = decimal(expected);
    BigDecimal had = decimal(got);
    return wanted != null
        && had != null
        && had.setScale(Math.max(0, wanted.scale()), RoundingMode.HALF_EVEN).compareTo(wanted) == 0;
  }

  private static @Nullable BigDecimal decimal(String text) {
    return text.matches("-?\\d{1,30}(\\.\\d{1,30})?") ? new BigDecimal(text) : null;
  }

  private static String number(@Nullable Double value) {
    return value == null || value.isInfinite()
        ? NOTHING
        : BigDecimal.valueOf(value).stripTrailingZeros().toPlainString();
  }
}
