package io.tocsin.k8s;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.fs.s3native.NativeS3FileSystemFactory;
import org.apache.flink.kubernetes.configuration.KubernetesConfigOptions;
import org.apache.flink.metrics.prometheus.PrometheusReporterFactory;
import org.apache.flink.state.rocksdb.RocksDBOptions;

/** Every option that Flink declares, read from the classes that declare them. */
final class FlinkOptions {
  /** One class of each jar that has options for what we run. */
  private static final List<Class<?>> JARS =
      List.of(Configuration.class, KubernetesConfigOptions.class, RocksDBOptions.class);

  private static final Pattern REPORTER = Pattern.compile("metrics\\.reporter\\.[a-z]+\\.(.+)");

  /** What the Prometheus reporter takes; it declares no option for it. */
  private static final Set<String> REPORTER_KEYS = Set.of("port", "filterLabelValueCharacters");

  private final Map<String, ConfigOption<?>> byKey = new HashMap<>();

  /** Loads them; keys that are deprecated are not among them. */
  FlinkOptions() throws IOException, ReflectiveOperationException {
    for (Class<?> anchor : JARS) {
      for (String name : optionClasses(anchor)) {
        declared(Class.forName(name, false, anchor.getClassLoader()));
      }
    }
    declared(NativeS3FileSystemFactory.class);
  }

  private static List<String> optionClasses(Class<?> anchor) throws IOException {
    Path jar = Path.of(anchor.getProtectionDomain().getCodeSource().getLocation().getPath());
    List<String> names = new ArrayList<>();
    try (JarFile file = new JarFile(jar.toFile())) {
      Enumeration<JarEntry> entries = file.entries();
      while (entries.hasMoreElements()) {
        String name = entries.nextElement().getName();
        if (name.startsWith("org/apache/flink/")
            && !name.contains("/shaded/")
            && name.endsWith("Options.class")) {
          names.add(name.replace('/', '.').replaceAll("\\.class$", ""));
        }
      }
    }
    return names;
  }

  private void declared(Class<?> type) throws IllegalAccessException {
    for (Field field : type.getDeclaredFields()) {
      if (Modifier.isStatic(field.getModifiers())
          && Modifier.isPublic(field.getModifiers())
          && field.getType() == ConfigOption.class) {
        ConfigOption<?> option = (ConfigOption<?>) field.get(null);
        byKey.put(option.key(), option);
      }
    }
  }

  int size() {
    return byKey.size();
  }

  /** What is wrong with the options of the custom resources among these. */
  List<String> problems(List<JsonNode> resources) {
    List<String> problems = new ArrayList<>();
    for (JsonNode resource : resources) {
      resource
          .path("spec")
          .path("flinkConfiguration")
          .properties()
          .forEach(
              each -> {
                String problem = problem(each.getKey(), each.getValue());
                if (!problem.isEmpty()) {
                  problems.add(Manifests.label(resource) + ": " + problem);
                }
              });
    }
    return problems;
  }

  private String problem(String key, JsonNode value) {
    if (!value.isTextual()) {
      return "the value of " + key + " is no text";
    }
    Matcher reporter = REPORTER.matcher(key);
    if (reporter.matches()) {
      return reporterProblem(key, reporter.group(1), value.asText());
    }
    ConfigOption<?> option = byKey.get(key);
    if (option == null) {
      return "Flink has no option " + key;
    }
    try {
      Configuration.fromMap(Map.of(key, value.asText())).get(option);
      return "";
    } catch (IllegalArgumentException e) {
      return "Flink does not take '" + value.asText() + "' for " + key;
    }
  }

  private static String reporterProblem(String key, String own, String value) {
    if (own.equals("factory.class")) {
      return value.equals(PrometheusReporterFactory.class.getName()) ? "" : "no reporter " + value;
    }
    return REPORTER_KEYS.contains(own) ? "" : "the reporter has no option " + key;
  }
}
