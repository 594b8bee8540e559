package io.tocsin.receiver;

import io.tocsin.diagnostic.Diagnostics;
import io.tocsin.diagnostic.Nearest;
import io.tocsin.weekly.WeeklyTimes;
import io.tocsin.weekly.WeeklyTimesReader;
import io.tocsin.yaml.MappingReader;
import io.tocsin.yaml.YamlMapping;
import io.tocsin.yaml.YamlNode;
import io.tocsin.yaml.YamlReader;
import io.tocsin.yaml.YamlScalar;
import io.tocsin.yaml.YamlSequence;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads {@code receivers.yaml}. */
public final class ReceiversReader {
  private final Diagnostics diagnostics;
  private final Map<String, Receiver> receivers = new LinkedHashMap<>();
  private final Map<String, MuteTime> muteTimes = new LinkedHashMap<>();

  private ReceiversReader(Diagnostics diagnostics) {
    this.diagnostics = diagnostics;
  }

  /**
   * The receivers that a file describes. What is wrong with it is reported; the receivers that are
   * in order are there all the same.
   *
   * @param path as it is to be shown
   */
  public static Receivers read(String path, String text, Diagnostics diagnostics) {
    YamlNode root = YamlReader.read(path, text, diagnostics);
    if (root == null) {
      return Receivers.NONE;
    }
    return new ReceiversReader(diagnostics).file(root);
  }

  private Receivers file(YamlNode root) {
    if (!(root instanceof YamlMapping mapping)) {
      Reported.wrongKind(diagnostics, root, "a mapping with 'receivers', 'routes', 'default'");
      return Receivers.NONE;
    }
    MappingReader keys = new MappingReader(mapping, diagnostics);
    muteTimes(keys.mapping("mute_times"));
    YamlMapping described = keys.mapping("receivers");
    if (described != null) {
      described.entries().forEach(this::receiver);
    }
    String otherwise = known(keys, keys.text("default"));
    List<Route> routes = routes(keys, keys.list("routes"));
    keys.finish();
    return new Receivers(receivers, routes, otherwise);
  }

  private void muteTimes(@Nullable YamlMapping mapping) {
    if (mapping == null) {
      return;
    }
    MappingReader keys = new MappingReader(mapping, diagnostics);
    for (YamlMapping.Entry entry : mapping.entries()) {
      String name = entry.key().text();
      WeeklyTimes times = WeeklyTimesReader.read(keys, name, diagnostics);
      if (times == null) {
        Reported.invalid(diagnostics, entry.key(), "no times under '" + name + "'");
      } else {
        muteTimes.put(name, new MuteTime(name, times));
      }
    }
  }

  private void receiver(YamlMapping.Entry entry) {
    String name = entry.key().text();
    if (!name.matches("[a-z0-9]+(-[a-z0-9]+)*")) {
      Reported.invalid(
          diagnostics,
          entry.key(),
          "expected a name of lower-case letters, digits and '-', got '" + name + "'");
    }
    if (!(entry.value() instanceof YamlMapping mapping)) {
      Reported.wrongKind(diagnostics, entry.value(), "a mapping for receiver '" + name + "'");
      return;
    }
    Receiver receiver = ReceiverReader.read(name, mapping, muteTimes, diagnostics);
    if (receiver != null) {
      receivers.put(name, receiver);
    }
  }

  private List<Route> routes(MappingReader file, @Nullable YamlSequence list) {
    List<Route> routes = new ArrayList<>();
    if (list == null) {
      return routes;
    }
    for (YamlNode item : list.items()) {
      if (item instanceof YamlMapping mapping) {
        routes.add(route(mapping));
      } else {
        file.wrongKind("routes", "a list of mappings", item);
      }
    }
    return routes;
  }

  private Route route(YamlMapping mapping) {
    MappingReader keys = new MappingReader(mapping, diagnostics);
    Map<String, String> match = new LinkedHashMap<>();
    YamlMapping labels = keys.mapping("match");
    if (labels == null && keys.any("match") == null) {
      keys.missing("match");
    }
    if (labels != null) {
      for (YamlMapping.Entry label : labels.entries()) {
        if (label.value() instanceof YamlScalar value) {
          match.put(label.key().text(), value.text());
        } else {
          keys.wrongKind(label.key().text(), "text", label.value());
        }
      }
    }
    List<String> names = new ArrayList<>();
    List<YamlScalar> notify = keys.texts("notify");
    if (notify == null && keys.any("notify") == null) {
      keys.missing("notify");
    }
    for (YamlScalar named : notify == null ? List.<YamlScalar>of() : notify) {
      String name = known(keys, named);
      if (name != null) {
        names.add(name);
      }
    }
    keys.finish();
    return new Route(match, names);
  }

  /** The name, if there is a receiver of it; else that is reported. */
  private @Nullable String known(MappingReader keys, @Nullable YamlScalar named) {
    if (named == null) {
      return null;
    }
    String name = named.text();
    if (!receivers.containsKey(name)) {
      keys.invalid(named, "no receiver '" + name + "'", Nearest.hint(name, receivers.keySet()));
      return null;
    }
    return name;
  }
}
