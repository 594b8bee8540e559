package io.tocsin.settings;

import io.tocsin.diagnostic.Diagnostics;
import io.tocsin.document.Mask;
import io.tocsin.document.ParseStep;
import io.tocsin.document.Rename;
import io.tocsin.document.SourceFormat;
import io.tocsin.document.SourceSpec;
import io.tocsin.document.TimestampFormat;
import io.tocsin.field.FieldCatalogue;
import io.tocsin.kql.Kql;
import io.tocsin.kql.KqlParser;
import io.tocsin.yaml.MappingReader;
import io.tocsin.yaml.YamlMapping;
import io.tocsin.yaml.YamlScalar;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/** Reads one of the {@code sources}. */
final class SourceReader {
  private static final Set<String> FORMATS = new LinkedHashSet<>(List.of("ecs", "otlp", "text"));
  private static final Set<String> CLOCKS = new LinkedHashSet<>(List.of("proof", "logs"));

  private final MappingReader keys;
  private final Values values;
  private final Supplier<@Nullable FieldCatalogue> fields;
  private final Diagnostics diagnostics;

  /**
   * A reader.
   *
   * @param fields those that filters are checked against; null to look at their syntax only
   */
  SourceReader(
      YamlMapping mapping, Supplier<@Nullable FieldCatalogue> fields, Diagnostics diagnostics) {
    this.keys = new MappingReader(mapping, diagnostics);
    this.values = new Values(keys, diagnostics);
    this.fields = fields;
    this.diagnostics = diagnostics;
  }

  SourceSettings source() {
    String name = values.required("name");
    List<String> topics = topics();
    Pattern pattern = topicPattern();
    if (topics.isEmpty() && keys.any("topic_pattern") == null) {
      keys.missing("topics");
    } else if (!topics.isEmpty() && pattern != null) {
      keys.invalid(keys.mapping(), "both 'topics' and 'topic_pattern'", "leave one of them out");
    }
    SourceSpec spec = spec();
    Duration outOfOrderness =
        values.duration(
            "out_of_orderness", Duration.ofSeconds(5), Duration.ZERO, Duration.ofHours(1));
    boolean onSilence = values.oneOf("clock", "proof", CLOCKS).equals("proof");
    List<String> drop = drop();
    Duration silentAfter = silentAfter();
    keys.finish();
    return new SourceSettings(
        name, topics, pattern, spec, outOfOrderness, onSilence, silentAfter, drop);
  }

  private @Nullable Duration silentAfter() {
    if ("never".equals(values.text("silent_after"))) {
      return null;
    }
    return values.duration(
        "silent_after", Duration.ofMinutes(2), Duration.ofSeconds(10), Duration.ofDays(7));
  }

  private List<String> topics() {
    return oneOrMore("topics").stream().map(YamlScalar::text).toList();
  }

  private List<YamlScalar> oneOrMore(String key) {
    List<YamlScalar> written =
        keys.any(key) instanceof YamlScalar one ? List.of(one) : keys.texts(key);
    return written == null ? List.of() : written;
  }

  private List<String> drop() {
    List<YamlScalar> written = oneOrMore("drop");
    if (!written.isEmpty()) {
      FieldCatalogue known = fields.get();
      for (YamlScalar filter : written) {
        Kql read =
            known == null
                ? KqlParser.parse(filter.fragment(), diagnostics)
                : KqlParser.parse(filter.fragment(), known, diagnostics);
        if (read != null && read.equals(Kql.all())) {
          keys.invalid(filter, "every log would be dropped", "leave the source out instead");
        }
      }
    }
    return written.stream().map(YamlScalar::text).toList();
  }

  private @Nullable Pattern topicPattern() {
    YamlScalar written = keys.text("topic_pattern");
    if (written == null) {
      return null;
    }
    try {
      return Pattern.compile(written.text());
    } catch (PatternSyntaxException e) {
      keys.invalid(written, "not a regular expression: " + e.getDescription(), null);
      return null;
    }
  }

  private SourceSpec spec() {
    String format = values.oneOf("format", "ecs", FORMATS).toUpperCase(Locale.ROOT);
    SourceSpec spec = SourceSpec.of(SourceFormat.valueOf(format));
    YamlMapping timestamp = keys.mapping("timestamp");
    if (timestamp != null) {
      spec = timestamp(spec, new Values(new MappingReader(timestamp, diagnostics), diagnostics));
    }
    StepReader steps = new StepReader(keys, diagnostics);
    spec =
        spec.withParse(steps.parse().toArray(ParseStep[]::new))
            .withRenames(renames().toArray(Rename[]::new))
            .withMasks(steps.masks().toArray(Mask[]::new));
    YamlScalar dataset = keys.text("dataset");
    YamlScalar namespace = keys.text("namespace");
    spec = spec.withDatasetField(values.text("dataset_field"));
    try {
      return spec.withDataStream(
          dataset == null ? "generic" : dataset.text(),
          namespace == null ? "default" : namespace.text());
    } catch (IllegalArgumentException e) {
      YamlScalar wrong = dataset == null ? namespace : dataset;
      keys.invalid(wrong == null ? keys.mapping() : wrong, String.valueOf(e.getMessage()), null);
      return spec;
    }
  }

  private SourceSpec timestamp(SourceSpec spec, Values timestamp) {
    String field = timestamp.text("field");
    YamlScalar written = timestamp.keys().text("format");
    String zone = timestamp.text("zone", "UTC");
    TimestampFormat format = new TimestampFormat.Auto();
    if (written != null) {
      try {
        format = timestampFormat(written.text(), zone);
      } catch (IllegalArgumentException e) {
        timestamp.keys().invalid(written, String.valueOf(e.getMessage()), null);
      }
    }
    timestamp.keys().finish();
    return spec.withTimestamp(field, format);
  }

  private static TimestampFormat timestampFormat(String name, String zone) {
    return switch (name) {
      case "auto" -> new TimestampFormat.Auto();
      case "iso8601" -> new TimestampFormat.Iso8601();
      case "epoch_seconds" -> new TimestampFormat.Epoch(TimestampFormat.EpochUnit.SECONDS);
      case "epoch_millis" -> new TimestampFormat.Epoch(TimestampFormat.EpochUnit.MILLIS);
      case "epoch_micros" -> new TimestampFormat.Epoch(TimestampFormat.EpochUnit.MICROS);
      case "epoch_nanos" -> new TimestampFormat.Epoch(TimestampFormat.EpochUnit.NANOS);
      default -> new TimestampFormat.Pattern(name, zone);
    };
  }

  private List<Rename> renames() {
    List<Rename> renames = new ArrayList<>();
    YamlMapping written = keys.mapping("rename");
    if (written == null) {
      return renames;
    }
    for (YamlMapping.Entry entry : written.entries()) {
      if (!(entry.value() instanceof YamlScalar to)) {
        keys.wrongKind(entry.key().text(), "text", entry.value());
        continue;
      }
      try {
        renames.add(new Rename(entry.key().text(), to.text()));
      } catch (IllegalArgumentException e) {
        keys.invalid(to, String.valueOf(e.getMessage()), null);
      }
    }
    return renames;
  }
}
