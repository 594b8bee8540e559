package io.tocsin.settings;

import io.tocsin.diagnostic.Code;
import io.tocsin.diagnostic.Diagnostics;
import io.tocsin.diagnostic.Fragment;
import io.tocsin.diagnostic.Span;
import io.tocsin.field.FieldCatalogue;
import io.tocsin.receiver.Secret;
import io.tocsin.yaml.MappingReader;
import io.tocsin.yaml.YamlMapping;
import io.tocsin.yaml.YamlNode;
import io.tocsin.yaml.YamlReader;
import io.tocsin.yaml.YamlScalar;
import io.tocsin.yaml.YamlSequence;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Reads {@code tocsin.yaml}. */
public final class SettingsReader {
  private static final int HIGHEST_PARALLELISM = 1024;
  private static final Duration LONGEST_RETENTION = Duration.ofDays(36_500);
  private static final Set<String> SLOTS = new LinkedHashSet<>(List.of("shared", "own"));

  private final MappingReader keys;
  private final @Nullable FieldsOfRules fields;
  private final Diagnostics diagnostics;

  private SettingsReader(
      YamlMapping root, @Nullable FieldsOfRules fields, Diagnostics diagnostics) {
    this.keys = new MappingReader(root, diagnostics);
    this.fields = fields;
    this.diagnostics = diagnostics;
  }

  /**
   * The settings that a file holds. Of its filters only the syntax is looked at.
   *
   * @return null if it has errors; all of them have been added to {@code diagnostics}
   */
  public static @Nullable Settings read(String path, String text, Diagnostics diagnostics) {
    return read(path, text, null, diagnostics);
  }

  /**
   * The settings that a file holds.
   *
   * @param fields what its filters are checked against; null to look at their syntax only
   * @return null if it has errors; all of them have been added to {@code diagnostics}
   */
  public static @Nullable Settings read(
      String path, String text, @Nullable FieldsOfRules fields, Diagnostics diagnostics) {
    Diagnostics found = new Diagnostics();
    YamlNode root = YamlReader.read(path, text, found);
    Settings settings = null;
    if (root instanceof YamlMapping mapping) {
      settings = new SettingsReader(mapping, fields, found).settings();
    } else if (!found.hasErrors()) {
      Fragment file = Fragment.of(path, text);
      String got = root == null ? "nothing" : root.kind();
      String message = "expected settings, got " + got;
      found.error(Code.VALUE_KIND, file, new Span(0, 0), message, null);
    }
    diagnostics.addAll(root == null ? found : SecretMask.apply(found, root));
    return found.hasErrors() ? null : settings;
  }

  private Settings settings() {
    Values values = new Values(keys, diagnostics);
    KafkaSettings kafka = kafka(section("kafka", true));
    String rules = values.text("rules", "rules");
    List<SourceSettings> sources = sources(() -> fields == null ? null : fields.at(rules));
    TopicNames topics = topics(section("topics", false));
    String receivers = values.text("receivers");
    CheckpointSettings checkpoints = checkpoints(section("checkpoints", true));
    ElasticsearchSettings elasticsearch =
        keys.any("elasticsearch") == null ? null : elasticsearch(section("elasticsearch", false));
    PipelineLayout pipeline = pipeline(section("pipeline", false));
    String kibana = values.address("kibana");
    int parallelism = (int) keys.integer("parallelism", 1, 1, HIGHEST_PARALLELISM);
    keys.finish();
    return new Settings(
        kafka,
        sources,
        topics,
        rules,
        receivers,
        checkpoints,
        elasticsearch,
        pipeline,
        kibana == null ? null : kibana.replaceAll("/+$", ""),
        parallelism);
  }

  /**
   * A part of the file; null if it is left out or no mapping, which is reported where it must be.
   */
  private @Nullable Values section(String key, boolean required) {
    YamlMapping mapping = keys.mapping(key);
    if (mapping == null && required && keys.any(key) == null) {
      keys.missing(key);
    }
    return mapping == null
        ? null
        : new Values(new MappingReader(mapping, diagnostics), diagnostics);
  }

  private KafkaSettings kafka(@Nullable Values values) {
    if (values == null) {
      return new KafkaSettings("", Map.of());
    }
    String bootstrap = values.required("bootstrap");
    Map<String, Secret> properties = new LinkedHashMap<>();
    YamlMapping written = values.keys().mapping("properties");
    if (written != null) {
      for (YamlMapping.Entry entry : written.entries()) {
        if (entry.value() instanceof YamlScalar value) {
          properties.put(entry.key().text(), new Secret(value.text()));
        } else {
          values.keys().wrongKind(entry.key().text(), "text", entry.value());
        }
      }
    }
    values.keys().finish();
    return new KafkaSettings(bootstrap, properties);
  }

  private List<SourceSettings> sources(Supplier<@Nullable FieldCatalogue> known) {
    YamlSequence written = keys.list("sources");
    List<SourceSettings> sources = new ArrayList<>();
    if (written == null || written.items().isEmpty()) {
      if (keys.any("sources") == null || written != null) {
        keys.missing("sources");
      }
      return sources;
    }
    Map<String, String> readers = new LinkedHashMap<>();
    for (YamlNode item : written.items()) {
      if (item instanceof YamlMapping mapping) {
        SourceSettings source = new SourceReader(mapping, known, diagnostics).source();
        if (sources.stream().anyMatch(other -> other.name().equals(source.name()))) {
          keys.invalid(item, "a second source '" + source.name() + "'", null);
        }
        for (String topic : source.topics()) {
          String other = readers.putIfAbsent(topic, source.name());
          if (other != null) {
            keys.invalid(item, "topic '" + topic + "' is read by '" + other + "' already", null);
          }
        }
        sources.add(source);
      } else {
        keys.wrongKind("sources", "a list of mappings", item);
      }
    }
    return sources;
  }

  private static TopicNames topics(@Nullable Values values) {
    TopicNames names = TopicNames.DEFAULT;
    if (values == null) {
      return names;
    }
    TopicNames topics =
        new TopicNames(
            values.text("alerts", names.alerts()),
            values.text("slots", names.slots()),
            values.text("dead_letters", names.deadLetters()),
            values.text("silences", names.silences()));
    values.keys().finish();
    return topics;
  }

  private static CheckpointSettings checkpoints(@Nullable Values values) {
    if (values == null) {
      return new CheckpointSettings(null, "", "", null, null, null, true, Duration.ZERO);
    }
    String endpoint = values.address("endpoint");
    Secret accessKey = values.secret("access_key");
    Secret secretKey = values.secret("secret_key");
    if ((accessKey == null) != (secretKey == null)) {
      values.keys().missing(accessKey == null ? "access_key" : "secret_key");
    }
    CheckpointSettings checkpoints =
        new CheckpointSettings(
            endpoint,
            values.required("bucket"),
            values.text("region", "us-east-1"),
            accessKey,
            secretKey,
            values.text("ca"),
            values.keys().flag("path_style", true),
            values.duration(
                "interval",
                CheckpointSettings.USUAL_INTERVAL,
                Duration.ofSeconds(1),
                Duration.ofHours(1)));
    values.keys().finish();
    return checkpoints;
  }

  private @Nullable ElasticsearchSettings elasticsearch(@Nullable Values values) {
    if (values == null) {
      return null;
    }
    List<YamlScalar> written = values.keys().texts("urls");
    List<String> urls = new ArrayList<>();
    if (written == null || written.isEmpty()) {
      values.keys().missing("urls");
    } else {
      written.stream().filter(values::isAddress).map(YamlScalar::text).forEach(urls::add);
    }
    String user = values.text("user");
    Secret password = values.secret("password");
    Secret apiKey = values.secret("api_key");
    if ((user == null) != (password == null)) {
      values.keys().missing(user == null ? "user" : "password");
    }
    if (user != null && apiKey != null) {
      String message = "both 'user' and 'api_key'";
      values.keys().invalid(values.keys().mapping(), message, "leave one of them out");
    }
    String ca = values.text("ca");
    Retention retention = retention(values.keys().mapping("retention"));
    Duration requestTimeout =
        values.duration(
            "request_timeout",
            ElasticsearchSettings.REQUEST_TIMEOUT,
            Duration.ofSeconds(1),
            Duration.ofMinutes(10));
    boolean compression = values.keys().flag("compression", true);
    values.keys().finish();
    return new ElasticsearchSettings(
        urls, user, password, apiKey, ca, retention, requestTimeout, compression);
  }

  private static PipelineLayout pipeline(@Nullable Values values) {
    if (values == null) {
      return PipelineLayout.CHAINED;
    }
    Integer parallelism =
        values.keys().has("sink_parallelism")
            ? (Integer) (int) values.keys().integer("sink_parallelism", 1, 1, HIGHEST_PARALLELISM)
            : null;
    boolean own = values.oneOf("sink_slots", "shared", SLOTS).equals("own");
    values.keys().finish();
    return new PipelineLayout(parallelism, own);
  }

  private Retention retention(@Nullable YamlMapping written) {
    if (written == null) {
      return Retention.DEFAULT;
    }
    Values values = new Values(new MappingReader(written, diagnostics), diagnostics);
    Retention retention =
        new Retention(
            kept(values, "logs"),
            kept(values, "dead_letters"),
            kept(values, "alert_history"),
            kept(values, "slots"));
    values.keys().finish();
    return retention;
  }

  private static @Nullable Duration kept(Values values, String key) {
    return values.keys().any(key) == null
        ? null
        : values.duration(key, Duration.ofDays(1), Duration.ofHours(1), LONGEST_RETENTION);
  }
}
