package io.tocsin.settings;

import io.tocsin.diagnostic.Diagnostics;
import io.tocsin.document.Mask;
import io.tocsin.document.ParseStep;
import io.tocsin.yaml.MappingReader;
import io.tocsin.yaml.YamlMapping;
import io.tocsin.yaml.YamlNode;
import io.tocsin.yaml.YamlScalar;
import io.tocsin.yaml.YamlSequence;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Reads what a source does to its logs: {@code parse}, steps such as {@code {dissect: '%{ts}
 * %{message}'}}, and {@code mask}, kinds of secrets such as {@code passwords}, fields and
 * expressions.
 */
final class StepReader {
  private static final String STEPS = "json, dissect, grok or regex";

  private final MappingReader source;
  private final Diagnostics diagnostics;

  StepReader(MappingReader source, Diagnostics diagnostics) {
    this.source = source;
    this.diagnostics = diagnostics;
  }

  /** The steps, in their order; what is wrong is reported, and left out. */
  List<ParseStep> parse() {
    return items("parse", this::step);
  }

  /** The masks; what is wrong is reported, and left out. */
  List<Mask> masks() {
    return items("mask", this::mask);
  }

  private <T> List<T> items(String key, Function<YamlNode, @Nullable T> reader) {
    List<T> read = new ArrayList<>();
    YamlSequence written = source.list(key);
    if (written != null) {
      for (YamlNode item : written.items()) {
        T value = reader.apply(item);
        if (value != null) {
          read.add(value);
        }
      }
    }
    return read;
  }

  private @Nullable ParseStep step(YamlNode item) {
    if (!(item instanceof YamlMapping mapping)) {
      source.wrongKind("parse", "a step as a mapping", item);
      return null;
    }
    MappingReader keys = new MappingReader(mapping, diagnostics);
    ParseStep step = step(keys);
    keys.finish();
    return step;
  }

  private @Nullable ParseStep step(MappingReader keys) {
    YamlScalar json = keys.text("json");
    YamlScalar dissect = keys.text("dissect");
    List<YamlScalar> grok =
        keys.any("grok") instanceof YamlScalar one ? List.of(one) : keys.texts("grok");
    YamlScalar regex = keys.text("regex");
    int kinds = (json == null ? 0 : 1) + (dissect == null ? 0 : 1);
    kinds += (grok == null ? 0 : 1) + (regex == null ? 0 : 1);
    if (kinds != 1) {
      String got = kinds == 0 ? "none" : String.valueOf(kinds);
      keys.invalid(keys.mapping(), "expected one of " + STEPS + ", got " + got, null);
      return null;
    }
    if (json != null) {
      YamlScalar into = keys.text("into");
      return new ParseStep.Json(json.text(), into == null ? "" : into.text());
    }
    YamlScalar named = keys.text("field");
    String field = named == null ? "message" : named.text();
    if (dissect != null) {
      return checked(dissect, () -> new ParseStep.Dissect(field, dissect.text()));
    }
    if (regex != null) {
      return checked(regex, () -> new ParseStep.Regex(field, regex.text()));
    }
    Map<String, String> definitions = texts(keys, "definitions");
    List<String> patterns = new ArrayList<>();
    for (YamlScalar pattern : grok == null ? List.<YamlScalar>of() : grok) {
      // Each alone, so that a mistake is shown in the pattern that has it.
      String text = pattern.text();
      if (checked(pattern, () -> new ParseStep.Grok(field, List.of(text), definitions)) != null) {
        patterns.add(text);
      }
    }
    return patterns.isEmpty() ? null : new ParseStep.Grok(field, patterns, definitions);
  }

  private @Nullable Mask mask(YamlNode item) {
    if (item instanceof YamlScalar word) {
      for (Mask.Secret secret : Mask.Secret.values()) {
        if (secret.name().toLowerCase(Locale.ROOT).equals(word.text())) {
          return new Mask.Known(secret);
        }
      }
      source.invalid(
          word,
          "expected tokens, passwords or card_numbers, got '" + word.text() + "'",
          "a field is {field: name}, an expression {regex: …}");
      return null;
    }
    if (!(item instanceof YamlMapping mapping)) {
      source.wrongKind("mask", "a kind of secret, a field or an expression", item);
      return null;
    }
    MappingReader keys = new MappingReader(mapping, diagnostics);
    YamlScalar field = keys.text("field");
    YamlScalar regex = keys.text("regex");
    keys.finish();
    if ((field == null) == (regex == null)) {
      keys.invalid(mapping, "expected one of field and regex", null);
      return null;
    }
    return field == null
        ? checked(regex, () -> new Mask.Matching(regex.text()))
        : new Mask.Field(field.text());
  }

  private <T> @Nullable T checked(YamlScalar written, Supplier<T> value) {
    try {
      return value.get();
    } catch (IllegalArgumentException e) {
      source.invalid(written, String.valueOf(e.getMessage()), null);
      return null;
    }
  }

  private static Map<String, String> texts(MappingReader keys, String key) {
    Map<String, String> texts = new LinkedHashMap<>();
    YamlMapping mapping = keys.mapping(key);
    if (mapping != null) {
      for (YamlMapping.Entry entry : mapping.entries()) {
        if (entry.value() instanceof YamlScalar scalar) {
          texts.put(entry.key().text(), scalar.text());
        } else {
          keys.wrongKind(entry.key().text(), "text", entry.value());
        }
      }
    }
    return texts;
  }
}
