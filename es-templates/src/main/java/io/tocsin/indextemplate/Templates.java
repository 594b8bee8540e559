package io.tocsin.indextemplate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tocsin.field.FieldCatalogue;
import io.tocsin.settings.Retention;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * The templates of this version, in the order in which they are installed: what an index template
 * is composed of stands before it.
 *
 * <p>Immutable.
 */
public final class Templates {
  /** The index template of the data streams {@code logs-<dataset>-<namespace>}. */
  public static final String LOGS = "tocsin-logs";

  /** The index template of the data streams of dead letters. */
  public static final String DEAD_LETTERS = "tocsin-deadletters";

  /** The index template, and the index, of alerts: one document each. */
  public static final String ALERTS = "tocsin-alerts";

  /** The index template, and the data stream, of the transitions of alerts. */
  public static final String ALERT_TRANSITIONS = "tocsin-alert-transitions";

  /** The index template, and the data stream, of slot rollups. */
  public static final String SLOTS = "tocsin-slots";

  private static final String TEAM_MAPPINGS = "tocsin-team@mappings";
  private static final List<String> COMPONENTS =
      List.of(
          "tocsin-logs@settings",
          "tocsin-ecs@mappings",
          TEAM_MAPPINGS,
          "tocsin-logs@mappings",
          "tocsin-alerts@mappings");
  private static final List<String> INDEXES =
      List.of(LOGS, DEAD_LETTERS, ALERTS, ALERT_TRANSITIONS, SLOTS);
  private static final ObjectMapper JSON = new ObjectMapper();

  private final List<Template> all;

  private Templates(List<Template> all) {
    this.all = List.copyOf(all);
  }

  /** The files as they are. */
  public static Templates bundled() {
    List<Template> all = new ArrayList<>();
    COMPONENTS.forEach(name -> all.add(read(Template.Kind.COMPONENT, "component/", name)));
    INDEXES.forEach(name -> all.add(read(Template.Kind.INDEX, "index/", name)));
    return new Templates(all);
  }

  /** All of them, in the order in which they are installed. */
  public List<Template> all() {
    return all;
  }

  /**
   * These, with documents of one data stream kept for so long.
   *
   * @param indexTemplate one of those above that makes a data stream
   * @param retention at least a second
   * @throws IllegalArgumentException if that template makes none
   */
  public Templates withRetention(String indexTemplate, Duration retention) {
    return changed(
        Template.Kind.INDEX,
        indexTemplate,
        body -> {
          if (!body.has("data_stream")) {
            throw new IllegalArgumentException(indexTemplate + " makes no data stream");
          }
          template(body).putObject("lifecycle").put("data_retention", retention.toSeconds() + "s");
          return body;
        });
  }

  /** These, with data streams kept for as long as an installation's settings say. */
  public Templates withRetention(Retention retention) {
    Templates changed = this;
    Map<String, Optional<Duration>> kept = new LinkedHashMap<>();
    kept.put(LOGS, Optional.ofNullable(retention.logs()));
    kept.put(DEAD_LETTERS, Optional.ofNullable(retention.deadLetters()));
    kept.put(ALERT_TRANSITIONS, Optional.ofNullable(retention.alertHistory()));
    kept.put(SLOTS, Optional.ofNullable(retention.slots()));
    for (Map.Entry<String, Optional<Duration>> stream : kept.entrySet()) {
      if (stream.getValue().isPresent()) {
        changed = changed.withRetention(stream.getKey(), stream.getValue().get());
      }
    }
    return changed;
  }

  /** These, with a team's fields left as they are in the cluster, where some are. */
  public Templates leavingTeamFields() {
    List<Template> changed = new ArrayList<>();
    for (Template template : all) {
      boolean leave = template.name().equals(TEAM_MAPPINGS);
      changed.add(new Template(template.kind(), template.name(), template.body(), leave));
    }
    return new Templates(changed);
  }

  /**
   * These, with the fields that a team has named.
   *
   * @param catalogue the fields of ECS and the team's own
   */
  public Templates withTeamFields(FieldCatalogue catalogue) {
    return changed(
        Template.Kind.COMPONENT,
        TEAM_MAPPINGS,
        body -> {
          template(body).set("mappings", Mappings.team(catalogue));
          return body;
        });
  }

  private Templates changed(Template.Kind kind, String name, UnaryOperator<ObjectNode> change) {
    List<Template> changed = new ArrayList<>(all);
    for (int i = 0; i < changed.size(); i++) {
      Template template = changed.get(i);
      if (template.kind() == kind && template.name().equals(name)) {
        changed.set(i, new Template(kind, name, change.apply(template.body().deepCopy())));
        return new Templates(changed);
      }
    }
    throw new IllegalArgumentException("no such template: " + name);
  }

  private static ObjectNode template(ObjectNode body) {
    return body.withObject("/template");
  }

  private static Template read(Template.Kind kind, String folder, String name) {
    String path = "/templates/" + folder + name + ".json";
    try (InputStream in = Templates.class.getResourceAsStream(path)) {
      if (in == null) {
        throw new IllegalStateException("not in the jar: " + path);
      }
      JsonNode body = JSON.readTree(in);
      return new Template(kind, name, (ObjectNode) body);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + path, e);
    }
  }
}
