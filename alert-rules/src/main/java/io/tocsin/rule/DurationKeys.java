package io.tocsin.rule;

import io.tocsin.diagnostic.Code;
import io.tocsin.diagnostic.Diagnostics;
import io.tocsin.diagnostic.Fragment;
import io.tocsin.field.Quantity;
import io.tocsin.field.Unit;
import io.tocsin.slot.SlotWidth;
import io.tocsin.yaml.MappingReader;
import io.tocsin.yaml.YamlScalar;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Reads the keys of a rule that are durations; what is wrong is reported, and its default taken.
 */
final class DurationKeys {
  private static final long LONGEST = Duration.ofDays(366).toMillis();

  private final MappingReader keys;
  private final Diagnostics diagnostics;

  DurationKeys(MappingReader keys, Diagnostics diagnostics) {
    this.keys = keys;
    this.diagnostics = diagnostics;
  }

  /** The width of the rule's slots. */
  SlotWidth slot() {
    YamlScalar written = keys.text("slot");
    Long millis = written == null ? null : read(written);
    if (written == null || millis == null) {
      return SlotWidth.MINUTE;
    }
    for (SlotWidth width : SlotWidth.values()) {
      if (width.millis() == millis) {
        return width;
      }
    }
    error(Code.DURATION_RANGE, written, "a slot is 10s, 30s or 1m, not " + written.text(), null);
    return SlotWidth.MINUTE;
  }

  /** A duration from 0 to a year, in milliseconds. */
  long millis(String key, Duration otherwise) {
    Long millis = given(key);
    return millis == null ? otherwise.toMillis() : millis;
  }

  /** The same, or null if the key is left out or wrong. */
  @Nullable Long given(String key) {
    YamlScalar written = keys.text(key);
    Long millis = written == null ? null : read(written);
    if (written == null || millis == null) {
      return null;
    }
    if (millis > LONGEST) {
      error(Code.DURATION_RANGE, written, written.text() + " is longer than a year", null);
      return null;
    }
    return millis;
  }

  /** A duration of whole slots, in milliseconds. */
  long slots(String key, Duration otherwise, SlotWidth width) {
    Long millis = given(key);
    YamlScalar written = keys.text(key);
    if (millis == null || written == null) {
      // A default of a minute or more is whole slots of every width.
      return otherwise.toMillis();
    }
    if (millis % width.millis() != 0) {
      String message = "'%s' is %s, which is no whole number of slots of %s";
      String hint = "write " + text((millis / width.millis() + 1) * width.millis());
      error(
          Code.DURATION_SLOTS,
          written,
          message.formatted(key, written.text(), text(width.millis())),
          hint);
      return otherwise.toMillis();
    }
    return millis;
  }

  /** A window, of at least one slot; 0 if the key is left out, one slot if it is wrong. */
  long window(String key, SlotWidth width) {
    YamlScalar written = keys.text(key);
    if (written == null) {
      return 0;
    }
    long millis = slots(key, width.duration(), width);
    if (millis == 0) {
      error(Code.DURATION_RANGE, written, "a window of " + written.text() + " holds nothing", null);
      return width.millis();
    }
    return millis;
  }

  private @Nullable Long read(YamlScalar written) {
    Quantity quantity = Quantity.parse(written.text());
    if (quantity == null || !quantity.isTime()) {
      boolean bare = quantity != null && quantity.unit() == Unit.NONE;
      String hint =
          bare ? "write the unit: " + written.text() + "s or " + written.text() + "m" : null;
      String message = "expected a duration such as 5m, got '" + written.text() + "'";
      error(Code.DURATION_INVALID, written, message, hint);
      return null;
    }
    Long millis = quantity.wholeMillis();
    if (millis == null) {
      error(
          Code.DURATION_RANGE, written, "'" + written.text() + "' is too long or too short", null);
    }
    return millis;
  }

  private void error(Code code, YamlScalar at, String message, @Nullable String hint) {
    Fragment text = at.fragment();
    diagnostics.error(code, text, text.span(), message, hint);
  }

  /** A duration as a user would write it: {@code 90s}, {@code 5m}, {@code 1d}. */
  static String text(long millis) {
    for (Unit unit : new Unit[] {Unit.DAYS, Unit.HOURS, Unit.MINUTES, Unit.SECONDS}) {
      long one = Duration.of(1, ChronoUnit.valueOf(unit.name())).toMillis();
      if (millis >= one && millis % one == 0) {
        return millis / one + unit.symbol().toLowerCase(Locale.ROOT);
      }
    }
    return millis + "ms";
  }
}
