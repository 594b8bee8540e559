package io.tocsin.yaml;

import io.tocsin.diagnostic.Code;
import io.tocsin.diagnostic.Diagnostics;
import io.tocsin.diagnostic.Fragment;
import io.tocsin.diagnostic.Nearest;
import io.tocsin.diagnostic.Span;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Takes the keys of a mapping one by one, reports values of the wrong kind, and in the end the keys
 * that nobody asked for. A key whose value is null counts as left out.
 */
public final class MappingReader {
  private final YamlMapping mapping;
  private final Diagnostics diagnostics;
  private final Set<String> known = new LinkedHashSet<>();
  private final List<String> missing = new ArrayList<>();

  /** A reader of this mapping that reports to {@code diagnostics}. */
  public MappingReader(YamlMapping mapping, Diagnostics diagnostics) {
    this.mapping = mapping;
    this.diagnostics = diagnostics;
  }

  /** The mapping that is read. */
  public YamlMapping mapping() {
    return mapping;
  }

  /** Whether the key is there, with null or with a value. */
  public boolean has(String key) {
    return mapping.entry(key) != null;
  }

  /** The value of a key, whatever it is; null if it is left out. */
  public @Nullable YamlNode any(String key) {
    known.add(key);
    YamlNode value = mapping.get(key);
    return value instanceof YamlScalar scalar && scalar.isNull() ? null : value;
  }

  /** The scalar of a key; null if it is left out or no scalar, which is reported. */
  public @Nullable YamlScalar text(String key) {
    YamlNode value = any(key);
    if (value == null || value instanceof YamlScalar) {
      return (YamlScalar) value;
    }
    wrongKind(key, "text", value);
    return null;
  }

  /** The scalar of a key that must be there; null if not, which is reported. */
  public @Nullable YamlScalar requiredText(String key) {
    YamlScalar value = text(key);
    if (value == null && any(key) == null) {
      missing(key);
    }
    return value;
  }

  /** The mapping of a key; null if it is left out or no mapping, which is reported. */
  public @Nullable YamlMapping mapping(String key) {
    YamlNode value = any(key);
    if (value == null || value instanceof YamlMapping) {
      return (YamlMapping) value;
    }
    wrongKind(key, "a mapping", value);
    return null;
  }

  /** The list of a key; null if it is left out or no list, which is reported. */
  public @Nullable YamlSequence list(String key) {
    YamlNode value = any(key);
    if (value == null || value instanceof YamlSequence) {
      return (YamlSequence) value;
    }
    wrongKind(key, "a list", value);
    return null;
  }

  /** The scalars of a key's list; null if it is left out; items of another kind are reported. */
  public @Nullable List<YamlScalar> texts(String key) {
    YamlSequence list = list(key);
    if (list == null) {
      return null;
    }
    List<YamlScalar> texts = new ArrayList<>();
    for (YamlNode item : list.items()) {
      if (item instanceof YamlScalar scalar && !scalar.isNull()) {
        texts.add(scalar);
      } else {
        wrongKind(key, "a list of texts", item);
      }
    }
    return texts;
  }

  /** The boolean of a key, or {@code otherwise}; anything but true and false is reported. */
  public boolean flag(String key, boolean otherwise) {
    YamlScalar value = text(key);
    if (value == null) {
      return otherwise;
    }
    if (!value.isPlain() || !(value.text().equals("true") || value.text().equals("false"))) {
      invalid(value, "expected true or false, got '" + value.text() + "'", null);
      return otherwise;
    }
    return value.text().equals("true");
  }

  /** The whole number of a key, or {@code otherwise}; anything outside the bounds is reported. */
  public long integer(String key, long otherwise, long least, long most) {
    YamlScalar value = text(key);
    if (value == null) {
      return otherwise;
    }
    if (value.text().matches("-?\\d{1,18}")) {
      long number = Long.parseLong(value.text());
      if (number >= least && number <= most) {
        return number;
      }
    }
    String message = "expected a whole number from %d to %d, got '%s'";
    invalid(value, message.formatted(least, most, value.text()), null);
    return otherwise;
  }

  /** Reports a value that is not allowed. */
  public void invalid(YamlNode value, String message, @Nullable String hint) {
    Fragment text = value.fragment();
    diagnostics.error(Code.VALUE_INVALID, text, text.span(), message, hint);
  }

  /**
   * Reports that a key is not there, at the start of the mapping. Where another key may be it,
   * misspelt, that is left to {@link #finish}, so that one mistake is said once.
   */
  public void missing(String key) {
    if (misspelt(key) == null) {
      reportMissing(key);
    } else {
      missing.add(key);
    }
  }

  private void reportMissing(String key) {
    Fragment text = mapping.fragment();
    Span place = new Span(0, Math.min(1, text.text().length()));
    diagnostics.error(Code.KEY_MISSING, text, place, "missing key '" + key + "'", null);
  }

  /** A key that nobody asked for yet and that is nearly this one; null if there is none. */
  private @Nullable String misspelt(String key) {
    return mapping.entries().stream()
        .map(entry -> entry.key().text())
        .filter(name -> !known.contains(name) && Nearest.hint(name, List.of(key)) != null)
        .findFirst()
        .orElse(null);
  }

  /** Reports that a value is of another kind than wanted. */
  public void wrongKind(String key, String expected, YamlNode got) {
    Fragment text = got.fragment();
    String message = "expected " + expected + " for '" + key + "', got " + got.kind();
    diagnostics.error(Code.VALUE_KIND, text, text.span(), message, WrongKindHint.of(expected, got));
  }

  /** Reports the keys that were never asked for. To be called once, in the end. */
  public void finish() {
    missing.stream().filter(key -> misspelt(key) == null).forEach(this::reportMissing);
    for (YamlMapping.Entry entry : mapping.entries()) {
      String key = entry.key().text();
      if (!known.contains(key)) {
        Fragment text = entry.key().fragment();
        String message = "unknown key '" + key + "'";
        String nearest = Nearest.hint(key, known);
        String hint = nearest == null ? "known are " + String.join(", ", known) : nearest;
        diagnostics.error(Code.KEY_UNKNOWN, text, text.span(), message, hint);
      }
    }
  }
}
